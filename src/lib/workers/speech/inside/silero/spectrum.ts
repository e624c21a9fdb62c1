import { complex, makeFft256 } from '../fft.ts';
import { frameSamples } from '../frames.ts';

/** Samples a frame's spectrum needs from before it. */
export const contextSamples = 64;
/** Frequencies, the constant part and half the rate included. */
export const bins = 129;
/** Spectra a frame has, one every 8 ms. */
export const windows = 4;

const windowSamples = 256;
const hopSamples = 128;
const seenSamples = contextSamples + frameSamples;
/** Samples of a frame with its end mirrored behind it, which its last window sees. */
const paddedSamples = (windows - 1) * hopSamples + windowSamples;

const hann = Float64Array.from(
  { length: windowSamples },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / windowSamples),
);

/**
 * Magnitudes of the short-time Fourier transform that begins Silero's network, [129, frames, 4]: what its first
 * convolution computes, the filters of which are a Fourier basis under a Hann window. Two windows go through one complex
 * transform, as its real and its imaginary part. `samples` begin with 64 of context. What is given holds until the next call.
 */
export const makeSpectrum = () => {
  const fft = makeFft256();
  const [data, spare] = [complex(windowSamples), complex(windowSamples)];
  const padded = new Float32Array(paddedSamples);
  let spectrum = new Float32Array(0);

  const pad = (samples: Float32Array, frame: number): void => {
    const start = frame * frameSamples;
    padded.set(samples.subarray(start, start + seenSamples));
    for (let at = seenSamples; at < paddedSamples; at++) padded[at] = padded[2 * (seenSamples - 1) - at]!;
  };

  const transform = (first: number): void => {
    for (let at = 0; at < windowSamples; at++) {
      data.re[at] = padded[first + at]! * hann[at]!;
      data.im[at] = padded[first + hopSamples + at]! * hann[at]!;
    }
    fft(data, spare);
  };

  return (samples: Float32Array, frames: number): Float32Array => {
    const { re, im } = data;
    const size = bins * frames * windows;
    if (spectrum.length !== size) spectrum = new Float32Array(size);
    for (let frame = 0; frame < frames; frame++) {
      pad(samples, frame);
      for (let window = 0; window < windows; window += 2) {
        transform(window * hopSamples);
        for (let bin = 0; bin < bins; bin++) {
          const mirror = (windowSamples - bin) & (windowSamples - 1);
          const sumRe = re[bin]! + re[mirror]!;
          const gapIm = im[bin]! - im[mirror]!;
          const sumIm = im[bin]! + im[mirror]!;
          const gapRe = re[mirror]! - re[bin]!;
          const to = (bin * frames + frame) * windows + window;
          spectrum[to] = Math.sqrt(sumRe * sumRe + gapIm * gapIm) / 2;
          spectrum[to + 1] = Math.sqrt(sumIm * sumIm + gapRe * gapRe) / 2;
        }
      }
    }
    return spectrum;
  };
};
