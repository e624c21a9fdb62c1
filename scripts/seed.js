/**
 * Puts a finished recording into the database of an open page, as a transcription would have: rows, sound, machine layer.
 * For tests, benches and pictures that are about editing, not about hearing. The next start of the app finds and journals it.
 *
 * @typedef {{ text: string, start: number | null, end: number | null, conf: number | null }} SeedWord
 * @typedef {{ speaker?: string | null, words: readonly SeedWord[] }} SeedParagraph
 * @typedef {{ id: string, title: string, speakers?: readonly { id: string, name: string }[],
 *   paragraphs: readonly SeedParagraph[], durationSeconds: number, language?: string, sampleRate?: number,
 *   hasSound?: boolean, createdAt?: string, tags?: readonly string[] }} Seed
 */

/** Seconds a spoken word takes here, and how far apart two begin. */
const wordSeconds = 0.3;
const stepSeconds = 0.4;

/**
 * Paragraphs of plain text, each word timed, every seventh doubtful.
 *
 * @param {readonly (string | { speaker: string | null, text: string })[]} texts
 * @returns {{ paragraphs: SeedParagraph[], durationSeconds: number }}
 */
export const spoken = (texts) => {
  let at = 0;
  const paragraphs = texts.map((item) => {
    const { speaker, text } = typeof item === 'string' ? { speaker: null, text: item } : item;
    const words = text.split(/\s+/).map((word) => {
      const start = Number((at * stepSeconds).toFixed(3));
      const conf = at % 7 === 6 ? [0.31, 0.62, 0.84][Math.floor(at / 7) % 3] : 0.97;
      at += 1;
      return { text: word, start, end: Number((start + wordSeconds).toFixed(3)), conf: conf ?? null };
    });
    return { speaker, words };
  });
  return { paragraphs, durationSeconds: at * stepSeconds + 1 };
};

/**
 * Runs in the page.
 *
 * @param {Seed} seed
 */
const write = async (seed) => {
  const { id, title, speakers = [], durationSeconds, language = 'en', sampleRate = 8000, hasSound = true } = seed;
  const { createdAt: at = new Date(Date.UTC(2026, 10, 22, 9)).toISOString(), tags = [] } = seed;
  const sha256 = [...id].map((letter) => letter.charCodeAt(0).toString(16)).join('');
  /** @type {IDBDatabase} */
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open('echoflow');
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  /** A rising and falling tone in 8-bit samples: something to see and to seek in. */
  const sound = () => {
    const count = Math.round(durationSeconds * sampleRate);
    const bytes = new Uint8Array(44 + count);
    const view = new DataView(bytes.buffer);
    const text = (/** @type {number} */ at, /** @type {string} */ letters) =>
      [...letters].forEach((letter, index) => (bytes[at + index] = letter.charCodeAt(0)));
    text(0, 'RIFF');
    view.setUint32(4, 36 + count, true);
    text(8, 'WAVEfmt ');
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, sampleRate, true);
    view.setUint32(28, sampleRate, true);
    view.setUint16(32, 1, true);
    view.setUint16(34, 8, true);
    text(36, 'data');
    view.setUint32(40, count, true);
    for (let index = 0; index < count; index++) bytes[44 + index] = 128 + 20 * Math.sin(index / 9);
    return new Blob([bytes], { type: 'audio/wav' });
  };
  const blob = hasSound ? sound() : new Blob(['x']);
  const paragraphs = seed.paragraphs.map(({ speaker = null, words }, paragraph) => ({
    ...{ id: `${id}-p${paragraph}`, speaker, language },
    words: words.map((word, index) => ({
      ...word,
      ...{ id: `${id}-w${paragraph}-${index}`, confTime: null, origin: 'machine' },
    })),
  }));
  const buckets = Math.min(4000, Math.max(1, Math.round(durationSeconds * 10)));
  const data = new Int8Array(buckets * 2);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const height = Math.round(60 * Math.abs(Math.sin(bucket / 7) * Math.sin(bucket / 23)) + 8);
    data[bucket * 2] = -height;
    data[bucket * 2 + 1] = height;
  }
  const totalSamples = Math.round(durationSeconds * 16_000);
  const rows = {
    recordings: [
      {
        ...{ id, title, source: 'file', fileName: `${title}.wav`, mime: 'audio/wav', sizeBytes: blob.size },
        ...{
          sha256: sha256.padEnd(64, '0').slice(0, 64),
          durationSeconds,
          hasVideo: false,
          createdAt: at,
          updatedAt: at,
        },
        ...{ deletedAt: null, tags: [...tags] },
      },
    ],
    files: [{ recordingId: id, blob }],
    artifacts: [
      {
        ...{ recordingId: id, name: 'machine', fingerprint: `${id}-machine`, savedAt: 1 },
        value: { modelId: 'echoflow-micro', revision: 'r1', language, paragraphs },
      },
      {
        ...{ recordingId: id, name: 'peaks', fingerprint: `${id}-peaks`, savedAt: 1 },
        value: {
          ...{ sampleRate: 16_000, totalSamples },
          levels: [{ samplesPerBucket: Math.ceil(totalSamples / buckets), data }],
        },
      },
    ],
    transcripts: [
      {
        ...{ recordingId: id, revision: 1, machine: `${id}-machine`, language, speakers: [...speakers] },
        order: paragraphs.map((paragraph) => paragraph.id),
        words: paragraphs.reduce((sum, { words }) => sum + words.length, 0),
      },
    ],
    paragraphs: paragraphs.map(({ words, ...paragraph }) => ({
      ...paragraph,
      recordingId: id,
      words: {
        ids: words.map((word) => word.id),
        texts: words.map((word) => word.text),
        numbers: Float64Array.from(
          words.flatMap(({ start, end, conf, confTime }) => [start, end, conf, confTime].map((value) => value ?? NaN)),
        ),
        flags: new Uint8Array(words.length),
      },
    })),
  };
  const transaction = database.transaction(Object.keys(rows), 'readwrite');
  for (const [table, list] of Object.entries(rows)) {
    for (const row of list) transaction.objectStore(table).put(row);
  }
  await new Promise((done, failed) => {
    transaction.oncomplete = () => done(undefined);
    transaction.onerror = () => failed(transaction.error);
  });
  database.close();
};

/**
 * @param {import('@playwright/test').Page} page an open page of the app
 * @param {Seed} seed
 */
export const seedRecording = (page, seed) => page.evaluate(write, seed);
