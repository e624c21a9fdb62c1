/**
 * Files of the torture `media.corpus`, made anew by native ffmpeg each time: containers × codecs × layouts × rates.
 *
 * @typedef {{ name: string, before?: string[], args: string[] }} Recipe
 */

const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10'];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-shortest'];
const five = ['-af', 'pan=5.1|FC=c0|FL=0.3*c0|FR=0.2*c0|BL=0*c0|BR=0*c0|LFE=0*c0'];
const eight = ['-af', 'pan=7.1|FC=c0|FL=0.3*c0|FR=0.2*c0|BL=0*c0|BR=0*c0|SL=0*c0|SR=0*c0|LFE=0*c0'];
const stereo = ['-af', 'pan=stereo|c0=c0|c1=0.5*c0'];

/** One recipe for each rate. @param {string} stem @param {string} ending @param {readonly number[]} rates @param {string[]} args @returns {Recipe[]} */
const atRates = (stem, ending, rates, args) =>
  rates.map((rate) => ({ name: `${stem}-${rate}.${ending}`, args: ['-ar', String(rate), ...args] }));

/** One WAV for each encoding. @param {readonly string[]} codecs @returns {Recipe[]} */
const waves = (codecs) => codecs.map((codec) => ({ name: `${codec}.wav`, args: ['-ar', '44100', '-c:a', codec] }));

/** @type {Recipe[]} */
export const recipes = [
  ...atRates('aac', 'm4a', [8000, 22050, 48000, 96000], ['-c:a', 'aac', '-b:a', '64k']),
  { name: 'aac-stereo.m4a', args: ['-ar', '44100', ...stereo, '-c:a', 'aac'] },
  { name: 'aac-5.1.m4a', args: ['-ar', '48000', ...five, '-c:a', 'aac'] },
  {
    name: 'aac-fragments.mp4',
    args: ['-c:a', 'aac', '-movflags', '+frag_keyframe+empty_moov', '-frag_duration', '1M'],
  },
  { name: 'aac-faststart.m4a', args: ['-c:a', 'aac', '-movflags', '+faststart'] },
  ...atRates('mp3', 'mp3', [8000, 16000, 22050, 32000, 48000], ['-c:a', 'libmp3lame', '-b:a', '48k']),
  { name: 'mp3-vbr.mp3', args: ['-ar', '44100', ...stereo, '-c:a', 'libmp3lame', '-q:a', '5'] },
  {
    name: 'mp3-no-header.mp3',
    args: ['-ar', '44100', '-c:a', 'libmp3lame', '-write_xing', '0', '-id3v2_version', '0'],
  },
  { name: 'opus-stereo.opus', args: [...stereo, '-c:a', 'libopus', '-b:a', '64k'] },
  { name: 'opus-5.1.opus', args: [...five, '-ar', '48000', '-c:a', 'libopus', '-b:a', '192k', '-mapping_family', '1'] },
  { name: 'opus-60ms.opus', args: ['-c:a', 'libopus', '-b:a', '16k', '-frame_duration', '60'] },
  { name: 'opus.mka', args: ['-c:a', 'libopus'] },
  { name: 'opus.mp4', args: ['-c:a', 'libopus', '-strict', '-2'] },
  { name: 'opus.caf', args: ['-ar', '48000', '-c:a', 'libopus'] },
  ...atRates('vorbis', 'ogg', [16000, 48000], ['-c:a', 'libvorbis', '-q:a', '3']),
  { name: 'vorbis.webm', args: ['-ar', '44100', ...stereo, '-c:a', 'libvorbis'] },
  ...atRates('flac', 'flac', [8000, 44100, 96000], ['-c:a', 'flac']),
  {
    name: 'flac-24bit.flac',
    args: ['-ar', '48000', '-sample_fmt', 's32', '-bits_per_raw_sample', '24', '-c:a', 'flac'],
  },
  { name: 'flac-8ch.flac', args: ['-ar', '48000', ...eight, '-c:a', 'flac'] },
  { name: 'flac.oga', args: ['-c:a', 'flac', '-f', 'ogg'] },
  { name: 'flac.mkv', args: ['-c:a', 'flac'] },
  { name: 'flac.mp4', args: ['-c:a', 'flac', '-strict', '-2'] },
  ...waves(['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le', 'pcm_mulaw', 'pcm_alaw']),
  ...waves(['adpcm_ms', 'adpcm_ima_wav', 'adpcm_yamaha']),
  ...atRates('pcm', 'wav', [8000, 11025, 32000, 96000, 192000], ['-c:a', 'pcm_s16le']),
  { name: 'pcm-8ch.wav', args: ['-ar', '48000', ...eight, '-c:a', 'pcm_s24le'] },
  { name: 'pcm.w64', args: ['-ar', '44100', '-c:a', 'pcm_s16le'] },
  { name: 'pcm.mov', args: ['-ar', '44100', '-c:a', 'pcm_s16be'] },
  { name: 'pcm-24bit.aiff', args: ['-ar', '44100', '-c:a', 'pcm_s24be'] },
  { name: 'pcm-float.caf', args: ['-ar', '44100', '-c:a', 'pcm_f32be'] },
  { name: 'alac-stereo.m4a', args: ['-ar', '44100', ...stereo, '-c:a', 'alac'] },
  { name: 'wavpack.wv', args: ['-ar', '44100', '-c:a', 'wavpack'] },
  { name: 'true-audio.tta', args: ['-ar', '44100', '-c:a', 'tta'] },
  { name: 'wma1.wma', args: ['-ar', '22050', '-c:a', 'wmav1', '-b:a', '48k'] },
  { name: 'ac3-5.1.ac3', args: ['-ar', '48000', ...five, '-c:a', 'ac3', '-b:a', '256k'] },
  { name: 'eac3.eac3', args: ['-ar', '48000', '-c:a', 'eac3', '-b:a', '96k'] },
  { name: 'mp2.mp2', args: ['-ar', '44100', '-c:a', 'mp2', '-b:a', '96k'] },
  { name: 'video.mkv', before: picture, args: [...h264, '-ar', '48000', '-c:a', 'ac3'] },
  { name: 'video.mov', before: picture, args: [...h264, '-ar', '44100', '-c:a', 'aac'] },
  { name: 'video.flv', before: picture, args: [...h264, '-ar', '44100', '-c:a', 'aac'] },
  { name: 'video.ts', before: picture, args: [...h264, '-ar', '48000', '-c:a', 'mp2'] },
  {
    name: 'video.mpg',
    before: picture,
    args: ['-c:v', 'mpeg1video', '-r', '25', '-shortest', '-ar', '44100', '-c:a', 'mp2'],
  },
  { name: 'video.webm', before: picture, args: ['-c:v', 'libvpx', '-shortest', '-c:a', 'libvorbis', '-ar', '44100'] },
];
