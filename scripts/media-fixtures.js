/**
 * Makes tests/fixtures/media: one short spoken clip in many containers and codecs, damaged files, and what native ffmpeg
 * decodes from each (signed 8-bit at 4 kHz, loudest sample 127), so that tests need no native ffmpeg.
 *
 *     node scripts/media-fixtures.js      needs ffmpeg 5.1 with its usual encoders; espeak-ng where no clip is at hand
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const speech = join(root, 'tests/fixtures/speech');
const out = join(root, 'tests/fixtures/media');
const work = mkdtempSync(join(tmpdir(), 'media-fixtures-'));
const referenceRate = 4000;

/** @param {string[]} args */
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], { maxBuffer: 1 << 28 });

/** @typedef {{ file: string, text: string, words: object[], seen: boolean, durationSeconds: number, modelWer?: number }} Clip */

/** The clip the built-in model hears best, or a voice of espeak-ng. */
const chooseClip = () => {
  const index = join(speech, 'index.json');
  /** @type {Clip[]} */
  const clips = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')) : [];
  const [best] = clips
    .filter((clip) => clip.seen && clip.modelWer !== undefined && clip.durationSeconds < 9)
    .sort((a, b) => (a.modelWer ?? 1) - (b.modelWer ?? 1));
  if (best) return { path: join(speech, best.file), text: best.text, words: best.words };
  const text = 'The quick brown fox jumps over the lazy dog. Every word of it can be heard.';
  const path = join(work, 'espeak.wav');
  execFileSync('espeak-ng', ['-v', 'en-us', '-s', '150', '-w', path, text]);
  return { path, text, words: [] };
};

const clip = chooseClip();
const whole = join(work, 'whole.wav');
const short = join(work, 'short.wav');
ffmpeg('-i', clip.path, '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', '-bitexact', whole);
const tiny = join(work, 'tiny.wav');
ffmpeg('-i', whole, '-t', '2', '-bitexact', short);
ffmpeg('-i', whole, '-t', '1.1', '-bitexact', tiny);

const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-flags:v', '+bitexact'];
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=10'];
const h264 = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', '40', '-pix_fmt', 'yuv420p', '-shortest'];
const stereo = 'aresample=44100,pan=stereo|c0=c0|c1=0.5*c0';
const eight = 'pan=7.1|FC=c0|FL=0.2*c0|FR=0.1*c0|BL=0*c0|BR=0*c0|SL=0*c0|SR=0*c0|LFE=0*c0';
/** Tags, three chapters and a picture, as a podcast has them. */
const tags = join(work, 'tags.txt');
const chapter = (/** @type {number} */ start, /** @type {number} */ end, /** @type {string} */ title) =>
  `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${start}\nEND=${end}\ntitle=${title}\n`;
writeFileSync(
  tags,
  `;FFMETADATA1\ntitle=A talk\nartist=Anna Example\ndate=2024-05-01\n${chapter(0, 500, 'Opening')}${chapter(500, 1250, 'Übergang')}${chapter(1250, 2000, 'End')}`,
);
const picturePath = join(work, 'cover.png');
const cover = ['-map', '2:v', '-c:v', 'copy', '-disposition:v', 'attached_pic'];
const surround = 'aresample=48000,pan=5.1|FC=c0|FL=0.2*c0|FR=0.1*c0|BL=0*c0|BR=0*c0|LFE=0*c0';

/** Every file: its clip (`whole` is the text in full), and what makes it. */
/** @typedef {{ file: string, codec: string, args: string[], before?: string[], delay?: string, clip?: string, tags?: boolean }} Recipe */

