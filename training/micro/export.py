#!/usr/bin/python3
"""Write a checkpoint as the folder that transformers.js loads: JSON files and onnx/{encoder_model,decoder_model_merged}*.onnx.

    encoder   input_features -> last_hidden_state
    decoder   input_ids, encoder_hidden_states, past_key_values.N.{decoder,encoder}.{key,value}, use_cache_branch
              -> logits, present.N.{decoder,encoder}.{key,value}, cross_attentions.N

    python3 -m micro.export CHECKPOINT.pt TOKENS.json OUT [--align 1.0] [--window 10] [--revision r2] [--facts FIGURES.json]
"""
import argparse
import os

import numpy as np
import torch
from onnx import helper

from . import folder
from .graph import BOOL, FLOAT, INT64, Graph
from .model import POSITIONS, RATE, Micro
from .tokens import Tokenizer

QUANTISED = '_quantized'


def load(checkpoint):
    """The model of a checkpoint, with the running mean of its weights."""
    saved = torch.load(checkpoint, map_location='cpu')
    model = Micro(**saved['config'])
    model.load_state_dict({k: v.float() for k, v in saved['mean'].items()})
    return model.eval()


def numbers_of(model):
    """All weights by name as arrays, the table of all tokens among them as `tokens`."""
    weights = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    return dict(weights, tokens=model.tokens().detach().numpy())


def trim(g, margin=20, least=100):
    """Cut the padding off the end of the features: the frames after the last one that is not the same in all bands.

    Zero samples give such frames, and so does a window that is filled up with zeros. Of the padding `margin` frames stay; the
    length is a multiple of 4. The encoder then works on what there is of the 30 s window, as it did in training, and a short
    clip costs a fraction of a full window.
    """
    x = 'input_features'
    frames = g.size(x, 2)
    span = g.op('Sub', g.op('ReduceMax', x, axes=[1], keepdims=0), g.op('ReduceMin', x, axes=[1], keepdims=0))
    live = g.op('Cast', g.op('Greater', span, g.number(1e-3)), to=FLOAT)
    count = g.op('Range', g.integer(1), g.op('Add', g.op('Squeeze', frames), g.integer(1)), g.integer(1))
    last = g.op('Cast', g.op('ReduceMax', g.op('Mul', live, g.op('Cast', count, to=FLOAT)), keepdims=0), to=INT64)
    wanted = g.op('Max', g.op('Add', last, g.integer(margin)), g.integer(least))
    whole = g.op('Mul', g.op('Div', g.op('Min', wanted, frames), g.integers(4)), g.integers(4))
    return g.op('Slice', x, g.integers(0), whole, g.integers(2))


def attention(g, x, name, c):
    """Self-attention without a mask."""
    x = g.prepare(x)
    size = c['width'] // c['heads']
    query = g.linear(x, f'{name}.query', size ** -.5)
    parts = [g.split_heads(p, c['heads'], size) for p in (query, g.linear(x, f'{name}.key'), g.linear(x, f'{name}.value'))]
    return g.linear(g.attend(*parts, c['width'])[0], f'{name}.out')


def convolution(g, x, name, c):
    value, gate = g.op('Split', g.linear(g.norm(x, f'{name}.norm'), f'{name}.gate'), outputs=2, axis=-1)
    y = g.op('Transpose', g.op('Mul', value, g.op('Sigmoid', gate)), perm=(0, 2, 1))
    y = g.op('Transpose', g.conv(y, f'{name}.depth', groups=c['width']), perm=(0, 2, 1))
    return g.linear(g.gelu(g.norm(y, f'{name}.mid')), f'{name}.out')


def encoder_block(g, x, name, c):
    x = g.op('Add', x, convolution(g, x, f'{name}.convolution', c))
    x = g.op('Add', x, attention(g, g.norm(x, f'{name}.norm'), f'{name}.attention', c))
    return g.feed_forward(x, f'{name}.feed')


