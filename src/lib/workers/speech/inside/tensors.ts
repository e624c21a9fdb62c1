import type * as Ort from 'onnxruntime-web';

export type FloatType = 'float32' | 'float16';

export const floatTensor = (...[ort, type, data, dims]: [typeof Ort, FloatType, Float32Array, number[]]): Ort.Tensor =>
  type === 'float16'
    ? new ort.Tensor('float16', Float16Array.from(data) as unknown as Uint16Array, dims)
    : new ort.Tensor('float32', data, dims);

/** A tensor's numbers as 32-bit floats, without a copy where they already are. */
export const floatsOf = (tensor: Ort.Tensor): Float32Array => {
  const { data } = tensor;
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return Float32Array.from(data, halfToFloat);
  return Float32Array.from(data as unknown as ArrayLike<number>);
};

/** Bits of an IEEE 754 half to its number. */
export const halfToFloat = (bits: number): number => {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
};
