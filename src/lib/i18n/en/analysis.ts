/** What a transcript tells: the Analysis panel. */
export const analysis = {
  title: 'Analysis',
  working: 'Reading the transcript',
  again: 'Reading again',
  failed: 'The transcript could not be analysed',
  onlyEnglish: (language: string) =>
    `Key phrases, names, mood and action items are found in English only so far; this reads as ${language}.`,
  goTo: (time: string, text: string) => `${time}, ${text}`,
  noTime: 'no time',
  summary: { title: 'In short', hint: 'Sentences of the recording that stand for the whole.' },
  chapters: {
    title: 'Chapters',
    none: 'Too short for chapters.',
    mark: 'Add as markers',
    marked: (count: number) => (count === 1 ? 'One marker was added.' : `${count} markers were added.`),
  },
  questions: { title: 'Questions asked', none: 'Nobody asks anything.' },
  actions: { title: 'To do', none: 'Nobody was given anything to do.' },
  phrases: {
    title: 'Key phrases',
    times: (text: string, count: number) => `${text}, said ${count === 1 ? 'once' : `${count} times`}`,
  },
  names: {
    title: 'Names',
    none: 'No names found.',
    kinds: { person: 'People', place: 'Places', organisation: 'Organisations' },
  },
  columns: { time: 'Time', word: 'Word' },
  mood: {
    chart: {
      title: 'Mood',
      text: 'Words that praise or complain, −1 to 1. It hears words, not tone or irony.',
      unit: 'mood',
    },
    levels: { positive: 'mostly positive', negative: 'mostly negative', neutral: 'neutral' },
  },
  speakers: {
    nobody: 'No speaker',
    chart: {
      title: 'Who speaks',
      text: 'How long, pauses left out. A bar plays the longest turn; the table tells more.',
      unit: 'of speech',
    },
    columns: {
      ...{ name: 'Name', share: 'Share', turns: 'Turns', pace: 'Words a minute', questions: 'Questions' },
      interrupts: 'Interrupts',
    },
    interruptions: 'Interruptions',
    interruption: (by: string, of: string) => `${by} interrupts ${of}`,
  },
  pace: { chart: { title: 'Pace', text: 'Words a minute, every 30 seconds.', unit: 'words a minute' } },
  pauses: { title: 'Longest pauses', text: 'Silences of a second and more.', unit: 'seconds' },
  pause: (seconds: string) => `${seconds} s`,
  frequent: {
    title: 'Often said',
    text: 'Words that carry the subject. A bar plays the first time.',
    unit: 'times',
  },
  browser: {
    title: 'With the browser’s own model',
    text: 'Runs on this device. The model belongs to the browser: read what it writes with care.',
    download: 'Your browser would first download a model of its own, from its maker. Nothing you recorded is sent.',
    summarise: 'Summarise',
    translate: (language: string) => `The short version in ${language}`,
    working: 'Writing…',
    downloading: (percent: string) => `The browser downloads its model, ${percent}`,
  },
  language: {
    title: 'Language and words',
    ease: 'Reading ease',
    easeHint: (value: number) =>
      value >= 80 ? 'very easy' : value >= 60 ? 'plain' : value >= 40 ? 'demanding' : 'difficult',
    grade: 'School grade',
    fog: 'Fog index',
    sentence: 'Words in a sentence',
    words: 'Words',
    different: 'Different words',
    variety: 'Variety',
    spoken: 'Languages',
  },
  table: {
    save: 'Save as a table (CSV)',
    columns: {
      ...{ time: 'Time', speaker: 'Speaker', sentence: 'Sentence', mood: 'Mood' },
      ...{ question: 'Question', action: 'To do' },
    },
    yes: 'yes',
  },
};
