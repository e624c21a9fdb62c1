import { type Field, writeMessage } from './protobuf.ts';
import { bins, windows } from './spectrum.ts';
import { readWeights, type Weights } from './weights.ts';

export const stateSize = 128;
const gateCount = 4;

/**
 * Filters of the four convolutions, how far each goes on in time, and which of their three taps ever meet sound: a layer that
 * sees two samples, or one, has only silence around them, and the taps that lie there are left out.
 */
const layers = [
  { from: bins, to: 128, stride: 1, taps: [0, 1, 2] },
  { from: 128, to: 64, stride: 2, taps: [0, 1, 2] },
  { from: 64, to: 64, stride: 2, taps: [1, 2] },
  { from: 64, to: stateSize, stride: 1, taps: [1] },
];

/**
 * The network of a Silero model file for 16 kHz behind its Fourier transform (`makeSpectrum`), as an ONNX model that takes
 * any number of frames in one call: `spectrum` [1, 129, N, 4], `hidden` and `cell` [1, 1, 128] to `speech` [N, 1, 1],
 * `hiddenN`, `cellN`.
 *
 * [Note: Frames side by side] The file takes one frame a call (or one of each recording in a batch), and its products of
 * matrices are then too small to keep the processor busy. But only its LSTM needs what came before; the convolutions see
 * a frame alone. Here the frames are the rows of a picture four samples wide, and every filter is one row high: each layer
 * is one large product. The LSTM then takes the frames in order, so that the result is that of the file called frame by
 * frame.
 */
export const graphOfFrames = (model: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const weights = readWeights(model);
  const graph: Field[] = [
    [2, 'frames'],
    ...[...layers.flatMap(convolution), ...decoder].map((node): Field => [1, node]),
    ...tensors(weights).map((tensor): Field => [5, tensor]),
    ...[input('spectrum', [1, bins, 'N', windows]), input('hidden', oneState), input('cell', oneState)],
    ...['speech', 'hiddenN', 'cellN'].map(output),
  ];
  const [irVersion, operators] = [8, 16];
  return writeMessage([
    [1, irVersion],
    [7, graph],
    [8, [[2, operators]]],
  ]);
};

const oneState = [1, 1, stateSize];

const attribute = (name: string, value: number | readonly number[]): Field => {
  const [oneNumber, numbers] = [2, 7];
  return typeof value === 'number'
    ? [
        5,
        [
          [1, name],
          [3, value],
          [20, oneNumber],
        ],
      ]
    : [5, [[1, name], ...value.map((each): Field => [8, each]), [20, numbers]]];
};

type Attributes = Readonly<Record<string, number | readonly number[]>>;

const node = (operation: string, inputs: string, outputs: string, attributes: Attributes = {}): Field[] => [
  ...inputs.split(' ').map((name): Field => [1, name === '-' ? '' : name]),
  ...outputs.split(' ').map((name): Field => [2, name]),
  [4, operation],
  ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
];

const allTaps = 3;

const convolution = ({ stride, taps }: (typeof layers)[number], at: number): Field[][] => [
  node('Conv', `${at === 0 ? 'spectrum' : `layer${at}`} weight${at} bias${at}`, `sum${at}`, {
    kernel_shape: [1, taps.length],
    strides: [1, stride],
    pads: taps.length === allTaps ? [0, 1, 0, 1] : [0, 0, 0, 0],
  }),
  node('Relu', `sum${at}`, `layer${at + 1}`),
];

/** From [1, 128, N, 1] to a sequence of N for the LSTM, and from that to probabilities. */
const decoder: Field[][] = [
  node('Squeeze', 'layer4 outer', 'columns'),
  node('Transpose', 'columns', 'rows', { perm: [1, 2, 0] }),
  node('LSTM', 'rows inWeight stateWeight gateBias - hidden cell', 'states hiddenN cellN', { hidden_size: stateSize }),
  node('Squeeze', 'states directions', 'heard'),
  node('Relu', 'heard', 'active'),
  node('MatMul', 'active lastWeight', 'weighed'),
  node('Add', 'weighed lastBias', 'logit'),
  node('Sigmoid', 'logit', 'speech'),
];

const shapeOf = (dims: readonly (number | string)[]): Field[] =>
  dims.map((dim): Field => [1, [typeof dim === 'number' ? [1, dim] : [2, dim]]]);

const floatType = 1;

const input = (name: string, dims: readonly (number | string)[]): Field => [
  11,
  [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, floatType],
            [2, shapeOf(dims)],
          ],
        ],
      ],
    ],
  ],
];

const output = (name: string): Field => [
  12,
  [
    [1, name],
    [2, [[1, [[1, floatType]]]]],
  ],
];

const tensor = (name: string, dims: readonly number[], data: Uint8Array, type = floatType): Field[] => [
  ...dims.map((dim): Field => [1, dim]),
  [2, type],
  [8, name],
  [9, data],
];

const tensors = (weights: Weights): Field[][] => [
  ...layers.flatMap(({ from, to, taps }, at) => [
    tensor(`weight${at}`, [to, from, 1, taps.length], tapsOf(weights(`encoder.${at}.reparam_conv.weight`), taps)),
    tensor(`bias${at}`, [to], weights(`encoder.${at}.reparam_conv.bias`)),
  ]),
  tensor('inWeight', [1, gateCount * stateSize, stateSize], reordered(weights('decoder.rnn.weight_ih'))),
  tensor('stateWeight', [1, gateCount * stateSize, stateSize], reordered(weights('decoder.rnn.weight_hh'))),
  tensor(
    'gateBias',
    [1, 2 * gateCount * stateSize],
    new Uint8Array([...reordered(weights('decoder.rnn.bias_ih')), ...reordered(weights('decoder.rnn.bias_hh'))]),
  ),
  tensor('lastWeight', [stateSize, 1], weights('decoder.decoder.2.weight')),
  tensor('lastBias', [1], weights('decoder.decoder.2.bias')),
  integers('outer', [0]),
  integers('directions', [1]),
];

/** Some of every three 32-bit floats. */
const tapsOf = (filters: Uint8Array, taps: readonly number[]): Uint8Array => {
  const words = new Uint32Array(filters.slice().buffer);
  const kept = Array.from({ length: words.length / allTaps }, (_, row) =>
    taps.map((tap) => words[row * allTaps + tap]!),
  );
  return new Uint8Array(Uint32Array.from(kept.flat()).buffer);
};

const integers = (name: string, values: readonly number[]): Field[] => {
  const integerType = 7;
  return tensor(name, [values.length], new Uint8Array(BigInt64Array.from(values, BigInt).buffer), integerType);
};

/** Gates in the order of ONNX (input, output, forget, cell) from that of PyTorch (input, forget, cell, output). */
const reordered = (gates: Uint8Array): Uint8Array => {
  const bytes = gates.length / gateCount;
  const moved = new Uint8Array(gates.length);
  [0, 3, 1, 2].forEach((from, to) => moved.set(gates.subarray(from * bytes, (from + 1) * bytes), to * bytes));
  return moved;
};
