import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMediaPage, openMediaPage } from '../media-page.js';
import { ffmpeg, requireFfmpeg } from '../native.js';

export const ids = ['formats.cuts'];

const rate = 48_000;
/** A second of each, in Hz, and in a video a brightness for each. */
const tones = [440, 700, 1000, 1400, 2000, 2600, 3200, 3800];
const levels = [16, 42, 68, 94, 120, 146, 172, 198];

/** The second, the fifth and the sixth tone are cut. */
const kept = [
  { start: 0, end: 1 },
  { start: 2, end: 4 },
  { start: 6, end: 8 },
];
const left = [0, 2, 3, 6, 7];
const cut = [1, 4, 5];

const sound = tones.map((tone) => `aevalsrc=0.4*sin(2*PI*${tone}*t):d=1:s=${rate}`);
const picture = levels.map((level) => `color=c=0x${level.toString(16).padStart(2, '0').repeat(3)}:s=160x120:r=25:d=1`);

/** @param {readonly string[]} sources @param {string} join */
const inputs = (sources, join) => ({
  given: sources.flatMap((source) => ['-f', 'lavfi', '-i', source]),
  filter: join,
});

/** @param {string} folder */
const makeSources = (folder) => {
  const [mp4, wav] = [join(folder, 'tones.mp4'), join(folder, 'tones.wav')];
  const count = tones.length;
  const heard = inputs(sound, `concat=n=${count}:v=0:a=1`);
  ffmpeg([...heard.given, '-filter_complex', heard.filter, '-c:a', 'pcm_s16le', wav]);
  const seen = inputs(picture, `concat=n=${count}:v=1:a=0`);
  const video = ['-c:v', 'libx264', '-g', '20', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '160k'];
  ffmpeg([
    ...seen.given,
    '-i',
    wav,
    '-filter_complex',
    `${seen.filter}[v]`,
    '-map',
    '[v]',
    '-map',
    `${count}:a`,
    ...video,
    mp4,
  ]);
  return { mp4, wav };
};

/** Share of the energy of samples that is of one frequency (Goertzel). @param {Float32Array} samples @param {number} tone */
const shareOf = (samples, tone) => {
  let [cosine, sine, energy] = [0, 0, 0];
  samples.forEach((value, at) => {
    const angle = (2 * Math.PI * tone * at) / rate;
    cosine += value * Math.cos(angle);
    sine += value * Math.sin(angle);
    energy += value * value;
  });
  return energy === 0 ? 0 : (2 * (cosine ** 2 + sine ** 2)) / samples.length / energy;
};

/** Its sound as native ffmpeg decodes it, on the clock of the file. @param {string} file */
const decode = (file) => {
  const how = ['-v', 'error', '-i', file, '-vn', '-af', 'aresample=async=1:first_pts=0'];
  const bytes = execFileSync('ffmpeg', [...how, '-ac', '1', '-ar', String(rate), '-f', 'f32le', '-'], {
    maxBuffer: 1 << 27,
  });
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
};

/** Where one tone gives way to the next, by halves, in seconds. @param {Float32Array} samples @param {number} before @param {number} after @param {number} near */
const joint = (samples, before, after, near) => {
  const step = Math.round(rate * 0.002);
  for (let at = Math.round((near - 0.05) * rate); at < Math.round((near + 0.05) * rate); at += step) {
    const part = samples.subarray(at, at + Math.round(rate * 0.01));
    if (shareOf(part, after) > shareOf(part, before)) return (at + part.length / 2) / rate;
  }
  return NaN;
};

