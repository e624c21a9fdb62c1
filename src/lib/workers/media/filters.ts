import type { AudioFormat, EnhanceOptions } from '$lib/domain/ports.ts';

/** What ffmpeg's loudnorm measured: EBU R 128 loudness, true peak, range and gate, as it prints them. */
export type Loudness = {
  input_i: string;
  input_tp: string;
  input_lra: string;
  input_thresh: string;
  target_offset: string;
};

const truePeakDb = -1.5;
const rangeLu = 11;

const cleaning = ({ highPass, denoise }: EnhanceOptions): string[] => [
  ...(highPass ? ['highpass=f=80'] : []),
  ...(denoise ? ['afftdn=nr=12:tn=1'] : []),
];

const loudnorm = (target: number, more: string): string =>
  `loudnorm=I=${target}:TP=${truePeakDb}:LRA=${rangeLu}:${more}`;

/** Filters of the measuring pass; undefined where loudness is left as it is. */
export const measuringFilters = (options: EnhanceOptions): string | undefined =>
  options.loudnessLufs === null
    ? undefined
    : [...cleaning(options), loudnorm(options.loudnessLufs, 'print_format=json')].join(',');

/** Filters of the pass that writes. Loudness nobody could measure (silence) is left as it is. */
export const writingFilters = (options: EnhanceOptions, measured: Loudness | undefined): string | undefined => {
  const filters = cleaning(options);
  if (options.loudnessLufs !== null && measured && Number.isFinite(Number(measured.input_i))) {
    const { input_i, input_tp, input_lra, input_thresh, target_offset } = measured;
    const levels = `measured_I=${input_i}:measured_TP=${input_tp}:measured_LRA=${input_lra}:measured_thresh=${input_thresh}`;
    filters.push(loudnorm(options.loudnessLufs, `${levels}:offset=${target_offset}:linear=true`));
  }
  return filters.length > 0 ? filters.join(',') : undefined;
};

/** The last JSON object in what ffmpeg printed. */
export const readLoudness = (log: string): Loudness | undefined => {
  const [found] = log.match(/\{[^{}]*"input_i"[^{}]*\}/) ?? [];
  return found ? (JSON.parse(found) as Loudness) : undefined;
};

type Writer = { mime: string; args: readonly string[] };

export const writers = {
  wav: { mime: 'audio/wav', args: ['-c:a', 'pcm_s16le'] },
  flac: { mime: 'audio/flac', args: ['-c:a', 'flac'] },
  mp3: { mime: 'audio/mpeg', args: ['-c:a', 'libmp3lame', '-q:a', '2'] },
  m4a: { mime: 'audio/mp4', args: ['-c:a', 'aac', '-b:a', '160k', '-movflags', '+faststart'] },
  opus: { mime: 'audio/ogg', args: ['-c:a', 'libopus', '-b:a', '96k'] },
} satisfies Record<AudioFormat, Writer>;
