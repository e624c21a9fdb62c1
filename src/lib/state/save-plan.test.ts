import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveAfterMs, SavePlan } from './save-plan.ts';

/** One save as the plan began it: journalled, written or failed when the test says. */
type Begun = { text: string; journal(): void; end(isSaved: boolean): void };

describe('SavePlan', () => {
  let text = '';
  let sent = '';
  let begun: Begun[] = [];
  let plan: SavePlan;
  const type = (letters: string) => {
    text += letters;
    plan.changed();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    [text, sent, begun] = ['', '', []];
    plan = new SavePlan({
      write: (journal) =>
        new Promise((end) => {
          const before = sent;
          sent = text;
          const ended = (isSaved: boolean) => {
            if (!isSaved) sent = before;
            end(isSaved);
          };
          begun.push({ text, journal, end: ended });
        }),
      hasMore: () => text !== sent,
      now: () => Date.now(),
    });
  });
  afterEach(() => vi.useRealTimers());

  const texts = () => begun.map((each) => each.text);
  const soon = () => vi.advanceTimersByTimeAsync(saveAfterMs);

  it('begins the next save once the one ahead is journalled, however long its rows take', async () => {
    type('a');
    await soon();
    type('b');
    await soon();
    expect(texts()).toEqual(['a']);
    begun[0]!.journal();
    await soon();
    expect(texts()).toEqual(['a', 'ab']);
    for (let more = 0; more < 30; more++) {
      begun.at(-1)!.journal();
      type('c');
      await soon();
    }
    expect(texts().at(-1)).toBe(text);
    expect(plan.underWay).toBe(32);
  });

  it('saves a letter that came while a save was failing, without another one', async () => {
    type('a');
    await soon();
    type('b');
    begun[0]!.end(false);
    await soon();
    expect(texts()).toEqual(['a', 'ab']);
    begun[1]!.end(true);
    await soon();
    expect([texts().length, plan.underWay]).toEqual([2, 0]);
  });

  it('does not try again by itself what failed', async () => {
    type('a');
    await soon();
    begun[0]!.end(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts()).toEqual(['a']);
  });

  it('saves a letter that came between the failure of one save and the end of the one ahead', async () => {
    type('a');
    await soon();
    begun[0]!.journal();
    type('b');
    await soon();
    begun[1]!.end(false);
    await soon();
    type('c');
    await soon();
    expect(texts()).toEqual(['a', 'ab']);
    begun[0]!.end(true);
    await soon();
    expect(texts()).toEqual(['a', 'ab', 'abc']);
  });

  it('sends what there is at once when flushed, not behind rows that are being written', async () => {
    type('a');
    await soon();
    begun[0]!.journal();
    type('b');
    let isFlushed = false;
    const flushed = plan.flush().then(() => (isFlushed = true));
    expect(texts()).toEqual(['a', 'ab']);
    begun[0]!.end(true);
    await Promise.resolve();
    expect(isFlushed).toBe(false);
    begun[1]!.end(true);
    await flushed;
  });

  it('flushes in the end while somebody types on', async () => {
    type('a');
    const flushed = plan.flush();
    begun[0]!.journal();
    type('b');
    await soon();
    begun[0]!.end(true);
    await flushed;
    expect(plan.underWay).toBe(1);
  });
});
