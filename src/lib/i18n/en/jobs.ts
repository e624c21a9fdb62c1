/** What the app is working on: the queue, and each step in words that name the work. */

const minutes = (seconds: number) => Math.floor(seconds / 60);

/** `12 of 40 minutes`, or seconds where the whole is shorter than two minutes. */
const partOf = (done: number, total: number) =>
  total < 120
    ? `${Math.floor(done)} of ${Math.ceil(total)} seconds`
    : `${minutes(done)} of ${Math.ceil(total / 60)} minutes`;

const steps: Record<string, { name: string; doing: string }> = {
  'download/probe': { name: 'Look at the file', doing: 'Looking at the file' },
  'audio/decode': { name: 'Read the sound', doing: 'Reading the sound' },
  'audio/speech': { name: 'Find who speaks when', doing: 'Finding speech' },
  'transcription/recognise': { name: 'Listen', doing: 'Listening' },
  'text/analyse': { name: 'Read it through', doing: 'Reading it through' },
  'text/machine': { name: 'Write it down', doing: 'Writing the transcript' },
};
/** For a step that has no words of its own. */
const folders: Record<string, { name: string; doing: string }> = {
  download: { name: 'Get the file', doing: 'Getting the file' },
  audio: { name: 'Prepare the sound', doing: 'Preparing the sound' },
  transcription: { name: 'Listen', doing: 'Listening' },
  text: { name: 'Write it down', doing: 'Writing the transcript' },
};

export const jobs = {
  queue: 'Queue',
  tray: (running: number, waiting: number, failed: number) =>
    [
      'Queue',
      running > 0 && `${running} at work`,
      waiting > 0 && `${waiting} waiting`,
      failed > 0 && `${failed} failed`,
    ]
      .filter(Boolean)
      .join(', '),
  empty: 'Nothing in the queue',
  emptyText: 'Recordings you transcribe appear here, with what is being done and how long it will take.',
  step: (id: string) => steps[id] ?? folders[id.split('/')[0] ?? ''] ?? { name: 'Work', doing: 'Working' },
  sentence: (doing: string, done: number | undefined, total: number | undefined) =>
    done === undefined || total === undefined || total <= 0
      ? doing
      : `${doing}, ${partOf(Math.min(done, total), total)}`,
  queued: 'Waiting for its turn',
  starting: 'Starting',
  done: 'Transcribed',
  prepared: 'Ready to play',
  cancelled: 'Stopped',
  failed: (title: string) => `Failed: ${title}`,
  elapsed: (time: string) => `${time} so far`,
  took: (time: string) => `took ${time}`,
  left: (time: string) => `about ${time} left`,
  stepStates: {
    waiting: 'to do',
    running: 'at work',
    reused: 'already there',
    done: 'done',
    stopped: 'stopped',
    failed: 'failed',
  },
  steps: (title: string) => `Steps of ${title}`,
  cancel: 'Stop',
  cancelOne: (title: string) => `Stop ${title}`,
  retry: 'Try again',
  retryOne: (title: string) => `Try ${title} again`,
  remove: 'Remove from the queue',
  removeOne: (title: string) => `Remove ${title} from the queue`,
  clearFinished: 'Clear finished',
  deletedRecording: 'Deleted recording',
  announceDone: (title: string) => `${title}: transcribed`,
  announceFailed: (title: string, why: string) => `${title}: failed. ${why}`,
  announceProgress: (title: string, sentence: string) => `${title}: ${sentence}`,
};
