import { describe, expect, it } from 'vitest';
import type { Job, StepProgress } from '$lib/domain/job.ts';
import { fractionOf, secondsLeft, tellingStep, viewOf } from './job-view.ts';

const step = (id: string, more: Partial<StepProgress> = {}): StepProgress => ({
  step: id,
  state: 'running',
  fraction: 0,
  elapsedMs: 0,
  ...more,
});

const job = (state: Job['state'], wants: Job['wants'] = 'machine'): Job => ({
  id: 'j',
  recordingId: 'r',
  wants,
  modelId: 'm',
  language: 'auto',
  createdAt: '2026-11-22T21:00:00.000Z',
  state,
});

const running = { kind: 'running', startedAt: '2026-11-22T21:00:00.000Z' } as const;
const show = (steps: StepProgress[]) => viewOf(job(running), { jobId: 'j', recordingId: 'r', steps }, 'Talk');

describe('a job in words', () => {
  it('names the last step that has come anywhere', () => {
    const decode = step('audio/decode', { fraction: 0.5, doneSeconds: 1200, totalSeconds: 2400 });
    const listen = step('transcription/recognise');
    expect(tellingStep([decode, listen])).toBe(decode);
    const heard = { ...listen, fraction: 0.3, doneSeconds: 725, totalSeconds: 2400 };
    expect(show([decode, heard]).sentence).toBe('Listening, 12 of 40 minutes');
  });

  it('counts short recordings in seconds and never past their end', () => {
    const listen = step('transcription/recognise', { fraction: 1, doneSeconds: 31, totalSeconds: 30 });
    expect(show([listen]).sentence).toBe('Listening, 30 of 30 seconds');
  });

  it('says what went wrong by its title', () => {
    const state = { kind: 'failed', endedAt: '', code: 'media/no-audio', message: '', detail: {}, step: null } as const;
    expect(viewOf(job(state), undefined, 'Talk').sentence).toBe('Failed: This file has no sound');
  });

  it('tells a finished transcript from sound made ready', () => {
    const done = { kind: 'done', startedAt: '', endedAt: '' } as const;
    expect(viewOf(job(done), undefined, '').sentence).toBe('Transcribed');
    expect(viewOf(job(done, 'peaks'), undefined, '').sentence).toBe('Ready to play');
  });
});

describe('how far and how long', () => {
  it('weighs listening most and counts what was already there', () => {
    const steps = [step('audio/decode', { state: 'reused' }), step('transcription/recognise', { fraction: 0.5 })];
    expect(fractionOf(steps)).toBeCloseTo(11 / 21);
    expect(fractionOf([])).toBe(null);
  });

  it('estimates only when it can', () => {
    const listen = step('transcription/recognise', { fraction: 0.25, elapsedMs: 60_000 });
    expect(secondsLeft(listen)).toBe(180);
    expect(secondsLeft({ ...listen, elapsedMs: 1000 })).toBe(null);
    expect(secondsLeft({ ...listen, fraction: 0.01 })).toBe(null);
    expect(secondsLeft(undefined)).toBe(null);
  });
});