/** Times of its frames and how bright each is. @param {string} file */
const framesOf = (file) => {
  const asked = ['-v', 'error', '-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', file];
  const times = execFileSync('ffprobe', asked, { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map((text) => parseFloat(text));
  const how = ['-v', 'error', '-i', file, '-an', '-fps_mode', 'passthrough', '-vf', 'scale=1:1,format=gray'];
  const bright = execFileSync('ffmpeg', [...how, '-f', 'rawvideo', '-'], { maxBuffer: 1 << 24 });
  return times.map((seconds, index) => ({ seconds, level: bright[index] ?? -1 }));
};

/** @param {boolean} isRight @param {string} problem */
const must = (isRight, problem) => {
  if (!isRight) throw new Error(problem);
};

/** @param {string} name @param {string} file @param {number} tolerance in seconds of the whole length */
const checkSound = (name, file, tolerance) => {
  const samples = decode(file);
  const seconds = samples.length / rate;
  must(Math.abs(seconds - left.length) < tolerance, `${name} lasts ${seconds} s`);
  let worst = 0;
  left.forEach((source, at) => {
    const part = samples.subarray(Math.round((at + 0.02) * rate), Math.round((at + 0.98) * rate));
    must(shareOf(part, tones[source] ?? 0) > 0.9, `${name}: tone ${source} is not where it belongs`);
    for (const gone of cut) must(shareOf(part, tones[gone] ?? 0) < 0.001, `${name}: tone ${gone} is still there`);
    if (at === 0) return;
    const found = joint(samples, tones[left[at - 1] ?? 0] ?? 0, tones[source] ?? 0, at);
    must(Math.abs(found - at) < 0.01, `${name}: second ${at} begins at ${found} s`);
    worst = Math.max(worst, Math.abs(found - at));
  });
  return worst;
};

/** Which second of the source a frame shows. @param {number} level */
const shownBy = (level) =>
  levels.reduce(
    (best, each, index) => (Math.abs(each - level) < Math.abs((levels[best] ?? 0) - level) ? index : best),
    0,
  );

/** @param {string} name @param {string} file */
const checkPicture = (name, file) => {
  const frames = framesOf(file);
  let worst = 0;
  left.forEach((source, at) => {
    const first = frames.find(({ seconds, level }) => seconds > at - 0.5 && shownBy(level) === source);
    const off = Math.abs((first?.seconds ?? NaN) - at);
    must(off < 0.02, `${name}: picture ${source} comes at ${first?.seconds} s instead of ${at}`);
    worst = Math.max(worst, off);
  });
  for (const { level, seconds } of frames)
    must(!cut.includes(shownBy(level)), `${name}: a picture that was cut is shown at ${seconds} s`);
  return worst;
};

const style = { size: 'large', place: 'bottom', look: 'box', activeWord: true };
const plain = { track: 0, kept, muted: [], enhance: null, captions: 'none', style, cues: [], language: 'en' };
const cue = {
  ...{ start: 0.5, end: 1.5, speaker: null, lines: ['Größe & <b>'] },
  words: [{ text: 'Größe', start: 0.5, end: 1, joined: false }],
};
const sounds = /** @type {const} */ ([
  ['wav', 0.002],
  ['flac', 0.002],
  ['mp3', 0.06],
  ['m4a', 0.06],
  ['opus', 0.03],
]);

/** @param {string} file */
const captionsOf = (file) =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:s:0', '-f', 'srt', '-'], { encoding: 'utf8' });

/**
 * Cuts of tones and brightnesses as the app renders them, decoded by native ffmpeg: what was cut is gone, what stays begins within
 * 10 ms of its place, pictures within 20 ms of their sound, the length is right, soft captions come out at their times.
 *
 * @param {import('../torture.js').TortureContext} context
 */
export const run = async ({ log }) => {
  requireFfmpeg();
  const folder = mkdtempSync(join(tmpdir(), 'echoflow-cuts-'));
  const { mp4, wav } = makeSources(folder);
  const site = await buildMediaPage();
  const page = await openMediaPage(site.address);
  /** @param {string} source @param {string} format @param {object} [more] */
  const render = async (source, format, more = {}) => {
    const { result } = await page.measure('cut', source, JSON.stringify({ ...plain, format, ...more }));
    const made = join(folder, `made.${format}`);
    writeFileSync(made, Buffer.from(result.base64, 'base64'));
    return { made, picture: result.picture };
  };
  const ms = (/** @type {number} */ seconds) => `${(seconds * 1000).toFixed(1)} ms`;
  try {
    await page.call('warm');
    for (const [format, tolerance] of sounds) {
      const { made } = await render(wav, format);
      log(`${format}: joints within ${ms(checkSound(format, made, tolerance))}`);
    }
    for (const format of ['mp4', 'mkv', 'webm'])
      for (const captions of ['none', 'soft', 'burned']) {
        if (format === 'webm' && captions === 'soft') continue;
        const name = `${format}, captions ${captions}`;
        const { made, picture } = await render(mp4, format, { captions, cues: captions === 'none' ? [] : [cue] });
        const heard = checkSound(name, made, 0.08);
        const seen = captions === 'burned' ? 'not compared' : ms(checkPicture(name, made));
        if (captions === 'soft')
          must(
            /00:00:00,5\d\d --> 00:00:01,5\d\d\s+(?:<font[^>]*>)?Größe & <\u2060?b>/.test(captionsOf(made)),
            `${name}: ${captionsOf(made)}`,
          );
        log(`${name}: picture ${picture}, joints within ${ms(heard)}, pictures within ${seen}`);
      }
  } finally {
    await page.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
};
