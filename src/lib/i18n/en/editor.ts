import { deviceNames, deviceSentence } from './devices.ts';
import { editorCommands } from './editor-commands.ts';
import { exportWords } from './export.ts';
import { findWords } from './find.ts';

/** The recording's own page: waveform, transcript, player, inspector, export. */
const partOf = (done: string, total: string) => `${done} of ${total}`;

const decodeReasons: Record<string, string> = {
  'pcm-wav': 'its samples need no decoder',
  'pcm-wav-cut-off': 'its samples need no decoder; the file ends before the length it states',
  'core-cached': 'ffmpeg lies ready on this device and is the fastest',
  'core-not-cached': 'ffmpeg was not on this device yet',
  'core-failed': 'ffmpeg could not read it to the end',
  'only-core-can': 'the browser cannot read this kind',
  'browser-codec-failed': 'the browser could not read it to the end',
  'build-without-core': 'this build has no ffmpeg',
  'cut-off': 'no decoder reached the stated end: this is what could be read',
};

export const editor = {
  group: 'Transcript',
  missingTitle: 'This recording is not here',
  missingText: 'It may have been deleted for good, or it lives on another device.',
  openFailed: 'This recording could not be opened',
  toLibrary: 'Go to the library',

  transcript: 'Transcript',
  inspector: 'Beside the transcript',
  /** Rows of the inspector's tabs. */
  groups: { recording: 'Source', text: 'Text', result: 'Result' },
  openInspector: 'Details and tools',
  closeInspector: 'Close details and tools',
  paragraph: (number: number, time: string | null, speaker: string | null) =>
    [`Paragraph ${number}`, time, speaker].filter(Boolean).join(', '),
  paragraphText: (number: number) => `Text of paragraph ${number}`,
  playFrom: (time: string) => `Play from ${time}`,
  noTime: 'no time',
  /** A word was given a time by ear. */
  timed: (word: string, time: string, edge: 'start' | 'end') =>
    `“${word}” ${edge === 'start' ? 'starts' : 'ends'} at ${time}.`,
  /** Hover over a word that was recognised with doubt. */
  confidence: (percent: number) => `${percent} % sure`,
  doubtful: (word: string, percent: number) => `${word}, ${percent} % sure`,
  /** Hover over the space that shows a pause. */
  rest: (seconds: number) => `${seconds.toFixed(1)} s of silence: select it and press Delete to leave it out`,

  mode: 'What a click on a word does',
  read: 'Read',
  edit: 'Edit',
  readHint: 'A click on a word plays from there.',
  editHint: 'A click sets the caret; double-click or Alt+click plays from there. Escape leaves.',
  undo: 'Undo',
  redo: 'Redo',
  left: 'Left the editor; Tab moves on.',
  jump: 'Jump to playhead',
  showConfidence: 'Mark doubtful words',
  /** The bar beside selected words. */
  selectionTools: {
    label: 'What is selected',
    play: 'Play what is selected',
    loop: 'Play it again and again',
    cut: 'Cut what is selected',
    restore: 'Restore what is selected',
    highlight: 'Highlight what is selected',
    note: 'Note on what is selected',
  },

  waveform: {
    label: 'Position in the recording',
    position: (done: string, total: string, speaker: string | null) =>
      [partOf(done, total), speaker].filter(Boolean).join(', '),
    help: 'Plus and minus zoom, less-than and greater-than move what is shown, square brackets choose a stretch from or up to here, L repeats it.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    waiting: 'The waveform appears when the sound has been read.',
  },
  player: {
    label: 'Player',
    play: 'Play',
    pause: 'Pause',
    back: (seconds: number) => `Back ${seconds} seconds`,
    forward: (seconds: number) => `Forward ${seconds} seconds`,
    speed: 'Speed',
    volume: 'Volume',
    rate: (rate: number) => `${rate}×`,
    percent: (percent: number) => `${percent} %`,
    position: partOf,
    failed: 'This browser cannot play the file.',
    failedHint: 'Once the sound has been read for transcribing, it plays here. You can also download the file.',
    decoded: 'Playing the decoded sound: this browser cannot play the file itself.',
    video: (title: string) => `Picture of ${title}`,
  },
  saving: {
    saved: 'Saved',
    unsaved: 'Saving…',
    saving: 'Saving…',
    failed: 'Not saved',
    locked: 'Read only',
    retry: 'Save again',
  },
  elsewhere: {
    title: 'This recording is open in another tab.',
    text: 'Here it can be read and played. Take over saves what was typed there and lets you edit here.',
    takeOver: 'Edit here',
  },
  locked: {
    title: 'This transcript was changed in another tab.',
    text: 'Reload shows what was written there; what you typed here since then is given up. Take over keeps this version.',
    reload: 'Reload',
    takeOver: 'Take over',
  },
  newer: {
    title: 'A newer transcription is ready.',
    text: (changed: number, model: string) =>
      `${model} wrote it${changed === 0 ? '; it reads the same as yours.' : `; ${changed === 1 ? 'one paragraph differs' : `${changed} paragraphs differ`} from yours.`} Yours stays unless you choose.`,
    use: 'Use the new one',
    compare: 'Compare',
    name: (model: string) => `the new transcription by ${model}`,
    keep: 'Keep mine',
    used: 'The new transcription is shown. Undo brings yours back.',
  },

  empty: {
    title: 'Not transcribed yet',
    text: 'The audio is here and plays. Transcribing happens on this device.',
    transcribe: 'Transcribe',
    again: 'Transcribe again',
  },
  stopped: {
    title: 'Transcribing was stopped',
    text: 'What was heard until then is kept, and stands below. Transcribing goes on from there.',
    transcribe: 'Go on transcribing',
  },
  running: {
    title: 'Transcribing',
    draft: 'What has been heard so far',
    nothingYet: 'The first words appear in a moment.',
    cancel: 'Stop transcribing',
    waiting: 'Waiting for its turn',
    starting: 'Starting',
    again: 'Transcribing again; your transcript stays as it is.',
  },
  failed: {
    title: 'Transcribing failed',
    safe: 'The audio is safe: it plays here and can be downloaded.',
    fileSafe: 'The file is safe: it can be downloaded as it came.',
    retry: 'Try again',
    download: 'Download the audio',
  },
  silent: {
    title: 'No speech found',
    text: 'The recording was listened to from start to end and nobody spoke, or too softly to hear.',
    write: 'Write it yourself',
  },

  speakers: {
    title: 'Speakers',
    none: 'No speaker',
    noneYet: 'Nobody is named yet. Choose a speaker beside a paragraph.',
    of: (number: number) => `Speaker of paragraph ${number}`,
    button: (name: string | null, number: number) => `${name ?? 'No speaker'}, speaker of paragraph ${number}, change`,
    choose: 'Who speaks here',
    scope: 'Applies to',
    scopes: {
      paragraph: 'This paragraph',
      'from-here': 'From here on',
      everywhere: 'Everywhere',
    },
    newName: 'New speaker',
    add: 'Add',
    rename: (name: string) => `Name of ${name}`,
    save: 'Rename',
    fallbackName: (number: number) => `Speaker ${number}`,
    talk: (time: string) => `${time} of speech`,
    sample: (name: string) => `Hear ${name} for ten seconds`,
    merge: (from: string) => `Merge ${from} into`,
    mergeNone: 'Merge…',
  },
  details: {
    title: 'Details',
    model: 'Model',
    language: 'Language',
    languageUnknown: 'not known',
    heardBy: 'Heard by',
    devices: deviceNames,
    heardOn: (device: string, threads: number | undefined, reason: string | undefined) =>
      deviceSentence(device, device === 'wasm' ? threads : undefined, reason),
    estimatedTimes: 'Word times',
    estimatedTimesText: 'reckoned from the length of words: this model does not tell them',
    decoder: 'Decoded by',
    decoders: { wav: 'WAV, read directly', ffmpeg: 'ffmpeg', webcodecs: 'the browser (WebCodecs)' },
    reason: 'Because',
    /** Why that decoder: reasons of the media worker, `…-reduced` where a video was reduced to its sound first. */
    reasons: (reason: string): string => {
      const [, base = reason, isReduced] = /^(.*?)(-reduced)?$/.exec(reason) ?? [];
      const told = decodeReasons[base] ?? base;
      return isReduced ? `${told}; the video was reduced to its sound first` : told;
    },
    sound: 'Sound',
    heardCleaned: 'Heard cleaned',
    copy: 'Cleaned copy',
    artist: 'By',
    date: 'Dated',
    chapters: 'Chapters',
    duration: 'Decoded',
    durationOf: partOf,
    durationUnknown: 'length not told by the file',
    added: 'Added',
    file: 'File',
    size: 'Size',
    hash: 'SHA-256',
    words: 'Words',
    kind: 'Kind',
  },
  run: {
    title: 'Last run',
    none: 'What each step takes is shown here when something is run.',
    total: 'In all',
    real: (factor: string) => `${factor}× real time`,
  },

  find: findWords,
  export: exportWords,

  commands: editorCommands,
  /** Keys that cannot be chosen, by where the focus must be. */
  fixedKeys: {
    text: {
      group: 'While typing (fixed keys)',
      split: 'Split the paragraph at the caret',
      breakLine: 'New line in the paragraph',
      joinBefore: 'At the start: join to the paragraph before',
      joinAfter: 'At the end: join the paragraph after',
      speaker: 'Between words: choose the speaker',
      play: 'Play or pause, unless set otherwise',
      leave: 'Leave the text; Tab moves on',
    },
    reading: {
      group: 'While reading (fixed keys)',
      paragraph: 'Paragraph before or after',
      word: 'Word before or after',
      play: 'Play the paragraph',
    },
    wave: {
      group: 'On the waveform (fixed keys)',
      second: 'One second back or forward',
      half: 'Half a minute back or forward',
      ends: 'Start or end',
      zoom: 'Zoom in or out',
      move: 'Move what is shown',
      choose: 'Choose from or up to here',
      loop: 'Play the chosen stretch again and again',
      none: 'Choose no stretch',
    },
  },
};
