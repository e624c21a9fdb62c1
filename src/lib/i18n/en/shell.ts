/** Header, navigation, banners, toasts and the words every area shares. */
export const shell = {
  appName: 'EchoFlow',
  tagline: 'A studio for spoken word that lives in the browser',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  retry: 'Try again',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  pages: {
    library: 'Library',
    record: 'Record',
    recording: 'Recording',
    insights: 'Insights',
    settings: 'Settings',
    health: 'Health',
  },
  pageTitle: (page: string) => `${page} · EchoFlow`,
  opening: 'Opening your studio…',
  commands: 'Commands',
  nowRecording: (time: string) => `Recording, ${time}`,
  offline: {
    ready: 'Offline ready',
    readyHint: (megabytes: string) => `Checked: everything works without a network (${megabytes} on this device).`,
    preparing: (percent: number) => `Preparing for offline, ${percent} %`,
  },
  update: {
    text: 'A newer version of EchoFlow is ready.',
    waits: 'It waits until the recording is kept.',
    apply: 'Update and reload',
    later: 'Later',
  },
  install: {
    text: 'Install EchoFlow to open it like any other app, also without a network.',
    apply: 'Install',
    later: 'Not now',
  },
  firstRun: {
    title: 'Audio never leaves this device.',
    text: 'EchoFlow records, listens and writes here in your browser. There is no account and no server.',
    ok: 'Got it',
  },
  recovered: {
    title: (time: string) => `Recovered: ${time}`,
    text: (date: string) => `A recording from ${date} was cut off. Everything up to its last moment is here.`,
    keep: 'Keep',
    discard: 'Discard',
    discardTitle: 'Discard the recovered recording?',
    discardText: 'It is deleted for good.',
    kept: 'Kept. It is in your library.',
  },
  rebuilt: {
    title: (n: number) => (n === 1 ? 'One thing was put back' : `${n} things were put back`),
    text: (titles: string) =>
      `The browser had lost part of its data; this came from the second copy, complete: ${titles}.`,
  },
  lost: {
    title: 'The browser has deleted data of EchoFlow',
    items: (titles: string) => `Gone from both copies: ${titles}.`,
    library: (n: number) =>
      n === 1 ? 'One recording is gone from both copies.' : `${n} recordings are gone from both copies.`,
    next: 'If you still have the original files, add them again. Health shows how to keep this from happening.',
    ok: 'Understood',
  },
  readOnly: {
    title: 'A newer EchoFlow has been here',
    text: 'You can read and export everything. To change something, reload this page to get the newer version.',
  },
  notifications: 'Messages',
  error: {
    copyCode: 'Copy code',
    copied: 'Copied',
    code: (code: string) => `Code ${code}`,
  },
  broken: {
    notFoundTitle: 'There is no page here',
    notFoundText: 'The address may be misspelt, or what it led to has been deleted.',
    failedTitle: 'This page could not be shown',
    failedText: 'Your recordings and transcripts are safe on this device. Reload the page; if it stays, open Health.',
    toLibrary: 'Go to the library',
    reload: 'Reload',
    toHealth: 'Open Health',
  },
  notStarted: {
    title: 'EchoFlow could not start',
    reload: 'Reload',
  },
};
