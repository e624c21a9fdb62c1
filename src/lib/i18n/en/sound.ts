import type { Cleaning } from '$lib/domain/cleaning.ts';
import { languageName } from '$lib/domain/languages.ts';

/** Which sound of a file is worked on, and how it is made clearer. */

const channelCount = (channels: number) =>
  channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`;

const lufs = (value: number) => `${String(value).replace('-', '−')} LUFS`;

const denoiseNames = { gentle: 'noise reduced gently', strong: 'noise reduced to the voice only' };

/** What was done to the sound, in the order in which it is done. */
const cleaningParts = ({ highPassHz, humHz, denoise, declick, level, loudnessLufs }: Cleaning) => [
  declick && 'clicks taken out',
  highPassHz > 0 && `rumble below ${highPassHz} Hz taken out`,
  humHz > 0 && `hum of ${humHz} Hz taken out`,
  denoise !== 'off' && denoiseNames[denoise],
  level && 'speakers evened out',
  loudnessLufs !== null && `set to ${lufs(loudnessLufs)}`,
];

export const sound = {
  title: 'Sound',
  speakers: { call: ['Me', 'Them'] as const, sides: ['Left', 'Right'] as const },
  choose: {
    title: (tracks: number) => `This file holds ${tracks} sound tracks`,
    text: 'Choose the one to show, play and transcribe. You can choose another later, under Sound.',
    use: 'Use this track',
  },
  source: {
    title: 'Which sound',
    track: 'Track',
    trackName: (
      index: number,
      facts: { title?: string | null | undefined; language: string | null; codec: string; channels: number },
    ) =>
      [
        `${index + 1}`,
        facts.title,
        facts.language && languageName(facts.language),
        `${facts.codec}, ${channelCount(facts.channels)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    channel: 'Channels',
    channels: {
      mix: 'All together',
      left: 'Left only',
      right: 'Right only',
      split: 'Left and right are two speakers',
    },
    splitHint: 'Each side is transcribed by itself: who speaks is then certain.',
    again: 'Transcribe this sound',
    changed: 'What you read was transcribed from another sound.',
  },
  cleaning: {
    preset: 'What it is',
    presets: {
      voice: 'A voice, with noise behind it',
      meeting: 'A meeting, some near and some far',
      gentle: 'A good recording, a little noise',
      loudness: 'Only the right loudness',
      none: 'Leave it as it is',
    },
    ownPreset: 'My own mix',
    each: 'Each step',
    denoise: 'Noise',
    denoises: { off: 'Leave it', gentle: 'Reduce gently', strong: 'Keep the voice only' },
    denoiseHints: {
      off: undefined,
      gentle: 'Lowers steady noise such as fans and hiss; music survives.',
      strong: 'A small network (RNNoise) that keeps voices and little else.',
    } as Record<string, string | undefined>,
    highPass: 'Take out rumble below',
    hertz: (value: number) => (value === 0 ? 'off' : `${value} Hz`),
    hum: 'Mains hum',
    hums: (value: number) => (value === 0 ? 'Leave it' : `Take out ${value} Hz`),
    declick: 'Take out clicks',
    level: 'Even out speakers',
    levelHint: 'Brings soft passages up and loud ones down.',
    loudness: 'Set the loudness',
    loudnessHint: 'Measured over the whole recording (EBU R 128). Speech is usually set to −16 LUFS.',
    loudnessTarget: 'Loudness',
    lufs,
    /** `rumble below 80 Hz taken out, set to −16 LUFS`. */
    done: (cleaning: Cleaning) =>
      cleaningParts(cleaning)
        .filter((part): part is string => part !== false)
        .join(', '),
    doneFrom: (done: string, beforeLufs: number | null) =>
      beforeLufs === null ? done : `${done}; before, it was ${lufs(Math.round(beforeLufs * 10) / 10)}`,
  },
  clean: {
    title: 'Clearer sound',
    text: 'Makes a copy to listen to and to save. The original stays as it is.',
    compare: 'Compare by ear',
    compareSelection: 'Compare the selection by ear',
    apply: 'Make the copy',
    compareGroup: 'The passage, both ways',
    play: 'Play the passage',
    pause: 'Pause',
    versions: { original: 'Before', cleaned: 'After' },
    playCopy: 'Play the cleaned copy',
    recognise: 'Use the cleaned sound for recognition',
    recogniseHint:
      'Best left off: in published tests speech recognition makes more mistakes after noise reduction, not fewer. Takes effect when you transcribe again.',
  },
  save: {
    title: 'Save the sound',
    format: 'File',
    formats: { m4a: 'M4A (AAC)', mp3: 'MP3', opus: 'Opus', flac: 'FLAC, lossless', wav: 'WAV, uncompressed' },
    cleaned: 'Cleaned as above',
    speed: 'Speed',
    rate: (rate: number) => `${rate}×`,
    pauses: 'Shorten long pauses',
    pausesHint: 'Needs the speech to have been found; times in this file then differ from the transcript.',
    part: 'Only a part',
    from: 'From',
    until: 'Until',
    wrongTimes: 'Give a time after the first, as 1:30.',
    save: (megabytes: number) =>
      `Save, about ${megabytes < 1 ? Math.max(0.1, megabytes).toFixed(1) : Math.round(megabytes)} MB`,
    original: 'Save the original file, unchanged',
  },
  lanes: {
    spectrogram: 'Spectrogram',
    speech: (percent: number) => `${percent} % speech`,
    loudness: (lufs: number) => `${lufs.toFixed(1).replace('-', '−')} LUFS`,
    clipped: (count: number) => (count === 1 ? 'too loud in one place:' : `too loud in ${count} places:`),
    clippedAt: (time: string) => `Go to ${time}, recorded too loud`,
  },
  rendering: {
    compare: 'Preparing the passage',
    apply: 'Making the cleaned copy',
    export: 'Writing the file',
  },
  stop: 'Stop',
};