/** @type {Recipe[]} */
const files = [
  { file: 'speech-16k.wav', codec: 'pcm-int16', args: ['-c:a', 'pcm_s16le'] },
  { file: 'speech-44k-stereo.wav', codec: 'pcm-int16', args: ['-af', stereo, '-c:a', 'pcm_s16le'] },
  {
    file: 'speech.mp4',
    codec: 'aac',
    before: picture,
    args: [...h264, '-c:a', 'aac', '-b:a', '64k', '-ar', '44100', '-metadata', 'title=A fixture'],
  },
  { file: 'speech.m4a', codec: 'aac', args: ['-c:a', 'aac', '-b:a', '64k', '-ar', '44100'] },
  { file: 'speech.webm', codec: 'opus', args: ['-c:a', 'libopus', '-b:a', '48k'] },
  { file: 'speech.mp3', codec: 'mp3', args: ['-c:a', 'libmp3lame', '-b:a', '64k', '-ar', '44100'] },
  { file: 'speech.flac', codec: 'flac', args: ['-c:a', 'flac'] },
  { file: 'speech.ogg', codec: 'vorbis', args: ['-c:a', 'libvorbis', '-q:a', '4', '-ar', '44100'] },
  { file: 'speech-ac3.mkv', codec: 'ac3', args: ['-c:a', 'ac3', '-b:a', '96k', '-ar', '48000'] },
  { file: 'speech.opus', codec: 'opus', args: ['-c:a', 'libopus', '-b:a', '48k'] },
  { file: 'speech.aac', codec: 'aac', args: ['-c:a', 'aac', '-b:a', '64k', '-ar', '44100', '-f', 'adts'] },
  { file: 'mulaw-8k.wav', codec: 'pcm-mulaw', clip: short, args: ['-c:a', 'pcm_mulaw', '-ar', '8000'] },
  { file: 'alaw-8k.wav', codec: 'pcm-alaw', clip: short, args: ['-c:a', 'pcm_alaw', '-ar', '8000'] },
  { file: 'uint8-11k.wav', codec: 'pcm-uint8', clip: short, args: ['-c:a', 'pcm_u8', '-ar', '11025'] },
  { file: 'int24.wav', codec: 'pcm-int24', clip: tiny, args: ['-c:a', 'pcm_s24le'] },
  {
    file: 'int32-rf64.wav',
    codec: 'pcm-int32',
    clip: tiny,
    args: ['-c:a', 'pcm_s32le', '-ar', '12000', '-rf64', 'always'],
  },
  { file: 'float32.wav', codec: 'pcm-float32', clip: tiny, args: ['-c:a', 'pcm_f32le'] },
  { file: 'surround-48k.flac', codec: 'flac', clip: tiny, args: ['-af', surround, '-c:a', 'flac'] },
  { file: 'adpcm.wav', codec: 'adpcm_ms', clip: short, args: ['-c:a', 'adpcm_ms'] },
  { file: 'speech.aiff', codec: 'pcm_s16be', clip: tiny, args: ['-c:a', 'pcm_s16be'] },
  { file: 'alac.m4a', codec: 'alac', clip: tiny, args: ['-c:a', 'alac'] },
  { file: 'speech.wma', codec: 'wmav2', clip: short, args: ['-c:a', 'wmav2', '-b:a', '48k', '-ar', '44100'] },
  {
    file: 'speech.avi',
    codec: 'mp3',
    clip: short,
    before: picture,
    args: ['-c:v', 'mpeg4', '-q:v', '31', '-shortest', '-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '44100'],
  },
  {
    file: 'late-audio.mp4',
    codec: 'aac',
    clip: short,
    delay: '1.2',
    before: picture,
    args: [...h264, '-t', '3.1', '-c:a', 'aac', '-b:a', '64k', '-ar', '44100'],
  },
  { file: 'speech-eac3.mkv', codec: 'eac3', clip: tiny, args: ['-c:a', 'eac3', '-b:a', '96k', '-ar', '48000'] },
  {
    file: 'speech-dts.mkv',
    codec: 'dts',
    clip: tiny,
    args: ['-strict', '-2', '-c:a', 'dca', '-ac', '2', '-b:a', '320k', '-ar', '48000'],
  },
  { file: 'speech.mka', codec: 'mp2', clip: short, args: ['-c:a', 'mp2', '-b:a', '64k', '-ar', '44100'] },
  { file: 'speech.wv', codec: 'wavpack', clip: tiny, args: ['-c:a', 'wavpack'] },
  { file: 'speech.caf', codec: 'pcm_s16be', clip: tiny, args: ['-c:a', 'pcm_s16be'] },
  { file: 'speech.au', codec: 'pcm_mulaw', clip: short, args: ['-c:a', 'pcm_mulaw', '-ar', '8000'] },
  {
    file: 'speech.mpegts',
    codec: 'aac',
    clip: short,
    before: picture,
    args: [...h264, '-c:a', 'aac', '-b:a', '48k', '-ar', '44100', '-f', 'mpegts'],
  },
  {
    file: 'vfr.mp4',
    codec: 'aac',
    clip: short,
    before: picture,
    args: [
      ...h264,
      '-vf',
      "select='not(mod(n,3))+gt(n,12)'",
      '-vsync',
      'vfr',
      '-c:a',
      'aac',
      '-b:a',
      '48k',
      '-ar',
      '22050',
    ],
  },
  {
    file: 'gap.mka',
    codec: 'pcm-int16',
    clip: short,
    args: ['-af', "aselect='not(between(t,0.7,1.2))'", '-c:a', 'pcm_s16le'],
  },
  {
    file: 'eight-channels.wav',
    codec: 'pcm-int16',
    clip: tiny,
    args: ['-af', eight, '-ar', '16000', '-c:a', 'pcm_s16le'],
  },
  {
    file: 'chapters.mp3',
    codec: 'mp3',
    clip: short,
    tags: true,
    args: [...cover, '-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '44100', '-id3v2_version', '3'],
  },
  {
    file: 'chapters.m4a',
    codec: 'aac',
    clip: short,
    tags: true,
    args: [...cover, '-c:a', 'aac', '-b:a', '48k', '-ar', '44100'],
  },
  {
    file: 'chapters.ogg',
    codec: 'vorbis',
    clip: short,
    tags: true,
    args: [
      '-metadata',
      'CHAPTER001=00:00:00.500',
      '-metadata',
      'CHAPTER001NAME=Übergang',
      '-c:a',
      'libvorbis',
      '-q:a',
      '2',
      '-ar',
      '44100',
    ],
  },
  {
    file: 'chapters.mov',
    codec: 'aac',
    clip: short,
    tags: true,
    // Chapters as a track of titles only, as Apple's tools write them.
    args: ['-c:a', 'aac', '-b:a', '48k', '-ar', '44100', '-movflags', '+disable_chpl'],
  },
  { file: 'chapters.mka', codec: 'opus', clip: short, tags: true, args: ['-c:a', 'libopus', '-b:a', '32k'] },
  {
    file: 'long-packets.opus',
    codec: 'opus',
    clip: short,
    // The last packet of 60 ms is nearly empty.
    args: ['-t', '1.975', '-c:a', 'libopus', '-b:a', '32k', '-frame_duration', '60'],
  },
  { file: 'wrong-extension.mp3', codec: 'opus', clip: short, args: ['-c:a', 'libopus', '-b:a', '32k', '-f', 'webm'] },
];

/** @param {string} path @returns {{ streams: { codec_type: string, sample_rate: string, channels: number, disposition?: { attached_pic?: number } }[] }} */
const facts = (path) =>
  JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', path], {
      encoding: 'utf8',
    }),
  );

