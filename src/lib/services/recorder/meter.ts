import type { Scope } from '$lib/core/scope.ts';

const intervalMs = 50;

/** Peak and root mean square of some samples, 0…1. */
export const levelOf = (samples: Float32Array): { peak: number; rms: number } => {
  let peak = 0;
  let squares = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    squares += sample * sample;
  }
  return { peak, rms: samples.length === 0 ? 0 : Math.sqrt(squares / samples.length) };
};

/** Tells the level of a stream twenty times a second; the window (2048 samples) leaves hardly a gap between readings. */
export const meter = (stream: MediaStream, scope: Scope, onLevel: (peak: number, rms: number) => void): void => {
  const context = new AudioContext();
  scope.own(() => void context.close());
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  scope.interval(() => {
    // A context that was not allowed to start hears nothing: that is not silence.
    if (context.state !== 'running') return;
    analyser.getFloatTimeDomainData(samples);
    const { peak, rms } = levelOf(samples);
    onLevel(peak, rms);
  }, intervalMs);
};
