import type { Cleaning } from '$lib/domain/cleaning.ts';
import type { SoundMask } from '$lib/domain/ports.ts';

/** Hum is at the mains frequency and its multiples; above the fifth it drowns in the voice. */
const humHarmonics = 5;

/** afftdn gives its sound 25 ms late (half its window, 1200 samples at 48 kHz) and does not say so. */
const lateSamples = 1200;
/** It wins most when told a little more than was measured in the pauses (tried from −3 to −30 dB of white noise). */
const floorMarginDb = 4;
const gentleNoiseReduction = (noiseFloorDb: number) => [
  `apad=pad_len=${lateSamples}`,
  // Its own tracking of the noise finds next to nothing in speech: it is told how loud the noise is.
  `afftdn=nr=12:nf=${Math.max(-80, Math.min(-20, noiseFloorDb + floorMarginDb)).toFixed(1)}`,
  `atrim=start_sample=${lateSamples}`,
  'asetpts=PTS-STARTPTS',
];

/**
 * ffmpeg's filters for a cleaning, in the order that works best: low rumble and hum before the noise is judged, clicks
 * before either hides them. `noiseFloorDb`: how loud the pauses are. RNNoise, levelling, loudness and pauses are not ffmpeg's: they happen behind it.
 */
export const cleaningFilters = ({ highPassHz, humHz, declick, denoise }: Cleaning, noiseFloorDb: number): string[] => [
  ...(declick ? ['adeclick'] : []),
  ...(highPassHz > 0 ? [`highpass=f=${highPassHz}`] : []),
  ...(humHz > 0
    ? Array.from({ length: humHarmonics }, (_, at) => `bandreject=f=${humHz * (at + 1)}:width_type=h:w=4`)
    : []),
  ...(denoise === 'gentle' ? gentleNoiseReduction(noiseFloorDb) : []),
];

/** Speed with the pitch kept. */
export const speedFilters = (speed: number): string[] => (speed === 1 ? [] : [`atempo=${speed}`]);

/** The file's own clock: a late start and gaps become silence, so that nothing moves. */
export const clockFilters = (rate: number): string[] => [`aresample=${rate}:async=1:first_pts=0`];

export const layoutFilters = (channels: 1 | 2, channel: 'mix' | 'left' | 'right'): string[] =>
  channel === 'mix'
    ? [`aformat=channel_layouts=${channels === 1 ? 'mono' : 'stereo'}`]
    : ['aformat=channel_layouts=stereo', `pan=mono|c0=c${channel === 'left' ? 0 : 1}`];

const within = (spans: SoundMask['spans'], fromSeconds: number): string =>
  spans
    .filter(({ end }) => end > fromSeconds)
    .map(({ start, end }) => `between(t,${(start - fromSeconds).toFixed(3)},${(end - fromSeconds).toFixed(3)})`)
    .join('+');

/** Filters are switched on and off frame by frame: short frames make that exact to 3 ms at 44.1 kHz. */
const shortFrames = 'asetnsamples=n=128:p=0';

/**
 * Behind `before` (clock and layout), takes stretches out before any other filter can smear what was there into its
 * surroundings. `fromSeconds`: where in the file the first sample stands.
 */
export const maskFilters = (
  before: readonly string[],
  mask: SoundMask | undefined,
  { fromSeconds, channels }: { fromSeconds: number; channels: 1 | 2 },
): string[] => {
  const spans = mask ? within(mask.spans, fromSeconds) : '';
  if (!mask || spans === '') return [...before];
  const kept = [...before, shortFrames, `volume=volume=0:enable='${spans}'`];
  if (mask.sound === 'silence') return kept;
  const layout = `aformat=channel_layouts=${channels === 1 ? 'mono' : 'stereo'}`;
  const beep = `sine=frequency=1000:sample_rate=48000,${layout},${shortFrames},volume=volume=0:enable='not(${spans})'`;
  return [`[in]${kept.join(',')}[kept];${beep}[beep];[kept][beep]amix=inputs=2:duration=first:normalize=0`];
};