def encoder(weights, c, is_quantised, path):
    g, width = Graph(weights, is_quantised), c['width']
    x = trim(g)
    x = g.op('Add', g.op('Sub', x, g.op('ReduceMax', x, axes=[1, 2], keepdims=1)), g.number(1.))
    x = g.gelu(g.conv(g.gelu(g.conv(x, 'conv1', 2)), 'conv2', 2))
    x = g.op('Transpose', x, perm=(0, 2, 1))
    for i in range(c['encoder']):
        for _ in range(c['repeat']):
            x = encoder_block(g, x, f'encoder.{i}', c)
    frames = g.size(x, 1)
    x = g.op('Add', g.norm(x, 'encoder_norm'), g.op('Slice', places(g, c, weights['place_scale']), g.integers(0), frames, g.integers(0)))
    x = g.op('Unsqueeze', x, g.integers(2))
    x = g.op('Reshape', g.op('Concat', *[x] * RATE, axis=2), g.integers(0, -1, width))
    g.named(x, 'last_hidden_state')
    return g.save('encoder', [('input_features', FLOAT, ['batch_size', 80, 'frames'])],
                  [('last_hidden_state', FLOAT, ['batch_size', 'positions', width])], path)


def places(g, c, scale):
    """The sinusoids of every second position, scaled; computed when the graph is loaded instead of stored."""
    half = c['width'] // 2
    speed = np.exp(-np.log(10000) / (half - 1) * np.arange(half)).astype(np.float32)
    at = np.arange(0, POSITIONS, RATE, dtype=np.float32)
    angle = g.op('MatMul', g.store('places.at', at[:, None]), g.store('places.speed', speed[None]))
    return g.op('Mul', g.op('Concat', g.op('Sin', angle), g.op('Cos', angle), axis=1), g.number(float(scale)))


def past(i, side, part):
    return f'past_key_values.{i}.{side}.{part}'


def embed(g, weights, start, end):
    """Token embeddings plus positions `start` to `end` (batch, rows, width)."""
    table = weights['tokens'].T
    if g.is_quantised:
        values, scale = g.quantised('tokens', table)
        found = g.op('Sub', g.op('Cast', g.op('Gather', values, 'input_ids', axis=1), to=FLOAT), g.number(128.))
        found = g.op('Mul', found, g.op('Gather', scale, 'input_ids', axis=0))
        stored = g.op('Cast', g.op('Slice', g.store('positions', weights['positions'].astype(np.float16)), start, end, g.integers(0)), to=FLOAT)
    else:
        found = g.op('Gather', g.short('tokens', table), 'input_ids', axis=1)
        stored = g.op('Slice', g.short('positions', weights['positions']), start, end, g.integers(0))
    return g.op('Add', g.op('Transpose', found, perm=(1, 2, 0)), stored)


def causal_mask(g, start, end):
    span = lambda a, b: g.op('Range', g.op('Squeeze', a), g.op('Squeeze', b), g.integer(1))
    rows = g.op('Unsqueeze', span(start, end), g.integers(1))
    return g.op('Where', g.op('LessOrEqual', span(g.integers(0), end), rows), g.number(0.), g.number(-1e9))


def decoder_block(g, x, i, mask, source, c):
    """One block; `source` is the prepared encoder output, or None where keys and values of it are cached."""
    name, heads, width = f'decoder.{i}', c['heads'], c['width']
    size = width // heads
    split = lambda y: g.split_heads(y, heads, size)
    y = g.prepare(g.norm(x, f'{name}.norm'))
    query = split(g.linear(y, f'{name}.attention.query', size ** -.5))
    key, value = (split(g.linear(y, f'{name}.attention.{part}')) for part in ('key', 'value'))
    if source is None:
        key, value = (g.op('Concat', past(i, 'decoder', part), now, axis=2) for part, now in (('key', key), ('value', value)))
    x = g.op('Add', x, g.linear(g.attend(query, key, value, width, mask)[0], f'{name}.attention.out'))
    query = split(g.linear(g.norm(x, f'{name}.cross_norm'), f'{name}.cross.query', size ** -.5))
    if source is None:
        cross_key, cross_value = past(i, 'encoder', 'key'), past(i, 'encoder', 'value')
    else:
        cross_key, cross_value = (split(g.linear(source, f'{name}.cross.{part}')) for part in ('key', 'value'))
    y, weights = g.attend(query, cross_key, cross_value, width)
    x = g.op('Add', x, g.linear(y, f'{name}.cross.out'))
    if source is None:                   # the caller keeps the encoder's part: an empty stand-in costs no copy
        cross_key = cross_value = g.store('nothing', np.zeros((1, heads, 0, size), np.float32))
    return g.feed_forward(x, f'{name}.feed'), [key, value, cross_key, cross_value, weights]