/** What native ffmpeg decodes, on the clock of the file. @param {string} path @param {number} rate @param {number} [track] */
const decode = (path, rate, track = 0) => {
  const filter = `aresample=${rate}:async=1:first_pts=0,aformat=sample_fmts=s16:channel_layouts=mono`;
  const bytes = ffmpeg('-i', path, '-map', `0:a:${track}`, '-af', filter, '-f', 's16le', '-');
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** @param {Int16Array} samples */
const rms = (samples) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** @param {string} file @param {Int16Array} samples */
const saveReference = (file, samples) => {
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  writeFileSync(
    join(out, 'reference', `${file}.s8`),
    Int8Array.from(samples, (value) => Math.round((value * 127) / peak)),
  );
};

/** @param {Recipe} recipe */
const makeFile = ({ file, codec, args, before = [], delay = '0', clip: from = whole, tags: hasTags = false }) => {
  const path = join(out, file);
  const map = before.length > 0 ? ['-map', '0:v', '-map', '1:a'] : [];
  const meta = args.includes('-metadata') ? exact.slice(2) : exact;
  if (hasTags) {
    const inputs = ['-i', from, '-f', 'ffmetadata', '-i', tags, '-i', picturePath];
    ffmpeg(...inputs, '-map', '0:a', '-map_metadata', '1', '-map_chapters', '1', ...exact.slice(2), ...args, path);
  } else ffmpeg(...before, '-itsoffset', delay, '-i', from, ...map, ...meta, ...args, path);
  saveReference(file, decode(path, referenceRate));
  const atFullRate = decode(path, 16000);
  const stream = facts(path).streams.find((one) => one.codec_type === 'audio');
  if (!stream) throw new Error(`${file} has no sound.`);
  return {
    file,
    codec,
    sampleRate: Number(stream.sample_rate),
    channels: stream.channels,
    hasVideo: before.length > 0,
    durationSeconds: Number((atFullRate.length / 16000).toFixed(4)),
    rms: Number(rms(atFullRate).toFixed(1)),
    isWhole: from === whole,
  };
};

/** What is known of a file that was made in another way. @param {string} file @param {string} codec */
const knownOf = (file, codec) => {
  const path = join(out, file);
  saveReference(file, decode(path, referenceRate));
  const atFullRate = decode(path, 16000);
  const stream = facts(path).streams.find((one) => one.codec_type === 'audio');
  if (!stream) throw new Error(`${file} has no sound.`);
  return {
    ...{ file, codec, sampleRate: Number(stream.sample_rate), channels: stream.channels },
    hasVideo: facts(path).streams.some((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1),
    durationSeconds: Number((atFullRate.length / 16000).toFixed(4)),
    rms: Number(rms(atFullRate).toFixed(1)),
    isWhole: false,
  };
};

/** Files no single command makes. */
const odd = () => {
  // A tag of 100 kB before the sound.
  const tagless = join(work, 'tagless.mp3');
  ffmpeg('-i', short, ...exact, '-id3v2_version', '0', '-c:a', 'libmp3lame', '-b:a', '48k', '-ar', '44100', tagless);
  const mp3 = readFileSync(tagless);
  const head = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 6, 13, 32]);
  writeFileSync(join(out, 'long-tag.mp3'), Buffer.concat([head, Buffer.alloc((6 << 14) | (13 << 7) | 32), mp3]));
  // Two streams one behind the other in one file, as radio recorders write.
  const [first, second] = [join(work, 'first.opus'), join(work, 'second.opus')];
  ffmpeg('-i', tiny, ...exact, '-c:a', 'libopus', '-b:a', '32k', first);
  ffmpeg('-i', tiny, ...exact, '-c:a', 'libopus', '-b:a', '32k', '-serial_offset', '77', second);
  writeFileSync(join(out, 'chained.opus'), Buffer.concat([readFileSync(first), readFileSync(second)]));
  // An edit list that leaves out the beginning.
  ffmpeg(
    '-ss',
    '0.5',
    '-i',
    join(out, 'speech.mp4'),
    '-t',
    '1.5',
    '-c',
    'copy',
    '-map_metadata',
    '-1',
    join(out, 'edit-list.mp4'),
  );
  // Two sound tracks: the clip, and the clip an octave lower as the German one.
  const lower = '[0:a]asetrate=8000,aresample=16000[low]';
  const names = [
    '-metadata:s:a:0',
    'language=eng',
    '-metadata:s:a:1',
    'language=ger',
    '-metadata:s:a:1',
    'title=Deutsch',
  ];
  ffmpeg(
    ...[
      '-i',
      tiny,
      '-itsoffset',
      '0',
      ...picture,
      '-filter_complex',
      lower,
      '-map',
      '1:v',
      '-map',
      '0:a',
      '-map',
      '[low]',
    ],
    ...[
      ...exact,
      ...names,
      ...h264,
      '-t',
      '1.1',
      '-c:a',
      'aac',
      '-b:a',
      '48k',
      '-ar',
      '44100',
      join(out, 'two-tracks.mp4'),
    ],
  );
  saveReference('two-tracks.mp4.1', decode(join(out, 'two-tracks.mp4'), referenceRate, 1));
  // A call: one speaker on each side.
  const call = '[0:a]apad=pad_dur=1.1[l];[0:a]adelay=1100[r];[l][r]join=inputs=2:channel_layout=stereo';
  ffmpeg('-i', tiny, '-filter_complex', call, ...exact, '-c:a', 'flac', join(out, 'call.flac'));
  return [
    ...[knownOf('long-tag.mp3', 'mp3'), knownOf('chained.opus', 'opus'), knownOf('edit-list.mp4', 'aac')],
    ...[knownOf('two-tracks.mp4', 'aac'), knownOf('call.flac', 'flac')],
  ];
};

