import type { HealthAction, HealthState } from '$lib/domain/health.ts';

/** `says` is what was found, `remedy` what the person can do about it. Numbers come from the report's detail. */
export type ReasonWords = { says: string; remedy?: string };
export type CheckWords = { title: string; reasons: Readonly<Record<string, ReasonWords>> };

const noAnswer: ReasonWords = {
  says: 'The browser gave no answer.',
  remedy: 'Run the checks again; if it stays so, reload the page.',
};

const checks = {
  isolation: {
    title: 'Secure and isolated page',
    reasons: {
      isolated: { says: 'Served securely and isolated from other sites: speech runs on all cores.' },
      insecure: {
        says: 'The page was not served securely, so the browser switches off recording and storage.',
        remedy: 'Open it through https://, or on this computer through http://localhost.',
      },
      'not-isolated': {
        says: 'The page is not isolated yet, so speech runs on one core only.',
        remedy: 'Reload once: EchoFlow’s service worker then adds what the host does not send.',
      },
    },
  },
  offline: {
    title: 'Works offline',
    reasons: {
      ready: { says: 'Everything is on this device and verified.' },
      'media-missing': {
        says: 'The app and speech work offline. The decoder for rare formats is fetched when first needed.',
      },
      'speech-missing': {
        says: 'The app opens offline, but recognising speech needs the network once more.',
        remedy: 'Stay online for a minute, or press Prepare now.',
      },
      'shell-missing': {
        says: 'The app is not stored yet: without a network it would not open.',
        remedy: 'Stay online for a minute, or press Prepare now.',
      },
      'no-service-worker': {
        says: 'This window has no service worker, so nothing can be kept for offline use.',
        remedy: 'Leave private browsing, or open EchoFlow through https:// or localhost.',
      },
    },
  },
  files: {
    title: 'File storage',
    reasons: {
      works: { says: 'A file was written, read back and deleted.' },
      missing: {
        says: 'This browser has no private file storage, where recordings are kept as they are made.',
        remedy: 'Use a current version of Chrome, Edge, Firefox or Safari.',
      },
      refused: {
        says: 'The browser refused to write a file.',
        remedy: 'Leave private browsing and allow site data for this page; check that the disk is not full.',
      },
      wrong: {
        says: 'A file came back different from what was written.',
        remedy: 'Export what matters to you now, then check the disk of this device.',
      },
    },
  },
  database: {
    title: 'Database',
    reasons: {
      works: { says: 'A row was written, read back and deleted.' },
      refused: {
        says: 'The browser refused to open its database.',
        remedy: 'Close other tabs of EchoFlow and reload; leave private browsing; check that the disk is not full.',
      },
      wrong: {
        says: 'A row came back different from what was written.',
        remedy: 'Export what matters to you now, then check the disk of this device.',
      },
    },
  },
  homes: {
    title: 'Two copies of everything',
    reasons: {
      agree: { says: 'Both copies of your recordings and transcripts agree.' },
      rebuilt: {
        says: 'One copy had lost something; it was rebuilt from the other, completely.',
        remedy: 'Nothing is missing. To be safe, export what matters to you.',
      },
      lost: {
        says: 'Something is missing from both copies.',
        remedy: 'The library names what it was. Add the original files again if you have them.',
      },
      'not-compared': {
        says: 'The copies have not been compared since the page was opened.',
        remedy: 'Reload the page: they are compared at every start.',
      },
    },
  },
  space: {
    title: 'Room on the disk',
    reasons: {
      enough: { says: 'There is room for hours of recordings.' },
      little: { says: 'Room is getting short.', remedy: 'Empty the bin or delete models you do not use.' },
      full: {
        says: 'There is hardly any room: a recording might stop early.',
        remedy: 'Free some space before you record: empty the bin, delete models, or clear the disk.',
      },
      unknown: { says: 'The browser does not tell how much room there is.' },
    },
  },
  persistence: {
    title: 'Protected from clearing',
    reasons: {
      granted: { says: 'The browser will not clear your recordings to make room.' },
      'not-granted': {
        says: 'The browser may clear everything when the disk runs short.',
        remedy: 'Ask it for protection. If it refuses, install EchoFlow or bookmark it, then ask again.',
      },
    },
  },
  microphone: {
    title: 'Microphone',
    reasons: {
      ready: { says: 'Allowed and connected.' },
      'not-asked': { says: 'Connected. The browser will ask you when you first record.' },
      denied: {
        says: 'This page is not allowed to use the microphone.',
        remedy: 'Open the site settings beside the address, allow the microphone, then run the checks again.',
      },
      none: { says: 'No microphone is connected.', remedy: 'Connect one. Files can be transcribed without it.' },
      unsupported: {
        says: 'This browser cannot record.',
        remedy: 'Record with another program and add the file, or use a current browser.',
      },
    },
  },
  decoders: {
    title: 'Audio decoders',
    reasons: {
      all: { says: 'The browser decodes every common format by itself.' },
      some: { says: 'The browser decodes most formats; the built-in ffmpeg reads the rest.' },
      none: {
        says: 'The browser decodes nothing by itself.',
        remedy: 'Files are read by the built-in ffmpeg, only slower. A current Chromium browser is faster.',
      },
    },
  },
  engine: {
    title: 'Speech runtime',
    reasons: {
      ready: { says: 'Present, and this browser understands it.' },
      missing: {
        says: 'The runtime that recognises speech cannot be reached.',
        remedy: 'Connect to the network once and reload, so that it can be stored.',
      },
      damaged: {
        says: 'The file of the speech runtime is not what it should be.',
        remedy: 'Reload the page to fetch it again.',
      },
      unsupported: {
        says: 'This browser cannot run the speech runtime (it lacks WebAssembly SIMD).',
        remedy: 'Use a browser from 2023 or later.',
      },
    },
  },
  'built-in-model': {
    title: 'Built-in model',
    reasons: {
      verified: { says: 'Every file is present and matches its SHA-256.' },
      missing: {
        says: 'The built-in model cannot be reached.',
        remedy: 'Connect to the network once and reload, so that it can be stored.',
      },
      damaged: { says: 'A file of the built-in model is damaged.', remedy: 'Reload the page to fetch it again.' },
    },
  },
  gpu: {
    title: 'Graphics card (WebGPU)',
    reasons: {
      available: { says: 'Available: large models run faster on it.' },
      software: { says: 'Only imitated in software: models run on the processor instead.' },
      none: { says: 'Not available. Small models run well without it.' },
    },
  },
  device: {
    title: 'Memory and cores',
    reasons: {
      strong: { says: 'Enough for the larger models.' },
      modest: { says: 'Enough for the small models.' },
      weak: {
        says: 'Little memory: models may not fit.',
        remedy: 'Record here and transcribe on a computer, or use the smallest model.',
      },
    },
  },
  faults: {
    title: 'Errors since opening',
    reasons: {
      none: { says: 'The log holds no error.' },
      some: { says: 'The log holds errors.', remedy: 'Look at the log below; you can save it for a report.' },
    },
  },
} satisfies Record<string, CheckWords>;

