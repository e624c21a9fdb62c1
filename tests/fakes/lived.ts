import { sampleParagraph, sampleRecording, sampleTranscript } from './samples.ts';
import { fakeDevice } from './storage.ts';

export const nothing = { rebuilt: [], lost: [] };
export const keepAll = () => 0.99;

/** A device on which a recording was made and edited, its tab gone. */
export const lived = async (source: 'file' | 'microphone' = 'file') => {
  const device = fakeDevice();
  const { database, takes, dies } = device.tab();
  const last = sampleTranscript({ revision: 2, paragraphs: [sampleParagraph('p9', ['Rewritten.'])] });
  if (source === 'microphone') {
    await takes.begin({ id: 'take-1', mime: 'audio/webm', startedAt: '2026-11-22T20:00:00.000Z', title: 'Take' });
    await takes.append('take-1', Uint8Array.of(1, 2, 3).buffer);
    await takes.seal('take-1');
    await takes.keep('take-1', 'recording-1');
  }
  await database.files.put('recording-1', new Blob([Uint8Array.of(1, 2, 3)]));
  await database.recordings.add(sampleRecording({ source }));
  await database.transcripts.save(sampleTranscript());
  await database.transcripts.save(last);
  dies();
  device.disk.crash(keepAll);
  return { ...device, last };
};
