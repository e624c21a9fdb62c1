import {
  ALL_FORMATS,
  AudioBufferSource,
  AudioSampleSink,
  BlobSource,
  BufferTarget,
  CanvasSource,
  Input,
  Mp4OutputFormat,
  Output,
  VideoSampleSink,
  WebMOutputFormat,
} from 'mediabunny';

/** Helpers of the browser tests: media whose content is known at every moment, and what is in a file. */

const rate = 48_000;

const samplesOf = (tones: readonly number[]): Float32Array<ArrayBuffer> =>
  Float32Array.from(
    { length: tones.length * rate },
    (_, at) => 0.4 * Math.sin((2 * Math.PI * tones[Math.floor(at / rate)]! * at) / rate),
  );

/** A second of each tone, mono, 16 bit. */
export const makeWav = (tones: readonly number[]): Blob => {
  const samples = Int16Array.from(samplesOf(tones), (value) => Math.round(value * 32767));
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, letters: string) =>
    [...letters].forEach((one, index) => header.setUint8(at + index, one.charCodeAt(0)));
  text(0, 'RIFF');
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, samples.byteLength, true);
  return new Blob([header.buffer, samples], { type: 'audio/wav' });
};

export const framesPerSecond = 20;

/** A second of each tone with a picture whose brightness is 60 times the number of the second. */
export const makeVideo = async (tones: readonly number[], codec: 'avc' | 'vp8'): Promise<Blob> => {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d')!;
  const format = codec === 'avc' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target: new BufferTarget() });
  const picture = new CanvasSource(canvas, { codec, bitrate: 400_000, keyFrameInterval: 0.7 });
  const sound = new AudioBufferSource({ codec: 'opus', bitrate: 96_000 });
  output.addVideoTrack(picture, { frameRate: framesPerSecond });
  output.addAudioTrack(sound);
  await output.start();
  const buffer = new AudioBuffer({ length: tones.length * rate, sampleRate: rate, numberOfChannels: 1 });
  buffer.copyToChannel(samplesOf(tones), 0);
  await sound.add(buffer);
  for (let frame = 0; frame < tones.length * framesPerSecond; frame += 1) {
    const level = Math.floor(frame / framesPerSecond) * 60;
    context.fillStyle = `rgb(${level} ${level} ${level})`;
    context.fillRect(0, 0, 320, 240);
    await picture.add(frame / framesPerSecond, 1 / framesPerSecond);
  }
  await output.finalize();
  return new Blob([output.target.buffer!]);
};

const opened = async <T>(blob: Blob, use: (input: Input) => Promise<T>): Promise<T> => {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(blob) });
  try {
    return await use(input);
  } finally {
    input.dispose();
  }
};

/** The first channel, placed by its time stamps, and how long the track is. */
export const decodedSound = (blob: Blob): Promise<{ sound: Float32Array; rate: number; seconds: number }> =>
  opened(blob, async (input) => {
    const track = (await input.getPrimaryAudioTrack())!;
    const sampleRate = await track.getSampleRate();
    const sound = new Float32Array(sampleRate * 10);
    let end = 0;
    for await (const sample of new AudioSampleSink(track).samples()) {
      const plane = new Float32Array(sample.numberOfFrames);
      sample.copyTo(plane, { planeIndex: 0, format: 'f32-planar' });
      const at = Math.round(sample.timestamp * sampleRate);
      sound.set(at < 0 ? plane.subarray(-at) : plane, Math.max(0, at));
      end = Math.max(end, at + sample.numberOfFrames);
      sample.close();
    }
    return { sound: sound.subarray(0, end), rate: sampleRate, seconds: end / sampleRate };
  });

/** Share of the energy that is of one frequency: Goertzel. */
export const toneShare = (samples: Float32Array, frequency: number, sampleRate: number): number => {
  let [cosine, sine, energy] = [0, 0, 0];
  samples.forEach((value, at) => {
    const angle = (2 * Math.PI * frequency * at) / sampleRate;
    cosine += value * Math.cos(angle);
    sine += value * Math.sin(angle);
    energy += value * value;
  });
  return energy === 0 ? 0 : (2 * (cosine ** 2 + sine ** 2)) / samples.length / energy;
};

const pixelsOf = async (input: Input, see: (pixels: Uint8ClampedArray, seconds: number) => void): Promise<void> => {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  for await (const sample of new VideoSampleSink((await input.getPrimaryVideoTrack())!).samples()) {
    sample.draw(context, 0, 0, 320, 240);
    see(context.getImageData(0, 0, 320, 240).data, sample.timestamp);
    sample.close();
  }
};

/** Time and brightness in the middle of each frame. */
export const framesOf = (blob: Blob): Promise<{ seconds: number; level: number }[]> =>
  opened(blob, async (input) => {
    const frames: { seconds: number; level: number }[] = [];
    await pixelsOf(input, (pixels, seconds) => frames.push({ seconds, level: pixels[(60 * 320 + 160) * 4]! }));
    return frames;
  });

/** How many pixels are white, and how many yellow, in the frame shown at each time. */
export const brightness = (blob: Blob, times: readonly number[]): Promise<{ white: number; yellow: number }[]> =>
  opened(blob, async (input) => {
    const found = times.map(() => ({ white: 0, yellow: 0 }));
    await pixelsOf(input, (pixels, seconds) => {
      times.forEach((time, index) => {
        if (seconds > time) return;
        const [counts, list] = [{ white: 0, yellow: 0 }, found];
        for (let at = 0; at < pixels.length; at += 4) {
          const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!];
          if (red > 225 && green > 225 && blue > 225) counts.white += 1;
          else if (red > 190 && green > 160 && blue < 140) counts.yellow += 1;
        }
        list[index] = counts;
      });
    });
    return found;
  });

export const tracksOf = (blob: Blob): Promise<{ video: string | null; audio: string | null }> =>
  opened(blob, async (input) => ({
    video: (await (await input.getPrimaryVideoTrack())?.getCodec()) ?? null,
    audio: (await (await input.getPrimaryAudioTrack())?.getCodec()) ?? null,
  }));
