import type { Redaction } from '$lib/domain/transcript-marks.ts';

const kinds = {
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  card: 'Card',
  address: 'Address',
  date: 'Date',
  custom: 'Own term',
} satisfies Record<Redaction['kind'], string>;

/** Taking out what should leave no device: the Redact panel. */
export const redaction = {
  title: 'Redact',
  text: 'Words taken out here are in no export: not in the text, not in captions, not in the sound. The recording itself keeps them.',
  kinds,
  find: {
    title: 'Find private words',
    terms: 'Your own terms',
    termsHint: 'Separated by commas: a project, a client, a nickname.',
    run: 'Look for them',
    working: 'Looking',
    none: 'Nothing was found. Rules and a lexicon find much, not all: read it yourself, too.',
    maybe: 'Perhaps a name',
    review: 'Look through what was found: what is surely private is ticked, what may be a name is only offered.',
    redact: (count: number) => (count === 1 ? 'Redact one' : `Redact ${count}`),
    redacted: (count: number) => (count === 1 ? 'One place was redacted.' : `${count} places were redacted.`),
    listen: (text: string) => `Go to ${text}`,
  },
  list: {
    title: 'Redacted',
    none: 'Nothing yet.',
    restore: (text: string) => `Take back ${text}`,
    restoreAll: 'Take all back',
    lost: 'Deleted from the text; nobody knows where it is said',
  },
  sound: {
    title: 'The sound',
    instead: 'In their place',
    sounds: { beep: 'A beep', silence: 'Silence' },
    format: 'Format',
    download: 'Download the sound',
    rendering: (percent: string) => `Making the file, ${percent}`,
    check: 'Listen again to check',
    checkHint: 'The built-in model listens to the exported file and says whether a redacted word can still be heard.',
    listening: (percent: string) => `Listening to the file, ${percent}`,
    stop: 'Stop',
    clean: (words: number) => `None of the redacted words was heard among ${words} words.`,
    leaks: (count: number) =>
      count === 1 ? 'One redacted word can still be heard:' : `${count} redacted words can still be heard:`,
    leak: (word: string, heard: string) => (word === heard.toLowerCase() ? heard : `${heard} (hides ${word})`),
    limits: 'The built-in model is small: it hears less than people do. For what must not be known, listen yourself.',
  },
};
