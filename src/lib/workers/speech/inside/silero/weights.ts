import { AppError } from '$lib/core/errors.ts';
import { type Message, readMessage, textOf } from './protobuf.ts';

/** Field numbers of onnx.proto. */
const modelGraph = 7;
const graphNode = 1;
const node = { output: 2, operation: 4, attribute: 5 };
const attribute = { name: 1, tensor: 5, graph: 6 };
const tensorRawData = 9;

/** Little-endian 32-bit floats of each tensor that the part of the model for 16 kHz holds, by the end of its name. */
export type Weights = (name: string) => Uint8Array<ArrayBuffer>;

/**
 * Reads the weights of a Silero model (v5, v6): two networks, one for each sample rate, are the branches of one `If`.
 * Throws `model/corrupt` where it is built otherwise.
 */
export const readWeights = (model: Uint8Array<ArrayBuffer>): Weights => {
  const graph = within(readMessage(model), modelGraph);
  const choice = nodesOf(graph).find((each) => operationOf(each) === 'If');
  const branch = choice && attributesOf(choice).find((each) => textOf(each.get(attribute.name)?.[0]) === 'then_branch');
  if (!branch) throw new AppError('model/corrupt', { message: 'The model has no branch for 16 kHz.' });
  const tensors = constantsOf(within(branch, attribute.graph));
  return (name) => {
    const found = tensors.find(([full]) => full.endsWith(name));
    if (!found) throw new AppError('model/corrupt', { message: `The model has no ${name}.` });
    return found[1];
  };
};

const within = (message: Message, field: number): Message => readMessage(message.get(field)?.[0] ?? new Uint8Array());

const nodesOf = (graph: Message): Message[] => (graph.get(graphNode) ?? []).map(readMessage);

const operationOf = (of: Message): string => textOf(of.get(node.operation)?.[0]);

const attributesOf = (of: Message): Message[] => (of.get(node.attribute) ?? []).map(readMessage);

const constantsOf = (graph: Message): [name: string, data: Uint8Array<ArrayBuffer>][] =>
  nodesOf(graph)
    .filter((each) => operationOf(each) === 'Constant')
    .map((each) => [textOf(each.get(node.output)?.[0]), rawDataOf(each)]);

const rawDataOf = (constant: Message): Uint8Array<ArrayBuffer> => {
  const [value] = attributesOf(constant);
  return (value && within(value, attribute.tensor).get(tensorRawData)?.[0]) ?? new Uint8Array();
};
