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
  mood: {
    title: 'Mood',
    hint: 'Words that praise or complain, sentence by sentence. It hears words, not tone or irony.',
    timeline: 'Mood over time',
    at: (time: string, mood: string) => `${time}, ${mood}`,
    levels: { positive: 'mostly positive', negative: 'mostly negative', neutral: 'neutral' },
    shares: (positive: string, negative: string) =>
      `${positive} of the sentences sound positive, ${negative} negative.`,
  },
  speakers: {
    title: 'Who speaks',
    nobody: 'No speaker',
    columns: { name: 'Name', share: 'Share', turns: 'Turns', pace: 'Words a minute', interrupts: 'Interrupts' },
    interruption: (by: string, of: string) => `${by} interrupts ${of}`,
  },
  pace: {
    title: 'Pace and pauses',
    timeline: 'Words a minute, every 30 seconds',
    at: (time: string, pace: number) => `${time}, ${pace} words a minute`,
    longest: 'Longest pauses',
    pause: (seconds: string) => `${seconds} s`,
    none: 'No pause of a second or more.',
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
    frequent: 'Often said',
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
