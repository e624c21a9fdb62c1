import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { collectLogs, logger, recentLogs, redact, relayLogs } from './log.ts';

beforeEach(() => recentLogs.clear());

describe('the log', () => {
  it('keeps structured entries, oldest first', () => {
    logger('media').info('decoded', { seconds: 12, codec: 'opus', ok: true });
    logger('workers/speech').warn('slow', { factor: 2.5 });
    const [first, second] = recentLogs.current;
    expect(first).toMatchObject({ level: 'info', area: 'media', message: 'decoded' });
    expect(first!.detail).toEqual({ seconds: 12, codec: 'opus', ok: true });
    expect(first!.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(second).toMatchObject({ level: 'warn', area: 'workers/speech', sequence: first!.sequence + 1 });
  });

  it('forgets the oldest beyond 2,000', () => {
    const log = logger('test');
    for (let index = 0; index < 2050; index++) log.debug('tick', { index });
    expect(recentLogs.current).toHaveLength(2000);
    expect(recentLogs.current[0]!.detail).toEqual({ index: 50 });
  });

  it('exports JSON lines', () => {
    logger('a').info('one');
    logger('b').error('two', { code: 'storage/full' });
    const lines = recentLogs.toJsonLines().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['one', 'two']);
  });

  it('tells its subscribers the entries of one turn together, until they leave', async () => {
    const told: number[] = [];
    const subscription = recentLogs.subscribe((entries) => told.push(entries.length));
    logger('a').info('one');
    logger('a').info('two');
    await Promise.resolve();
    subscription.unsubscribe();
    logger('a').info('three');
    await Promise.resolve();
    expect(told).toEqual([0, 2]);
  });

  it('takes in what a worker relays', async () => {
    const collecting = collectLogs();
    logger('inside').info('started', { size: 3 });
    const relaying = relayLogs();
    await new Promise<void>((resolve) => {
      const subscription = recentLogs.subscribe((entries) => {
        if (entries.length < 2) return;
        queueMicrotask(() => subscription.unsubscribe());
        resolve();
      });
    });
    relaying.unsubscribe();
    collecting.unsubscribe();
    const [own, relayed] = recentLogs.current;
    expect(relayed).toMatchObject({ area: 'inside', message: 'started', detail: { size: 3 } });
    expect(relayed!.sequence).toBe(own!.sequence + 1);
  });
});

describe('redaction', () => {
  const canary = 'the password is swordfish';

  it('lets no spoken text through, whatever it hides in', () => {
    const log = logger('speech');
    const nested = new Error(canary, { cause: new AppError('speech/failed', { message: canary }) });
    log.info('heard', { text: canary, list: [canary], deep: { canary }, error: nested });
    log.error('failed', { error: new AppError('media/unreadable', { message: canary, detail: { canary } }) });
    log.info('typed', {
      unspaced: 'swordfish'.repeat(20),
      link: 'https://host/a?token=swordfish',
      mail: 'swordfish@b.c',
    });
    expect(recentLogs.toJsonLines()).not.toContain('swordfish');
  });

  it('keeps ids, sizes, codes and media types', () => {
    const detail = { id: 'lx3k9-aB_1', size: 12.5, code: 'model/missing', mime: 'audio/webm', hash: 'a'.repeat(64) };
    expect(redact(detail)).toEqual(detail);
  });

  it('says what it cut', () => {
    expect(redact({ text: 'a b', list: [1, 2], made: () => 1, nothing: undefined, big: Infinity })).toEqual({
      text: '[3 characters]',
      list: '[2 items]',
      made: '[function]',
      nothing: null,
      big: 'Infinity',
    });
    const error = new AppError('link/invalid');
    expect(redact({ error })).toEqual({ error: 'AppError/link/invalid' });
  });
});