const states = {
  ok: 'All right',
  warn: 'Could be better',
  fail: 'Needs attention',
  unknown: 'Not known',
} satisfies Record<HealthState, string>;

const actions = {
  'protect-storage': 'Ask for protection',
  'prepare-offline': 'Prepare now',
  'ask-microphone': 'Try the microphone',
  reload: 'Reload',
  'open-models': 'Open models',
  'open-storage': 'Open storage',
  'open-log': 'Show the log',
  'open-library': 'Open the library',
} satisfies Record<HealthAction, string>;

export const health = {
  title: 'Health',
  text: 'What this device and browser can do, checked now. Nothing of it leaves the page.',
  checks,
  noAnswer,
  states,
  actions,
  run: 'Check again',
  running: (done: number, all: number) => `Checking, ${done} of ${all}`,
  summary: (good: number, all: number) =>
    good === all ? `All ${all} checks passed` : `${good} of ${all} checks passed`,
  details: 'Details',
  waiting: 'Waiting',
  proof: {
    title: 'Prove it',
    text: 'EchoFlow promises that nothing leaves this device unasked. Here the page itself tries to reach another site (example.com, an address reserved for examples). Your browser must refuse each attempt.',
    run: 'Try to get out',
    attempts: {
      fetch: 'Sending a request from this page',
      worker: 'Sending a request from the background, where sound is handled',
      image: 'Loading a picture',
      script: 'Loading a program',
    },
    outcomes: {
      blocked: 'Refused by the browser',
      reached: 'Got through: this copy of EchoFlow is served without its protection',
      unclear: 'Failed, but not by the policy: connect to the network and try again',
    },
    passed: 'Every attempt was refused. Nothing can leave this page.',
    failed: 'At least one attempt was not refused. Do not trust this copy with private recordings.',
    unclear: 'This proves nothing yet.',
  },
  log: {
    title: 'Log',
    text: 'The last 2,000 events: ids, sizes and codes, never what was said.',
    empty: 'Nothing was logged yet.',
    noMatch: 'Nothing matches the filter.',
    level: 'From level',
    levels: { debug: 'Everything', info: 'Information', warn: 'Warnings', error: 'Errors' },
    search: 'Filter',
    export: 'Save as file',
    clear: 'Clear',
    fileName: (stamp: string) => `echoflow-log ${stamp}.jsonl`,
    shown: (shown: number, all: number) =>
      shown < all ? `${shown} of ${all} entries` : all === 1 ? '1 entry' : `${all} entries`,
    more: 'Show more',
    columns: { time: 'Time', level: 'Level', area: 'Area', message: 'Event' },
  },
  performance: {
    title: 'Speed',
    text: 'How long each step took, over the recordings that are here. A real-time factor below 1 is faster than listening.',
    empty: 'Nothing was processed on this device yet.',
    caption: 'Steps, the latest first',
    columns: { step: 'Step', recording: 'Recording', elapsed: 'Took', audio: 'Sound', factor: 'Real-time factor' },
  },
  integrity: {
    title: 'Every byte',
    text: 'Reads all recordings and downloaded models and compares them with the checksum they had when they came.',
    run: 'Check now',
    stop: 'Stop',
    progress: (done: number, total: number) => `${done} of ${total}`,
    whole: (count: number) => (count === 1 ? 'The one file kept is whole.' : `All ${count} files are whole.`),
    harmed: (count: number) => (count === 1 ? 'One file is not whole.' : `${count} files are not whole.`),
    harms: {
      recording: {
        damaged: 'Its sound has changed on the disk. Add the same file again to mend it; the transcript is kept.',
        missing: 'Its sound is gone. Add the same file again to bring it back; the transcript is kept.',
      },
      model: { damaged: 'Download it again under Settings.', missing: 'Download it again under Settings.' },
    },
  },
  offline: {
    title: 'Offline',
    parts: { shell: 'The app', speech: 'Speech recognition', text: 'Text analysis', media: 'Decoder for rare formats' },
    ready: 'Ready',
    missing: 'Not stored yet',
    cached: (cached: string, all: string) => `${cached} of ${all} stored and verified`,
    none: 'This window cannot store the app for offline use.',
    prepare: 'Prepare now',
  },
};
