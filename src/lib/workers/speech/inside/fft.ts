/** Complex numbers side by side; index i is re[i] + i·im[i]. */
export type Complex = { re: Float64Array; im: Float64Array };

type Pass = (from: Complex, to: Complex, blocks: number, stride: number) => void;

export const complex = (length: number): Complex => ({ re: new Float64Array(length), im: new Float64Array(length) });

/** A transform in place; `spare` is working space of the same length. */
export type Fft = (data: Complex, spare: Complex) => void;

/**
 * Forward Fourier transform of length 400 = 4·4·5·5, the frame of Whisper's spectrogram: a self-sorting (Stockham)
 * decimation in frequency with radix-4 and radix-5 butterflies.
 */
export const makeFft400 = (): Fft =>
  inPasses([
    [radix4(400), 100, 1],
    [radix4(100), 25, 4],
    [radix5(25), 5, 16],
    [radix5(5), 1, 80],
  ]);

/** The same of length 256 = 4⁴, the frame of Silero's spectrogram. */
export const makeFft256 = (): Fft =>
  inPasses([
    [radix4(256), 64, 1],
    [radix4(64), 16, 4],
    [radix4(16), 4, 16],
    [radix4(4), 1, 64],
  ]);

/** An even number of passes, so that the last one ends in `data`. */
const inPasses =
  (passes: readonly (readonly [Pass, blocks: number, stride: number])[]): Fft =>
  (data, spare) => {
    let from = data;
    let to = spare;
    for (const [pass, blocks, stride] of passes) {
      pass(from, to, blocks, stride);
      const read = from;
      from = to;
      to = read;
    }
  };

/** e^(-2πi·index/length) for every index. */
const roots = (length: number): Complex => {
  const table = complex(length);
  for (let index = 0; index < length; index++) {
    table.re[index] = Math.cos((2 * Math.PI * index) / length);
    table.im[index] = -Math.sin((2 * Math.PI * index) / length);
  }
  return table;
};

// The loops below take nothing apart by destructuring: inside them it costs more than the arithmetic.

const radix4 = (length: number): Pass => {
  const { re: rootRe, im: rootIm } = roots(length);
  return (from, to, blocks, stride) => {
    const { re, im } = from;
    const { re: outRe, im: outIm } = to;
    const step = stride * blocks;
    for (let block = 0; block < blocks; block++) {
      const cos1 = rootRe[block]!;
      const sin1 = rootIm[block]!;
      const cos2 = rootRe[2 * block]!;
      const sin2 = rootIm[2 * block]!;
      const cos3 = rootRe[3 * block]!;
      const sin3 = rootIm[3 * block]!;
      const end = stride * (block + 1);
      let out = stride * 4 * block;
      for (let i0 = stride * block; i0 < end; i0++, out++) {
        const i1 = i0 + step;
        const i2 = i1 + step;
        const i3 = i2 + step;
        const sumRe = re[i0]! + re[i2]!;
        const sumIm = im[i0]! + im[i2]!;
        const gapRe = re[i0]! - re[i2]!;
        const gapIm = im[i0]! - im[i2]!;
        const oddRe = re[i1]! + re[i3]!;
        const oddIm = im[i1]! + im[i3]!;
        const turnRe = im[i1]! - im[i3]!;
        const turnIm = re[i3]! - re[i1]!;
        outRe[out] = sumRe + oddRe;
        outIm[out] = sumIm + oddIm;
        const re1 = gapRe + turnRe;
        const im1 = gapIm + turnIm;
        outRe[out + stride] = re1 * cos1 - im1 * sin1;
        outIm[out + stride] = re1 * sin1 + im1 * cos1;
        const re2 = sumRe - oddRe;
        const im2 = sumIm - oddIm;
        outRe[out + 2 * stride] = re2 * cos2 - im2 * sin2;
        outIm[out + 2 * stride] = re2 * sin2 + im2 * cos2;
        const re3 = gapRe - turnRe;
        const im3 = gapIm - turnIm;
        outRe[out + 3 * stride] = re3 * cos3 - im3 * sin3;
        outIm[out + 3 * stride] = re3 * sin3 + im3 * cos3;
      }
    }
  };
};

const c1 = Math.cos((2 * Math.PI) / 5);
const c2 = Math.cos((4 * Math.PI) / 5);
const s1 = Math.sin((2 * Math.PI) / 5);
const s2 = Math.sin((4 * Math.PI) / 5);

const radix5 = (length: number): Pass => {
  const { re: rootRe, im: rootIm } = roots(length);
  return (from, to, blocks, stride) => {
    const { re, im } = from;
    const { re: outRe, im: outIm } = to;
    const step = stride * blocks;
    for (let block = 0; block < blocks; block++) {
      const cos1 = rootRe[block]!;
      const sin1 = rootIm[block]!;
      const cos2 = rootRe[2 * block]!;
      const sin2 = rootIm[2 * block]!;
      const cos3 = rootRe[3 * block]!;
      const sin3 = rootIm[3 * block]!;
      const cos4 = rootRe[4 * block]!;
      const sin4 = rootIm[4 * block]!;
      const end = stride * (block + 1);
      let out = stride * 5 * block;
      for (let i0 = stride * block; i0 < end; i0++, out++) {
        const i1 = i0 + step;
        const i2 = i1 + step;
        const i3 = i2 + step;
        const i4 = i3 + step;
        const aRe = re[i1]! + re[i4]!;
        const aIm = im[i1]! + im[i4]!;
        const bRe = re[i2]! + re[i3]!;
        const bIm = im[i2]! + im[i3]!;
        const dRe = re[i1]! - re[i4]!;
        const dIm = im[i1]! - im[i4]!;
        const eRe = re[i2]! - re[i3]!;
        const eIm = im[i2]! - im[i3]!;
        const nearRe = re[i0]! + c1 * aRe + c2 * bRe;
        const nearIm = im[i0]! + c1 * aIm + c2 * bIm;
        const farRe = re[i0]! + c2 * aRe + c1 * bRe;
        const farIm = im[i0]! + c2 * aIm + c1 * bIm;
        const nearTurnRe = s1 * dIm + s2 * eIm;
        const nearTurnIm = -(s1 * dRe + s2 * eRe);
        const farTurnRe = s2 * dIm - s1 * eIm;
        const farTurnIm = -(s2 * dRe - s1 * eRe);
        outRe[out] = re[i0]! + aRe + bRe;
        outIm[out] = im[i0]! + aIm + bIm;
        const re1 = nearRe + nearTurnRe;
        const im1 = nearIm + nearTurnIm;
        outRe[out + stride] = re1 * cos1 - im1 * sin1;
        outIm[out + stride] = re1 * sin1 + im1 * cos1;
        const re2 = farRe + farTurnRe;
        const im2 = farIm + farTurnIm;
        outRe[out + 2 * stride] = re2 * cos2 - im2 * sin2;
        outIm[out + 2 * stride] = re2 * sin2 + im2 * cos2;
        const re3 = farRe - farTurnRe;
        const im3 = farIm - farTurnIm;
        outRe[out + 3 * stride] = re3 * cos3 - im3 * sin3;
        outIm[out + 3 * stride] = re3 * sin3 + im3 * cos3;
        const re4 = nearRe - nearTurnRe;
        const im4 = nearIm - nearTurnIm;
        outRe[out + 4 * stride] = re4 * cos4 - im4 * sin4;
        outIm[out + 4 * stride] = re4 * sin4 + im4 * cos4;
      }
    }
  };
};
