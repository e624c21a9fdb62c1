import { openApp } from '../drive.js';
import { median } from '../registry.js';
import { seedRecording } from '../seed.js';

export const ids = [
  'editor.open-ms',
  'editor.open-whole-ms',
  'editor.key-p95-ms',
  'editor.key-frame-p95-ms',
  'editor.highlight-p95-ms',
  'editor.find-ms',
  'editor.scroll-p95-ms',
  'editor.undo-p95-ms',
];

const words = 40_000;
const wordsInParagraph = 60;
const secondsInWord = 0.36;
const keys = 120;
const frames = 120;
const scrolls = 60;
const undone = 20;
const id = '0mh6z0000bench40000w';
const vocabulary =
  'the of and to in a that is was he for it with as his on be at by had from they which one you were'.split(' ');

/** Four hours of speech, 40,000 words in 667 paragraphs, every tenth doubtful. */
const transcript = () => {
  const list = Array.from({ length: words }, (_, index) => ({
    text: vocabulary[(index * 7) % vocabulary.length] + (index % 12 === 11 ? '.' : ''),
    start: index * secondsInWord,
    end: index * secondsInWord + 0.3,
    conf: index % 10 === 9 ? 0.6 : 0.97,
  }));
  return Array.from({ length: Math.ceil(words / wordsInParagraph) }, (_, at) => ({
    speaker: at % 2 ? 's1' : 's2',
    words: list.slice(at * wordsInParagraph, (at + 1) * wordsInParagraph),
  }));
};

/** 95th percentile. @param {readonly number[]} values */
const p95 = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;

/** What counts as scripting in a trace, as DevTools counts it, and what the browser does of its own within. */
const scripting = new Set([
  ...['EventDispatch', 'FunctionCall', 'RunMicrotasks', 'TimerFire', 'FireAnimationFrame', 'EvaluateScript'],
  ...['MinorGC', 'MajorGC'],
]);
const rendering = new Set([
  ...['Layout', 'UpdateLayoutTree', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'HitTest'],
  'IntersectionObserverController::computeIntersections',
]);

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur: number, tdur: number, args: { data?: { type?: string } } }} TraceEvent */

/**
 * Milliseconds of processor time in scripting, layout and paint that scripts force left out.
 *
 * @param {readonly TraceEvent[]} events of one thread, by time, the outer first
 */
const scriptMs = (events) => {
  let total = 0;
  /** @type {{ end: number, scripts: boolean, renders: boolean }[]} */
  const open = [];
  for (const { name, ts, dur, tdur } of events) {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
    const outer = open.at(-1);
    const scripts = scripting.has(name);
    const renders = rendering.has(name);
    if (scripts && !outer?.scripts && !outer?.renders) total += tdur;
    if (renders && outer?.scripts && !outer.renders) total -= tdur;
    open.push({
      end: ts + dur,
      scripts: scripts || (outer?.scripts ?? false),
      renders: renders || (outer?.renders ?? false),
    });
  }
  return total / 1000;
};

/**
 * What each key press cost: scripting from the press until the frame behind it is handed over, and the clock until then.
 *
 * @param {readonly TraceEvent[]} events
 */
const costOfKeys = (events) => {
  const presses = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown');
  const [first] = presses;
  const here = events
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === first?.pid && tid === first.tid)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  return presses.map(({ ts }) => {
    const task = here.findLast((each) => each.name === 'RunTask' && each.ts <= ts && each.ts + each.dur > ts);
    const from = (task?.ts ?? ts) + (task?.dur ?? 0);
    const until = here.find((each) => each.name === 'Commit' && each.ts >= from);
    const end = until ? until.ts + until.dur : from;
    return { scriptMs: scriptMs(here.filter((each) => each.ts >= ts && each.ts < end)), frameMs: (end - ts) / 1000 };
  });
};

/**
 * Types with the keyboard and reads from a trace of the browser what it cost.
 *
 * @param {import('@playwright/test').Page} page @param {() => Promise<void>} type
 */
const traceKeys = async (page, type) => {
  const client = await page.context().newCDPSession(page);
  /** @type {TraceEvent[]} */
  const events = [];
  client.on('Tracing.dataCollected', ({ value }) => void events.push(.../** @type {any} */ (value)));
  const includedCategories = ['devtools.timeline', 'v8', 'disabled-by-default-devtools.timeline', 'toplevel'];
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  await type();
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  await client.detach();
  // What is in flight when a trace begins is none of the key's.
  return costOfKeys(events).slice(1);
};

/** Real keys, as fast as somebody types who types fast. @param {import('@playwright/test').Page} page @param {number} count */
const typeKeys = async (page, count) => {
  for (let index = 0; index < count; index += 1) await page.keyboard.press(index % 6 === 5 ? ' ' : 'x', { delay: 80 });
  await page.waitForTimeout(300);
};

