import type { HealthAction, HealthState } from '$lib/domain/health.ts';
import { checks, type ReasonWords } from './health-checks.ts';

const noAnswer: ReasonWords = {
  says: 'The browser gave no answer.',
  remedy: 'Run the checks again; if it stays so, reload the page.',
};

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