def decoder_branch(g, x, mask, c, is_cached):
    branch, kept = g.child('cached_' if is_cached else 'first_'), []
    source = None if is_cached else branch.prepare('encoder_hidden_states')
    for i in range(c['decoder']):
        x, values = decoder_block(branch, x, i, mask, source, c)
        kept += values
    names = [branch.named(v, f'{branch.prefix}out_{n}') for n, v in enumerate([x, *kept])]
    outputs = [helper.make_tensor_value_info(n, FLOAT, None) for n in names]
    return helper.make_graph(branch.nodes, branch.prefix, [], outputs)


def decoder_ports(c, token_count):
    heads, size = c['heads'], c['width'] // c['heads']
    inputs = [('input_ids', INT64, ['batch_size', 'decoder_sequence_length']),
              ('encoder_hidden_states', FLOAT, ['batch_size', 'encoder_sequence_length', c['width']])]
    outputs = [('logits', FLOAT, ['batch_size', 'decoder_sequence_length', token_count])]
    for i in range(c['decoder']):
        for side in ('decoder', 'encoder'):
            for part in ('key', 'value'):
                inputs.append((past(i, side, part), FLOAT, ['batch_size', heads, f'past_{side}_sequence_length', size]))
                outputs.append((f'present.{i}.{side}.{part}', FLOAT, ['batch_size', heads, f'present_{side}_sequence_length', size]))
    outputs += [(f'cross_attentions.{i}', FLOAT, ['batch_size', heads, 'decoder_sequence_length', 'encoder_sequence_length']) for i in range(c['decoder'])]
    return inputs + [('use_cache_branch', BOOL, [1])], outputs


def decoder(weights, c, is_quantised, path):
    g = Graph(weights, is_quantised)
    start = g.size(past(0, 'decoder', 'key'), 2)          # nothing is cached on the first call, so this is 0 in both branches
    end = g.op('Add', start, g.size('input_ids', 1))
    x, mask = embed(g, weights, start, end), causal_mask(g, start, end)
    names = ['hidden']
    for i in range(c['decoder']):
        names += [f'present.{i}.{side}.{part}' for side in ('decoder', 'encoder') for part in ('key', 'value')] + [f'cross_attentions.{i}']
    branches = dict(then_branch=decoder_branch(g, x, mask, c, True), else_branch=decoder_branch(g, x, mask, c, False))
    g.nodes.append(helper.make_node('If', ['use_cache_branch'], names, name='cached_or_first', **branches))
    y = g.prepare(g.norm('hidden', 'decoder_norm'))
    g.named(g.product(y, 'tokens', weights['tokens'].T), 'logits')
    return g.save('decoder', *decoder_ports(c, len(weights['tokens'])), path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('checkpoint')
    parser.add_argument('tokens')
    parser.add_argument('out')
    parser.add_argument('--align', default='1.0', help='layer.head,... of the cross-attention that tells word times')
    parser.add_argument('--window', type=float, default=10, help='seconds of the longest window it is to be given')
    parser.add_argument('--revision', default='r2')
    parser.add_argument('--facts', default='', help='figures of training/evaluate, for the manifest')
    args = parser.parse_args()
    model, tokenizer = load(args.checkpoint), Tokenizer(args.tokens)
    os.makedirs(f'{args.out}/onnx', exist_ok=True)
    folder.write(args.out, model.config, tokenizer, [[int(n) for n in head.split('.')] for head in args.align.split(',')])
    for is_quantised, suffix in ((False, ''), (True, QUANTISED)):
        for build, name in ((encoder, 'encoder_model'), (decoder, 'decoder_model_merged')):
            size = build(numbers_of(model), model.config, is_quantised, f'{args.out}/onnx/{name}{suffix}.onnx')
            print(f'{name}{suffix}.onnx', size)
    exported = [p for n, p in model.named_parameters() if n.split('.')[0] not in ('ctc', 'frame')]
    folder.write_manifest(args.out, args.revision, sum(p.numel() for p in exported), args.window, args.facts)


if __name__ == '__main__':
    main()
