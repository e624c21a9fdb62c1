import { expect, it } from 'vitest';
import { sampleRecording } from '../../../../../tests/fakes/samples.ts';
import { transcriptOf } from '../../../../../tests/labelled/score.ts';
import { redactedText } from '$lib/domain/redaction.ts';
import { chartCsv } from '$lib/ui/charts/chart-file.ts';
import { analyse } from '$lib/workers/text/inside/analyse.ts';
import { frequentChart, moodChart, pausesChart, paceChart, speakersChart } from './analysis-charts.ts';
import { toDraw } from './drawn.ts';

/** Two people; a word every half second, a quarter of a second long, and three seconds of silence before the second. */
const talk = () => {
  const transcript = transcriptOf(
    ['I love the orchard and the orchard loves me.', 'The weather was horrible.', 'Does the orchard flood Quartz'],
    {
      speakers: [
        { id: 's1', name: 'Anna' },
        { id: 's2', name: 'Mr Quartz' },
      ],
      redactions: [{ id: 'r', kind: 'name', words: ['p2-4'] }],
    },
  );
  transcript.paragraphs.forEach((paragraph, index) => (paragraph.speaker = index === 0 ? 's1' : 's2'));
  for (const { words } of transcript.paragraphs.slice(1))
    for (const word of words) [word.start, word.end] = [word.start! + 3, word.end! + 3];
  return transcript;
};

const drawn = async () => {
  const transcript = talk();
  const went: number[] = [];
  const analysis = await analyse(transcript, new AbortController().signal);
  const recording = sampleRecording({ id: 'r1', durationSeconds: 12 });
  return { ...toDraw({ analysis, transcript, recording, go: (seconds) => void went.push(seconds) }), went };
};

it('draws who speaks, with names as exports show them, each bar leading to the longest turn', async () => {
  const it = await drawn();
  const chart = speakersChart(it);
  expect(chart.rows.map(({ name, value, href }) => [name, value, href])).toEqual([
    ['Anna', expect.closeTo(4.25), '/recordings/r1#at=0.000&play=1'],
    [redactedText, expect.closeTo(4.25), '/recordings/r1#at=9.500&play=1'],
  ]);
  chart.rows[1]!.open!();
  expect(it.went).toEqual([9.5]);
  const csv = (await chartCsv(chart).text()).split('\r\n');
  expect(csv[0]).toBe('Name,of speech,Also,Share,Turns,Words a minute,Questions,Interrupts');
  expect(csv[1]).toMatch(/^Anna,4\.25,50%,50%,1,\d+,0,0$/);
});

it('draws mood and pace over time', async () => {
  const it = await drawn();
  const mood = moodChart(it);
  expect(mood.rows[0]).toMatchObject({ name: '0:00', detail: 'mostly positive' });
  expect(mood.rows[1]).toMatchObject({
    name: '0:07',
    detail: 'mostly negative',
    href: expect.stringContaining('at=7.5'),
  });
  expect(mood.rows.map(({ value }) => Math.sign(value))).toEqual([1, -1]);
  // 18 words until 12.0 s.
  expect(paceChart(it).rows.map(({ value }) => Math.round(value))).toEqual([Math.round((18 * 60) / 11.75)]);
});

it('draws pauses and the words said most, none that is redacted', async () => {
  const it = await drawn();
  expect(pausesChart(it).rows.map(({ value, href }) => [value, href])).toEqual([
    [expect.closeTo(3.25), '/recordings/r1#at=4.250&play=1'],
  ]);
  expect(frequentChart(it).rows).toMatchObject([{ name: 'orchard', value: 3, href: '/recordings/r1#at=1.500&play=1' }]);
});
