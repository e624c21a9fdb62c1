/**
 * Small files in the shape other services write, after their documentation. `words` are `text@start`, with `+` in front
 * where no space stands before the word and `@` alone where nobody timed it.
 */
export type TranscriptFile = {
  fileName: string;
  text: string;
  language: string | null;
  said: [string | null, string[]][];
};

const json = (value: unknown): string => JSON.stringify(value);

const awsWord = (content: string, start: string, end: string, label?: string) => ({
  ...{ type: 'pronunciation', start_time: start, end_time: end, alternatives: [{ confidence: '0.98', content }] },
  ...(label ? { speaker_label: label } : {}),
});
const awsMark = (content: string) => ({ type: 'punctuation', alternatives: [{ confidence: '0.0', content }] });

const deepgramWord = (word: string, start: number, speaker: number, shown: string) => ({
  ...{ word, start, end: start + 0.4, confidence: 0.97, speaker, punctuated_word: shown },
});

export const transcriptFiles: Readonly<Record<string, TranscriptFile>> = {
  aws: {
    fileName: 'asrOutput.json',
    text: json({
      jobName: 'job',
      accountId: '0',
      status: 'COMPLETED',
      results: {
        language_code: 'en-US',
        transcripts: [{ transcript: 'Good morning. Hello.' }],
        items: [
          awsWord('Good', '0.5', '0.8', 'spk_0'),
          awsWord('morning', '0.8', '1.3', 'spk_0'),
          awsMark('.'),
          awsWord('Hello', '1.5', '1.9', 'spk_1'),
          awsMark('.'),
        ],
      },
    }),
    language: 'en',
    said: [
      ['spk_0', ['Good@0.5', 'morning.@0.8']],
      ['spk_1', ['Hello.@1.5']],
    ],
  },
  google: {
    fileName: 'google.json',
    text: json({
      results: [
        {
          alternatives: [
            {
              transcript: 'good morning',
              confidence: 0.9,
              words: [
                { startTime: '0s', endTime: '0.400s', word: 'good' },
                { startTime: '0.400s', endTime: '1s', word: 'morning' },
              ],
            },
          ],
          languageCode: 'en-us',
        },
        {
          alternatives: [
            {
              words: [
                { startTime: '0s', endTime: '0.400s', word: 'good', speakerTag: 1 },
                { startTime: { seconds: '0', nanos: 400000000 }, endTime: '1s', word: 'morning', speakerTag: 2 },
              ],
            },
          ],
        },
      ],
    }),
    language: 'en',
    said: [
      ['Speaker 1', ['good@0']],
      ['Speaker 2', ['morning@0.4']],
    ],
  },
  'azure-batch': {
    fileName: 'contenturl_0.json',
    text: json({
      source: 'x',
      combinedRecognizedPhrases: [],
      recognizedPhrases: [
        {
          ...{ recognitionStatus: 'Success', channel: 0, speaker: 1, locale: 'en-US' },
          offsetInTicks: 5000000.0,
          durationInTicks: 10000000.0,
          nBest: [
            {
              confidence: 0.9,
              display: 'Good morning.',
              words: [
                { word: 'good', offsetInTicks: 5000000.0, durationInTicks: 3000000.0, confidence: 0.9 },
                { word: 'morning', offsetInTicks: 9000000.0, durationInTicks: 6000000.0, confidence: 0.9 },
              ],
            },
          ],
        },
      ],
    }),
    language: 'en',
    said: [['Speaker 1', ['Good@0.5', 'morning.@0.9']]],
  },
  'azure-fast': {
    fileName: 'fast.json',
    text: json({
      durationMilliseconds: 2000,
      combinedPhrases: [{ text: 'Good morning.' }],
      phrases: [
        {
          ...{ offsetMilliseconds: 500, durationMilliseconds: 1000, text: 'Good morning.', locale: 'en-US' },
          words: [
            { text: 'Good', offsetMilliseconds: 500, durationMilliseconds: 300 },
            { text: 'morning.', offsetMilliseconds: 900, durationMilliseconds: 600 },
          ],
          confidence: 0.9,
        },
      ],
    }),
    language: 'en',
    said: [[null, ['Good@0.5', 'morning.@0.9']]],
  },
  deepgram: {
    fileName: 'deepgram.json',
    text: json({
      metadata: { channels: 1 },
      results: {
        channels: [
          {
            detected_language: 'en',
            alternatives: [
              {
                transcript: 'Good morning. Hello.',
                words: [
                  deepgramWord('good', 0.5, 0, 'Good'),
                  deepgramWord('morning', 1, 0, 'morning.'),
                  deepgramWord('hello', 2, 1, 'Hello.'),
                ],
              },
            ],
          },
        ],
      },
    }),
    language: 'en',
    said: [
      ['Speaker 0', ['Good@0.5', 'morning.@1']],
      ['Speaker 1', ['Hello.@2']],
    ],
  },
  assemblyai: {
    fileName: 'assembly.json',
    text: json({
      id: 'x',
      status: 'completed',
      language_code: 'en_us',
      text: 'Good morning.',
      words: [
        { text: 'Good', start: 500, end: 800, confidence: 0.9, speaker: 'A' },
        { text: 'morning.', start: 900, end: 1300, confidence: 0.9, speaker: 'A' },
      ],
      utterances: null,
    }),
    language: 'en',
    said: [['Speaker A', ['Good@0.5', 'morning.@0.9']]],
  },
  rev: {
    fileName: 'rev.json',
    text: json({
      speakers: [{ id: 0, name: 'Ada' }],
      monologues: [
        {
          speaker: 0,
          elements: [
            { type: 'text', value: 'Good', ts: 0.5, end_ts: 0.8, confidence: 0.9 },
            { type: 'punct', value: ' ' },
            { type: 'text', value: 'well', ts: 0.9, end_ts: 1.1, confidence: 0.9 },
            { type: 'punct', value: '-' },
            { type: 'text', value: 'known', ts: 1.2, end_ts: 1.4, confidence: 0.9 },
            { type: 'punct', value: '.' },
          ],
        },
        { speaker: 1, elements: [{ type: 'text', value: 'Hm', ts: 2, end_ts: 2.2, confidence: 0.9 }] },
      ],
    }),
    language: null,
    said: [
      ['Ada', ['Good@0.5', 'well-@0.9', '+known.@1.2']],
      ['Speaker 1', ['Hm@2']],
    ],
  },
  'whisper-cpp': {
    fileName: 'out.json',
    text: json({
      systeminfo: '',
      result: { language: 'en' },
      transcription: [
        {
          timestamps: { from: '00:00:00,500', to: '00:00:01,500' },
          offsets: { from: 500, to: 1500 },
          text: ' Good morning.',
          tokens: [
            { text: '[_BEG_]', offsets: { from: 0, to: 0 }, id: 50364, p: 0.9 },
            { text: ' Good', offsets: { from: 500, to: 800 }, id: 1, p: 0.9 },
            { text: ' mor', offsets: { from: 900, to: 1000 }, id: 2, p: 0.8 },
            { text: 'ning', offsets: { from: 1000, to: 1300 }, id: 3, p: 0.9 },
            { text: '.', offsets: { from: 1300, to: 1400 }, id: 4, p: 0.9 },
            { text: '[_TT_75]', offsets: { from: 1500, to: 1500 }, id: 5, p: 0.1 },
          ],
        },
      ],
    }),
    language: 'en',
    said: [[null, ['Good@0.5', 'morning.@0.9']]],
  },
  whisper: {
    fileName: 'openai.json',
    text: json({
      task: 'transcribe',
      language: 'english',
      duration: 2,
      text: ' Good morning.',
      segments: [{ id: 0, seek: 0, start: 0.5, end: 1.5, text: ' Good morning.', tokens: [1, 2], temperature: 0 }],
      words: [
        { word: 'Good', start: 0.5, end: 0.8 },
        { word: 'morning', start: 0.9, end: 1.3 },
      ],
    }),
    language: 'en',
    said: [[null, ['Good@0.5', 'morning.@0.9']]],
  },
  whisperx: {
    fileName: 'x.json',
    text: json({
      segments: [
        {
          ...{ start: 0.5, end: 1.5, text: ' In 2014.', speaker: 'SPEAKER_00' },
          words: [{ word: 'In', start: 0.5, end: 0.8, score: 0.9, speaker: 'SPEAKER_00' }, { word: '2014.' }],
        },
      ],
      word_segments: [{ word: 'In', start: 0.5, end: 0.8, score: 0.9 }, { word: '2014.' }],
    }),
    language: null,
    said: [['SPEAKER_00', ['In@0.5', '2014.@']]],
  },
  ttml: {
    fileName: 'captions.xml',
    text: '<?xml version="1.0"?><tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" ttp:tickRate="10000000" xml:lang="en-GB"><tt:body begin="10s"><tt:div><tt:p begin="00:00:01:05" dur="500ms">Good<tt:br/>morning.</tt:p><tt:p begin="20000000t" end="3s">Hello &amp; <tt:span>welcome</tt:span></tt:p></tt:div></tt:body></tt:tt>',
    language: 'en',
    said: [[null, ['Good@11.2', 'morning.@11.367', 'Hello@12', '&@12.385', 'welcome@12.462']]],
  },
  ass: {
    fileName: 'captions.ssa',
    text: '[Script Info]\r\nScriptType: v4.00\r\n\r\n[Events]\r\nFormat: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r\nComment: 0,0:00:00.00,0:00:09.00,x,,0,0,0,,no\r\nDialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Ada,0,0,0,,{\\an8\\k50}Good {\\k50}morning,{\\i1}all{\\i0}\r\n',
    language: null,
    said: [['Ada', ['Good@1', 'morning,all@1.5']]],
  },
  textgrid: {
    fileName: 'a.TextGrid',
    text: '"ooTextFile"\n"TextGrid"\n0\n2\n<exists>\n2\n"IntervalTier"\n"Ada"\n0\n2\n2\n0\n0.5\n""\n0.5\n2\n"say ""hi"""\n"TextTier"\n"tones"\n0\n2\n1\n0.7\n"H*"\n',
    language: null,
    said: [['Ada', ['say@0.5', '"hi"@1.143']]],
  },
  'plain-text': {
    fileName: 'otter.txt',
    text: 'Ada Lovelace  0:03\nGood morning.\n\nBob  1:02:03\nHello: you.\n\nTranscribed by https://otter.ai\n',
    language: null,
    said: [
      ['Ada Lovelace', ['Good@3', 'morning.@']],
      ['Bob', ['Hello:@3723', 'you.@']],
    ],
  },
};