/**
 * Work of the frames behind a scroll of a window each, down through the transcript: what is drawn then, and nothing of the
 * time a frame waits for its turn. Runs in the page.
 *
 * @param {number} count
 */
const scrollAndMeasure = async (count) => {
  const { port1, port2 } = new MessageChannel();
  const times = [];
  scrollTo(0, 0);
  for (let index = 0; index < count; index += 1) {
    times.push(
      await new Promise((done) =>
        requestAnimationFrame(() => {
          const start = performance.now();
          scrollBy(0, innerHeight);
          // A message that is sent before a frame is drawn arrives after it.
          port2.onmessage = () => done(performance.now() - start);
          port1.postMessage(null);
        }),
      ),
    );
  }
  port1.close();
  scrollTo(0, 0);
  return /** @type {number[]} */ (times);
};

/** One letter in each of some paragraphs, then each taken back. Runs in the page. @param {number} count */
const undoAndMeasure = async (count) => {
  const fields = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[contenteditable]')].slice(0, count));
  for (const field of fields) {
    field.focus();
    getSelection()?.collapse(field.firstChild, 0);
    document.execCommand('insertText', false, 'Q');
    await new Promise((done) => setTimeout(done, 0));
  }
  const button = /** @type {HTMLButtonElement} */ (document.querySelector('button[aria-label="Undo"]'));
  const times = [];
  // The last first, as undo does.
  for (const field of fields.toReversed()) {
    const start = performance.now();
    button.click();
    await Promise.resolve();
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    if (field.textContent?.startsWith('Q')) throw new Error('Nothing was undone.');
    await new Promise((done) => setTimeout(done, 0));
  }
  return times;
};

/** The peer: a span a word in one editable list, redrawn whole by each letter, as a first draft would. Runs in the page. */
const naive = async (/** @type {{ texts: string[], count: number }} */ { texts, count }) => {
  document.body.innerHTML = '<div contenteditable id="naive"></div>';
  const root = /** @type {HTMLElement} */ (document.getElementById('naive'));
  const draw = (/** @type {number} */ lit) => {
    root.replaceChildren(
      ...texts.map((text, index) => {
        const span = document.createElement('span');
        span.textContent = `${text} `;
        if (index === lit) span.className = 'now';
        return span;
      }),
    );
  };
  const opened = performance.now();
  draw(-1);
  root.getBoundingClientRect();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const openMs = performance.now() - opened;
  const time = async (/** @type {() => void} */ act) => {
    const start = performance.now();
    act();
    const took = performance.now() - start;
    await new Promise((done) => setTimeout(done, 0));
    return took;
  };
  const litTimes = [];
  for (let index = 0; index < count; index += 1) {
    litTimes.push(
      await time(() => {
        root.querySelector('.now')?.classList.remove('now');
        root.children[index * 37]?.classList.add('now');
        root.getBoundingClientRect();
      }),
    );
  }
  const findTimes = [];
  for (let index = 0; index < 5; index += 1) {
    findTimes.push(
      await time(() => {
        let found = 0;
        for (const span of root.children) if (span.textContent?.toLowerCase().includes('which')) found += 1;
        root.dataset['found'] = String(found);
      }),
    );
  }
  const undoTimes = [];
  for (let index = 0; index < 5; index += 1) {
    undoTimes.push(await time(() => ((texts[5] = 'word'), draw(-1), root.getBoundingClientRect())));
  }
  return { openMs, litTimes, findTimes, undoTimes };
};

/** The peer's keys: each letter is taken into the list of words, which is drawn anew. Runs in the page. @param {string[]} texts */
const naiveKeys = (texts) => {
  const root = /** @type {HTMLElement} */ (document.getElementById('naive'));
  root.addEventListener('beforeinput', (event) => {
    event.preventDefault();
    texts[5] += event.data ?? '';
    root.replaceChildren(
      ...texts.map((text) => {
        const span = document.createElement('span');
        span.textContent = `${text} `;
        return span;
      }),
    );
    getSelection()?.collapse(root.children[5] ?? root, 0);
  });
  root.focus();
  getSelection()?.collapse(root.children[5] ?? root, 0);
};

/**
 * Lights words one after the other as playing does: from the player's event until its handlers, the effects behind them and
 * the layout they ask for are done. Runs in the page.
 *
 * @param {number} count
 */
