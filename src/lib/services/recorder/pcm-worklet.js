/**
 * Runs in the audio thread: gathers interleaved 16-bit samples and posts them, half a second at a time. Plain JavaScript,
 * as an AudioWorklet loads a file as it lies. It begins paused. Messages in: `pause`, `resume`, `flush` (posts what is held, then null).
 */
class PcmProcessor extends AudioWorkletProcessor {
  /** @param {{ processorOptions: { channels: number } }} options */
  constructor({ processorOptions: { channels } }) {
    super();
    this.channels = channels;
    this.samples = new Int16Array(Math.round(sampleRate / 2) * channels);
    this.used = 0;
    this.isPaused = true;
    this.port.onmessage = ({ data }) => {
      if (data === 'flush') {
        this.post();
        this.port.postMessage(null);
      } else this.isPaused = data === 'pause';
    };
  }

  post() {
    if (this.used === 0) return;
    const bytes = this.samples.slice(0, this.used).buffer;
    this.used = 0;
    this.port.postMessage(bytes, [bytes]);
  }

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    if (this.isPaused) return true;
    // A graph that nothing is plugged into still takes time: that is silence.
    const frames = input?.[0]?.length ?? 128;
    for (let frame = 0; frame < frames; frame++) {
      for (let channel = 0; channel < this.channels; channel++) {
        const sample = input?.[channel]?.[frame] ?? input?.[0]?.[frame] ?? 0;
        this.samples[this.used++] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
      }
      if (this.used === this.samples.length) this.post();
    }
    return true;
  }
}

registerProcessor('echoflow-pcm', PcmProcessor);
