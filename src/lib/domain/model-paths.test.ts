import { expect, it } from 'vitest';
import { closedPaths } from './model-paths.ts';

it('takes what lies beside a path, in its order, and wants no more than there is', () => {
  const present = ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1', 'onnx/model_fp16.onnx_data'];
  expect(closedPaths(['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data*'], present)).toEqual([
    'config.json',
    'onnx/model.onnx',
    'onnx/model.onnx_data',
    'onnx/model.onnx_data_1',
  ]);
  expect(closedPaths(['onnx/other.onnx', 'onnx/other.onnx_data*'], present)).toEqual(['onnx/other.onnx']);
});