const seekAndMeasure = async (count) => {
  const media = /** @type {HTMLMediaElement} */ (document.querySelector('audio, video'));
  const times = [];
  for (let index = 0; index < count; index += 1) {
    let start = 0;
    // On its way down the event comes here before it comes to the app, and to the last listener after it.
    const begin = () => (start = performance.now());
    addEventListener('seeked', begin, { capture: true, once: true });
    const end = /** @type {Promise<number>} */ (
      new Promise((done) =>
        media.addEventListener(
          'seeked',
          () => {
            document.body.getBoundingClientRect();
            done(performance.now());
          },
          { once: true },
        ),
      )
    );
    media.currentTime = index * 0.36 + 0.1;
    times.push((await end) - start);
  }
  return times;
};

/**
 * From a click on its link until the text stands there and can be edited, and until the last paragraph of it does. Runs in
 * the page.
 *
 * @param {{ title: string, last: string }} options `last`: id of the last paragraph
 */
const openAndMeasure = async ({ title, last }) => {
  const link = Array.from(document.querySelectorAll('a')).find((each) => each.textContent?.trim() === title);
  if (!link) throw new Error(`No link to ${title}.`);
  const start = performance.now();
  link.click();
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(undefined), 0)));
  const isThere = () => {
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('.modes button:last-child'));
    return !!document.querySelector('[data-text]')?.textContent && button?.disabled === false;
  };
  while (!isThere()) await frame();
  const openMs = performance.now() - start;
  while (!document.querySelector(`[data-text="${last}"]`)?.textContent) await frame();
  return { openMs, wholeMs: performance.now() - start };
};

/** @param {import('../bench.js').BenchContext} context */
export const run = async ({ rounds }) => {
  /** @type {Record<string, { ours: number[], theirs: number[] }>} */
  const all = Object.fromEntries(ids.map((each) => [each, { ours: [], theirs: [] }]));
  const { app, page, close } = await openApp();
  const note = (/** @type {string} */ which, /** @type {number} */ ours, /** @type {number} */ theirs) => {
    all[which]?.ours.push(ours);
    all[which]?.theirs.push(theirs);
  };
  try {
    const seed = { id, title: 'Four hours', paragraphs: transcript(), durationSeconds: words * secondsInWord };
    const speakers = [
      { id: 's1', name: 'Anna' },
      { id: 's2', name: 'Ben' },
    ];
    await seedRecording(page, { ...seed, speakers, sampleRate: 3000 });
    await app.open();
    for (let round = 0; round < rounds; round += 1) {
      await app.open();
      const link = page.getByRole('link', { name: 'Four hours' });
      await link.waitFor();
      const last = `${id}-p${seed.paragraphs.length - 1}`;
      const { openMs, wholeMs } = await page.evaluate(openAndMeasure, { title: 'Four hours', last });
      const litTimes = await page.evaluate(seekAndMeasure, frames);
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await page.locator('[contenteditable]').first().waitFor();
      await page.locator('[contenteditable]').first().click();
      const keyTimes = await traceKeys(page, () => typeKeys(page, keys));
      const undoTimes = await page.evaluate(undoAndMeasure, undone);
      await page.keyboard.press('Escape');
      const scrollTimes = await page.evaluate(scrollAndMeasure, scrolls);
      await page.keyboard.press('Control+f');
      const findMs = await page.evaluate(async () => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector('input[type=search]'));
        const start = performance.now();
        field.value = 'which';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
        return performance.now() - start;
      });
      const texts = seed.paragraphs.flatMap((paragraph) => paragraph.words.map((word) => word.text));
      const bare = await page.context().newPage();
      const peer = await bare.evaluate(naive, { texts, count: 20 });
      const peerScrollTimes = await bare.evaluate(scrollAndMeasure, scrolls);
      await bare.bringToFront();
      await bare.evaluate(naiveKeys, texts);
      const peerKeys = await traceKeys(bare, () => typeKeys(bare, 20));
      await bare.close();
      note('editor.open-ms', openMs, peer.openMs);
      note('editor.open-whole-ms', wholeMs, peer.openMs);
      note('editor.key-p95-ms', p95(keyTimes.map((each) => each.scriptMs)), p95(peerKeys.map((each) => each.scriptMs)));
      note(
        'editor.key-frame-p95-ms',
        p95(keyTimes.map((each) => each.frameMs)),
        p95(peerKeys.map((each) => each.frameMs)),
      );
      note('editor.highlight-p95-ms', p95(litTimes), p95(peer.litTimes));
      note('editor.find-ms', findMs, median(peer.findTimes));
      note('editor.scroll-p95-ms', p95(scrollTimes), p95(peerScrollTimes));
      note('editor.undo-p95-ms', p95(undoTimes), p95(peer.undoTimes));
      await app.recording.waitUntilSaved();
    }
  } finally {
    await close();
  }
  const peer = 'a span a word, drawn anew';
  return ids.map((each) => ({
    ...{ id: each, unit: 'ms', peer },
    ...{ values: all[each]?.ours ?? [], peerValues: all[each]?.theirs ?? [] },
  }));
};
