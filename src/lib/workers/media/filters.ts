import type { AudioFormat, EnhanceOptions, SoundMask } from '$lib/domain/ports.ts';

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

type Masked = EnhanceOptions & { mask?: SoundMask | undefined };

const inside = (spans: SoundMask['spans']): string =>
  spans.map(({ start, end }) => `between(t,${start.toFixed(3)},${end.toFixed(3)})`).join('+');

/** Filters are switched on and off frame by frame: short frames make that exact to 3 ms at 44.1 kHz. */
const shortFrames = 'asetnsamples=n=128:p=0';

/** Takes stretches out, first of all, so that no later filter smears what was there into its surroundings. */
const masking = ({ mask }: Masked): string[] => {
  if (!mask || mask.spans.length === 0) return [];
  const out = `${shortFrames},volume=volume=0:enable='${inside(mask.spans)}'`;
  if (mask.sound === 'silence') return [out];
  const tone = `sine=frequency=1000:sample_rate=48000,${shortFrames}`;
  const beep = `${tone},volume=volume=0:enable='not(${inside(mask.spans)})'[beep]`;
  return [`[in]${out}[kept];${beep};[kept][beep]amix=inputs=2:duration=first:normalize=0`];
};

/** Filters of the measuring pass; undefined where loudness is left as it is. */
export const measuringFilters = (options: Masked): string | undefined =>
  options.loudnessLufs === null
    ? undefined
    : [...masking(options), ...cleaning(options), loudnorm(options.loudnessLufs, 'print_format=json')].join(',');

/** Filters of the pass that writes. Loudness nobody could measure (silence) is left as it is. */
export const writingFilters = (options: Masked, measured: Loudness | undefined): string | undefined => {
  const filters = [...masking(options), ...cleaning(options)];
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
