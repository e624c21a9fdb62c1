import { describe, expect, it } from 'vitest';
import type { Job, JobProgress, StepProgress } from '$lib/domain/job.ts';
import { sentenceOf } from './progress-words.ts';

const job = (state: Job['state']): Job => ({
  id: 'j',
  recordingId: 'r',
  wants: 'machine',
  modelId: 'm',
  language: 'auto',
  createdAt: '2026-11-22T00:00:00Z',
  state,
});
const running = job({ kind: 'running', startedAt: '2026-11-22T00:00:00Z' });
const progress = (...steps: Partial<StepProgress>[]): JobProgress => ({
  jobId: 'j',
  recordingId: 'r',
  steps: steps.map((step) => ({ step: 'x/y', state: 'waiting', fraction: null, elapsedMs: 0, ...step })),
});

describe('sentenceOf', () => {
  it('waits and starts', () => {
    expect(sentenceOf(job({ kind: 'queued' }), undefined).sentence).toBe('Waiting for its turn');
    expect(sentenceOf(running, progress({ state: 'done' })).sentence).toBe('Starting');
  });

  it('names the step nearest to the text, in the time of the recording', () => {
    const steps = progress(
      { step: 'audio/decode', state: 'running', fraction: 0.9 },
      { step: 'transcription/recognise', state: 'running', fraction: 0.3, doneSeconds: 125, totalSeconds: 420 },
      { step: 'text/machine', state: 'waiting' },
    );
    expect(sentenceOf(running, steps)).toEqual({ sentence: 'Listening, 2 of 7 minutes', fraction: 0.3 });
  });

  it('names the work that moves before the one that only waits for it', () => {
    const steps = progress(
      { step: 'audio/decode', state: 'running', fraction: 0.2 },
      { step: 'transcription/recognise', state: 'running', fraction: 0 },
    );
    expect(sentenceOf(running, steps)).toEqual({ sentence: 'Reading the sound', fraction: 0.2 });
  });
});
