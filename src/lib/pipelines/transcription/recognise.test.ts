import { describe, expect, it, vi } from 'vitest';
import { pcm, speechOf, hear, setUp, wordsOf, settled } from '../../../../tests/fakes/recognition.ts';
import { AppError } from '$lib/core/errors.ts';

describe('transcription/recognise', () => {
  it('makes an empty draft of silence without loading the model', async () => {
    const it = setUp();
    it.pcm.finish(pcm);
    it.speech.finish(speechOf([], 60));
    const { draft } = await it.run();
    expect(draft).toMatchObject({ modelId: 'm', revision: 'r7', language: null, segments: [] });
    expect(it.engine.load).not.toHaveBeenCalled();
  });

  it('keeps every window an earlier run finished, also when it is stopped again right after it began', async () => {
    let calls = 0;
    const it = setUp((window) => (++calls <= 3 ? Promise.resolve(hear(window)) : Promise.reject(new Error('killed'))));
    it.pcm.finish(pcm);
    it.speech.finish(speechOf([{ start: 0, end: 50 }], 60));
    await it.run().catch(() => {});
    const kept = () => (it.saved() as { windows: unknown[] }).windows.length;
    expect(kept()).toBe(3);
    // The next run is stopped by the second window it goes through.
    vi.spyOn(performance, 'now').mockReturnValueOnce(1e6).mockReturnValue(1e9);
    let shown = 0;
    it.report.mockImplementation(() => {
      if (++shown === 2) throw new Error('killed');
    });
    await it.run().catch(() => {});
    vi.restoreAllMocks();
    expect(shown).toBe(2);
    expect(kept()).toBe(3);
  });

  it('says where it was heard in the end, and why, when a card gave way meanwhile', async () => {
    const it = setUp();
    it.pcm.finish(pcm);
    it.speech.finish(speechOf([{ start: 1, end: 4 }], 60));
    const loaded = { device: 'webgpu', threads: 1, maxWindowSeconds: 10, windowsAtOnce: 1, reason: 'card' } as const;
    it.engine.load.mockResolvedValue(loaded);
    Object.assign(it.engine, { running: () => ({ device: 'wasm', threads: 3, reason: 'card-mute' }) });
    const { draft } = await it.run();
    expect(draft).toMatchObject({ device: 'wasm', threads: 3, reason: 'card-mute' });
  });

  it('puts words at their place in the file, in order, with what is known of the model', async () => {
    const it = setUp();
    it.pcm.finish(pcm);
    it.speech.finish(
      speechOf(
        [
          { start: 2, end: 6 },
          { start: 20, end: 24 },
          { start: 40, end: 49 },
        ],
        60,
      ),
    );
    const { draft } = await it.run();
    expect(it.heard.map((window) => window.pieces.length)).toEqual([2, 1]);
    expect(draft).toMatchObject({ device: 'wasm', language: 'en', languageProbability: 0.8 });
    for (const word of wordsOf(draft)) expect(word.start - Number(word.text.slice(1))).toBeCloseTo(0.1, 6);
    expect(wordsOf(draft)).toHaveLength(17);
    expect(it.report).toHaveBeenLastCalledWith({ fraction: 49 / 60, doneSeconds: 49, totalSeconds: 60 });
  });

  it('recognises what is certain while speech is still being found', async () => {
    const it = setUp();
    const result = it.run();
    it.pcm.publish(pcm);
    it.speech.publish(
      speechOf(
        [
          { start: 0, end: 8 },
          { start: 9.5, end: 14 },
        ],
        14,
      ),
    );
    await settled();
    expect(it.heard).toHaveLength(0);
    it.speech.publish(
      speechOf(
        [
          { start: 0, end: 8 },
          { start: 9.5, end: 16 },
        ],
        30,
      ),
    );
    await vi.waitFor(() => expect(it.drafts).toHaveLength(1));
    expect(wordsOf(it.drafts[0]!)).toHaveLength(8);
    it.pcm.finish(pcm);
    it.speech.finish(
      speechOf(
        [
          { start: 0, end: 8 },
          { start: 9.5, end: 16 },
        ],
        60,
      ),
    );
    expect(wordsOf((await result).draft)).toHaveLength(15);
  });

  it('goes on after an interruption where it stopped, with the same outcome', async () => {
    const spans = Array.from({ length: 5 }, (_, i) => ({ start: i * 12, end: i * 12 + 9 }));
    const whole = setUp();
    whole.pcm.finish(pcm);
    whole.speech.finish(speechOf(spans, 60));
    const expected = (await whole.run()).draft;

    let isBroken = true;
    const it = setUp(async (window) => {
      if (window.index === 3 && isBroken) throw new AppError('speech/failed');
      return hear(window);
    });
    it.pcm.finish(pcm);
    it.speech.finish(speechOf(spans, 60));
    await expect(it.run()).rejects.toMatchObject({ code: 'speech/failed' });
    isBroken = false;
    expect((await it.run()).draft).toEqual(expected);
    expect(it.heard.map((window) => window.index)).toEqual([0, 1, 2, 3, 3, 4]);
  });

  it('starts a crashed worker again once for a window', async () => {
    let crashes = 1;
    const it = setUp(async (window) => {
      if (window.index === 0 && crashes-- > 0) throw new AppError('worker/crashed');
      return hear(window);
    });
    it.pcm.finish(pcm);
    it.speech.finish(speechOf([{ start: 0, end: 5 }], 60));
    expect(wordsOf((await it.run()).draft)).toHaveLength(5);
    expect(it.engine.load).toHaveBeenCalledTimes(2);
    crashes = 2;
    const again = setUp(async () => {
      throw new AppError('worker/crashed');
    });
    again.pcm.finish(pcm);
    again.speech.finish(speechOf([{ start: 0, end: 5 }], 60));
    await expect(again.run()).rejects.toMatchObject({ code: 'worker/crashed' });
  });

  it('keeps finished windows when it is stopped', async () => {
    const it = setUp(async (window) => {
      if (window.index === 1) it.controller.abort();
      it.controller.signal.throwIfAborted();
      return hear(window);
    });
    it.pcm.finish(pcm);
    it.speech.finish(
      speechOf(
        [
          { start: 0, end: 9 },
          { start: 20, end: 29 },
        ],
        60,
      ),
    );
    await expect(it.run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(it.saved()).toMatchObject({ modelId: 'm', revision: 'r7', windows: [expect.any(String)] });
    expect(JSON.parse((it.saved() as { windows: string[] }).windows[0]!)).toMatchObject({ window: { index: 0 } });
  });

  it('hears the first window alone, then groups by number, the same after an interruption', async () => {
    const spans = Array.from({ length: 8 }, (_, i) => ({ start: i * 12, end: i * 12 + 9 }));
    let isBroken = true;
    const it = setUp(
      async (window) => {
        if (window.index === 5 && isBroken) throw new AppError('speech/failed');
        return hear(window);
      },
      { windowsAtOnce: 3 },
    );
    it.pcm.finish(pcm);
    it.speech.finish(speechOf(spans, 100));
    await expect(it.run()).rejects.toMatchObject({ code: 'speech/failed' });
    isBroken = false;
    await it.run();
    expect(it.groups).toEqual([[0], [1, 2, 3], [4, 5, 6], [4, 5, 6], [7]]);
  });

  it('hears only the range asked for', async () => {
    const it = setUp(undefined, { recognition: { range: { start: 4, end: 22 } } });
    it.pcm.finish(pcm);
    it.speech.finish(
      speechOf(
        [
          { start: 0, end: 8 },
          { start: 20, end: 28 },
        ],
        60,
      ),
    );
    const words = wordsOf((await it.run()).draft).map(({ text }) => text);
    expect(words).toEqual(['w4', 'w5', 'w6', 'w7', 'w20', 'w21']);
  });

  it('goes through sequentially, each window from where the text before it ended', async () => {
    const it = setUp(async (window) => ({ ...hear(window), reachedSeconds: window.index === 0 ? 7 : 10 }), {
      recognition: { windows: 'sequential', range: { start: 0, end: 30 } },
    });
    it.pcm.finish(pcm);
    it.speech.finish(speechOf([{ start: 3, end: 20 }], 60));
    await it.run();
    expect(it.heard.map(({ pieces }) => pieces)).toEqual([
      [{ start: 0, end: 10 }],
      [{ start: 7, end: 17 }],
      [{ start: 17, end: 27 }],
      [{ start: 27, end: 30 }],
    ]);
  });
});
