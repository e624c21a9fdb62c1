"""Composing ONNX graphs node by node, with weights of 32 or 8 bits.

For 32 bits the weights are stored as 16-bit floats, which is how the training keeps them, and all arithmetic is 32-bit.
In 8 bits every product with a weight is DynamicQuantizeLinear + MatMulInteger with unsigned weights (zero point 128, one
scale per output column): unsigned by unsigned does not saturate on any processor. Convolutions keep signed 8-bit weights
that are expanded when the graph is loaded.
"""
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET, IR_VERSION = 17, 8
FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL


class Graph:
    """A graph under construction; `child()` gives a branch of an If that shares its weights."""

    def __init__(self, weights, is_quantised, parent=None, prefix=''):
        self.weights, self.is_quantised, self.prefix = weights, is_quantised, prefix
        self.root = parent.root if parent else self
        self.nodes = []
        if not parent:
            self.stored, self.count = {}, 0

    def child(self, prefix):
        return Graph(self.weights, self.is_quantised, self, prefix)

    def fresh(self, kind):
        self.root.count += 1
        return f'{self.prefix}{kind}_{self.root.count}'

    def store(self, name, array):
        if name not in self.root.stored:
            self.root.stored[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def integers(self, *values):
        return self.store('integers_' + '_'.join(map(str, values)), np.array(values, np.int64))

    def integer(self, value):
        return self.store(f'integer_{value}', np.array(value, np.int64))

    def number(self, value):
        return self.store(f'number_{value:.9g}', np.array(value, np.float32))

    def weight(self, name):
        return self.store(name, self.weights[name].astype(np.float32))

    def short(self, name, array):
        """Store an array as 16-bit floats; they are expanded once, when the graph is loaded."""
        root, wide = self.root, f'{name}.wide'
        if name not in root.stored:
            self.store(name, array.astype(np.float16))
            root.nodes.insert(0, helper.make_node('Cast', [name], [wide], name=f'{wide}.node', to=FLOAT))
        return wide

    def op(self, kind, *inputs, outputs=1, **attributes):
        names = [self.fresh(kind) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=self.fresh('node'), **attributes))
        return names[0] if outputs == 1 else names

    def named(self, value, name):
        self.nodes.append(helper.make_node('Identity', [value], [name], name=self.fresh('node')))
        return name

    def quantised(self, name, matrix):
        """Store `matrix` (in, out) as unsigned 8-bit values around 128 and a scale per column."""
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / 127
        values = np.clip(np.round(matrix / scale) + 128, 1, 255).astype(np.uint8)
        return self.store(f'{name}.values', values), self.store(f'{name}.scale', scale.astype(np.float32))

    def prepare(self, x):
        """An activation, quantised once for all the products that follow."""
        return (x, *self.op('DynamicQuantizeLinear', x, outputs=3)) if self.is_quantised else (x,)

    def product(self, x, name, matrix):
        """prepared x times `matrix` (in, out)."""
        if not self.is_quantised:
            return self.op('MatMul', x[0], self.short(name, matrix))
        values, scale = self.quantised(name, matrix)
        middle = self.store('middle', np.array(128, np.uint8))
        y = self.op('Cast', self.op('MatMulInteger', x[1], values, x[3], middle), to=FLOAT)
        return self.op('Mul', y, self.op('Mul', x[2], scale))

    def linear(self, x, name, scale=1.):
        """PyTorch's Linear `name`; `x` is a value or the result of `prepare`. `scale` is folded into the weights."""
        x = x if isinstance(x, tuple) else self.prepare(x)
        y = self.product(x, f'{name}.weight', self.weights[f'{name}.weight'].T * scale)
        if f'{name}.bias' not in self.weights:
            return y
        return self.op('Add', y, self.store(f'{name}.bias', (self.weights[f'{name}.bias'] * scale).astype(np.float32)))

    def norm(self, x, name):
        return self.op('LayerNormalization', x, self.weight(f'{name}.weight'), self.weight(f'{name}.bias'), axis=-1, epsilon=1e-5)

    def gelu(self, x):
        curve = self.op('Add', self.op('Erf', self.op('Div', x, self.number(np.float32(2 ** .5)))), self.number(1.))
        return self.op('Mul', self.op('Mul', x, curve), self.number(.5))

    def conv(self, x, name, stride=1, groups=1):
        kernel = self.weights[f'{name}.weight'].astype(np.float32)
        size = kernel.shape[2]
        if self.is_quantised and groups == 1:
            scale = np.abs(kernel).max((1, 2)) / 127
            values = self.store(f'{name}.values', np.round(kernel / scale[:, None, None]).astype(np.int8))
            zero = self.store(f'{name}.zero', np.zeros(len(scale), np.int8))
            kernel = self.op('DequantizeLinear', values, self.store(f'{name}.scale', scale.astype(np.float32)), zero, axis=0)
        else:
            kernel = self.short(f'{name}.weight', kernel)
        return self.op('Conv', x, kernel, self.weight(f'{name}.bias'), kernel_shape=[size], pads=[size // 2] * 2, strides=[stride], group=groups)

    def size(self, x, axis):
        """The length of an axis, as a vector of one."""
        return self.op('Slice', self.op('Shape', x), self.integers(axis), self.integers(axis + 1))

    def split_heads(self, x, heads, width):
        return self.op('Transpose', self.op('Reshape', x, self.integers(0, 0, heads, width)), perm=(0, 2, 1, 3))

    def attend(self, query, key, value, width, mask=None):
        """The mixed values (batch, rows, width) and the weights (batch, heads, rows, columns)."""
        scores = self.op('MatMul', query, self.op('Transpose', key, perm=(0, 1, 3, 2)))
        weights = self.op('Softmax', scores if mask is None else self.op('Add', scores, mask), axis=-1)
        mixed = self.op('Transpose', self.op('MatMul', weights, value), perm=(0, 2, 1, 3))
        return self.op('Reshape', mixed, self.integers(0, 0, width)), weights

    def feed_forward(self, x, name):
        y = self.gelu(self.linear(self.norm(x, f'{name}.norm'), f'{name}.fc1'))
        return self.op('Add', x, self.linear(y, f'{name}.fc2'))

    def save(self, title, inputs, outputs, path):
        """Write the model; `inputs` and `outputs` are (name, type, shape). Returns the size in bytes."""
        values = [[helper.make_tensor_value_info(*v) for v in side] for side in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, title, *values, list(self.root.stored.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', OPSET)], producer_name='echoflow-micro', ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        onnx.save(model, path)
        return os.path.getsize(path)