/** @param {string} from @param {string} to @param {number} share */
const cut = (from, to, share) => {
  const bytes = readFileSync(join(out, from));
  writeFileSync(join(out, to), bytes.subarray(0, Math.floor(bytes.length * share)));
};

const makeBad = () => {
  writeFileSync(join(out, 'empty.mp3'), '');
  writeFileSync(join(out, 'text.mp3'), 'This is a letter, not a sound.\n'.repeat(60));
  ffmpeg(...picture, ...exact, ...h264, '-t', '1', join(out, 'silent-video.mp4'));
  cut('speech.m4a', 'cut.m4a', 0.6);
  cut('float32.wav', 'cut.wav', 0.6);
  cut('speech.webm', 'cut.webm', 0.6);
  cut('speech.mp3', 'cut.mp3', 0.6);
  // As a browser records: clusters of half a second, no length, no index; then the page was killed.
  const live = ['-c:a', 'libopus', '-b:a', '48k', '-live', '1', '-cluster_time_limit', '500', '-f', 'webm'];
  ffmpeg('-i', whole, ...exact, ...live, join(out, 'take.webm'));
  cut('take.webm', 'take.webm', 0.6);
  return [
    { file: 'empty.mp3', code: 'media/empty' },
    { file: 'text.mp3', code: 'media/unreadable' },
    { file: 'silent-video.mp4', code: 'media/no-audio' },
    { file: 'cut.m4a', code: 'media/truncated' },
    ...['cut.wav', 'cut.webm', 'cut.mp3', 'take.webm'].map((file) => {
      const samples = decode(join(out, file), 16000);
      return { file, code: null, durationSeconds: Number((samples.length / 16000).toFixed(4)) };
    }),
  ];
};

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'reference'), { recursive: true });
ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=48x48:rate=1', '-frames:v', '1', picturePath);
const good = [...files.map(makeFile), ...odd()];
const bad = makeBad();
const index = { text: clip.text, words: clip.words, referenceRate, good, bad };
writeFileSync(join(out, 'index.json'), JSON.stringify(index, null, 1) + '\n');
rmSync(work, { recursive: true, force: true });
const total = [...good, ...bad].reduce((sum, { file }) => sum + statSync(join(out, file)).size, 0);
console.log(`${good.length} good and ${bad.length} bad files, ${Math.round(total / 1000)} kB; "${clip.text}"`);
