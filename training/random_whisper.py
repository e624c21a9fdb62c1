#!/usr/bin/python3
"""Write a Whisper with random weights in the exact shape of a published one, as the folder that transformers.js loads.

Its speed is that of the real model; its text is not. What it says is fixed instead: a number added to each logit by its
position makes every window decode to `<|0.00|>`, `--tokens` words and the end, whoever decodes it and however. No time closes
them: one that lies beyond the sound of a shorter window may not be said, and what is said instead would leave a rest to be heard
once more. So two programs do the same work on the same bytes. For benchmarks only; nothing of it is committed or shipped.

    python3 random_whisper.py tiny OUT [--tokens 100] [--seed 1]
"""
import argparse
import json
import os

import numpy as np
from onnx import helper

from micro.graph import BOOL, FLOAT, INT64, Graph

# (width, layers, heads, alignment heads): openai/whisper, model card and `whisper/__init__.py`.
SHAPES = {
    'tiny': (384, 4, 6, [[2, 2], [3, 0], [3, 2], [3, 3], [3, 4], [3, 5]]),
    'base': (512, 6, 8, [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]),
}
VOCABULARY, END, START, ENGLISH, TRANSLATE, TRANSCRIBE, NO_SPEECH, NO_TIMES, TIMES = 51865, 50257, 50258, 50259, 50358, 50359, 50362, 50363, 50364
POSITIONS, BINS = 448, 80


class Random(dict):
    """Weights made when first asked for."""

    def __init__(self, seed):
        super().__init__()
        self.random = np.random.default_rng(seed)

    def put(self, name, *shape):
        self[name] = (self.random.standard_normal(shape) * 0.02).astype(np.float32)

    def linear(self, name, rows, columns, bias=True):
        self.put(f'{name}.weight', rows, columns)
        if bias:
            self.put(f'{name}.bias', rows)

    def norm(self, name, width):
        self[f'{name}.weight'] = np.ones(width, np.float32)
        self[f'{name}.bias'] = np.zeros(width, np.float32)

    def attention(self, name, width):
        for part in ('query', 'value', 'out'):
            self.linear(f'{name}.{part}', width, width)
        self.linear(f'{name}.key', width, width, bias=False)

    def block(self, name, width, cross):
        for part in ('attention', 'cross') if cross else ('attention',):
            self.attention(f'{name}.{part}', width)
            self.norm(f'{name}.{part}_norm', width)
        self.norm(f'{name}.feed.norm', width)
        self.linear(f'{name}.feed.fc1', 4 * width, width)
        self.linear(f'{name}.feed.fc2', width, 4 * width)


def weights_of(width, layers, seed):
    w = Random(seed)
    w.put('conv1.weight', width, BINS, 3)
    w.put('conv1.bias', width)
    w.put('conv2.weight', width, width, 3)
    w.put('conv2.bias', width)
    w.put('places', 1500, width)
    for i in range(layers):
        w.block(f'encoder.{i}', width, False)
        w.block(f'decoder.{i}', width, True)
    for name in ('encoder_norm', 'decoder_norm'):
        w.norm(name, width)
    w.put('tokens', VOCABULARY, width)
    w.put('positions', POSITIONS, width)
    return w


def attended(g, x, name, heads, size, source=None):
    """Query, key and value heads of prepared `x`; key and value of `source` where that is given."""
    query = g.split_heads(g.linear(x, f'{name}.query', size ** -.5), heads, size)
    of = source or x
    return query, *(g.split_heads(g.linear(of, f'{name}.{part}'), heads, size) for part in ('key', 'value'))


def encoder(w, shape, is_quantised, path):
    width, layers, heads, _ = shape
    g, size = Graph(w, is_quantised), width // heads
    x = g.gelu(g.conv(g.gelu(g.conv('input_features', 'conv1')), 'conv2', 2))
    x = g.op('Add', g.op('Transpose', x, perm=(0, 2, 1)), g.weight('places'))
    for i in range(layers):
        name = f'encoder.{i}'
        y = g.prepare(g.norm(x, f'{name}.attention_norm'))
        mixed, _ = g.attend(*attended(g, y, f'{name}.attention', heads, size), width)
        x = g.feed_forward(g.op('Add', x, g.linear(mixed, f'{name}.attention.out')), f'{name}.feed')
    g.named(g.norm(x, 'encoder_norm'), 'last_hidden_state')
    return g.save('encoder', [('input_features', FLOAT, ['batch_size', BINS, 3000])],
                  [('last_hidden_state', FLOAT, ['batch_size', 1500, width])], path)


def past(i, side, part):
    return f'past_key_values.{i}.{side}.{part}'


def block(g, x, i, mask, source, shape):
    width, _, heads, _ = shape
    name, size = f'decoder.{i}', width // heads
    y = g.prepare(g.norm(x, f'{name}.attention_norm'))
    query, key, value = attended(g, y, f'{name}.attention', heads, size)
    if source is None:
        key, value = (g.op('Concat', past(i, 'decoder', part), now, axis=2) for part, now in (('key', key), ('value', value)))
    x = g.op('Add', x, g.linear(g.attend(query, key, value, width, mask)[0], f'{name}.attention.out'))
    y = g.prepare(g.norm(x, f'{name}.cross_norm'))
    if source is None:
        query = g.split_heads(g.linear(y, f'{name}.cross.query', size ** -.5), heads, size)
        cross = past(i, 'encoder', 'key'), past(i, 'encoder', 'value')
    else:
        query, *cross = attended(g, y, f'{name}.cross', heads, size, source)
    y, seen = g.attend(query, *cross, width)
    x = g.op('Add', x, g.linear(y, f'{name}.cross.out'))
    if source is None:
        cross = [g.store('nothing', np.zeros((0, heads, 1, size), np.float32))] * 2
    return g.feed_forward(x, f'{name}.feed'), [key, value, *cross, seen]


def branch(g, x, mask, shape, is_cached):
    part, kept = g.child('cached_' if is_cached else 'first_'), []
    source = None if is_cached else part.prepare('encoder_hidden_states')
    for i in range(shape[1]):
        x, values = block(part, x, i, mask, source, shape)
        kept += values
    names = [part.named(v, f'{part.prefix}out_{n}') for n, v in enumerate([x, *kept])]
    return helper.make_graph(part.nodes, part.prefix, [], [helper.make_tensor_value_info(n, FLOAT, None) for n in names])


def script(count):
    """Which token each position is to say next: the prompt is three tokens long with times, four without."""
    words = [1000 + 37 * i for i in range(count)]
    says = np.full(POSITIONS, END, np.int64)
    says[2] = TIMES
    says[3:3 + count] = words
    return says


def decoder(w, shape, is_quantised, path, count):
    width, layers, heads, _ = shape
    g = Graph(w, is_quantised)
    start = g.size(past(0, 'decoder', 'key'), 2)
    end = g.op('Add', start, g.size('input_ids', 1))
    stored = g.op('Slice', g.weight('positions'), start, end, g.integers(0))
    table = w['tokens'].T
    if is_quantised:
        values, scale = g.quantised('tokens', table)
        found = g.op('Sub', g.op('Cast', g.op('Gather', values, 'input_ids', axis=1), to=FLOAT), g.number(128.))
        found = g.op('Mul', found, g.op('Gather', scale, 'input_ids', axis=0))
    else:
        found = g.op('Gather', g.short('tokens', table), 'input_ids', axis=1)
    x = g.op('Add', g.op('Transpose', found, perm=(1, 2, 0)), stored)
    span = lambda a, b: g.op('Range', g.op('Squeeze', a), g.op('Squeeze', b), g.integer(1))
    rows = g.op('Unsqueeze', span(start, end), g.integers(1))
    mask = g.op('Where', g.op('LessOrEqual', span(g.integers(0), end), rows), g.number(0.), g.number(-1e9))
    names = ['hidden']
    for i in range(layers):
        names += [f'present.{i}.{side}.{part}' for side in ('decoder', 'encoder') for part in ('key', 'value')] + [f'cross_attentions.{i}']
    branches = dict(then_branch=branch(g, x, mask, shape, True), else_branch=branch(g, x, mask, shape, False))
    g.nodes.append(helper.make_node('If', ['use_cache_branch'], names, name='cached_or_first', **branches))
    logits = g.product(g.prepare(g.norm('hidden', 'decoder_norm')), 'tokens', table)
    says = g.op('Slice', g.store('says', script(count)), start, end, g.integers(0))
    sure = g.op('OneHot', says, g.integer(VOCABULARY), g.store('sure', np.array([0, 60], np.float32)), axis=-1)
    g.named(g.op('Add', logits, sure), 'logits')
    inputs = [('input_ids', INT64, ['batch_size', 'decoder_sequence_length']),
              ('encoder_hidden_states', FLOAT, ['batch_size', 'encoder_sequence_length', width])]
    outputs = [('logits', FLOAT, ['batch_size', 'decoder_sequence_length', VOCABULARY])]
    for i in range(layers):
        for side in ('decoder', 'encoder'):
            for part in ('key', 'value'):
                inputs.append((past(i, side, part), FLOAT, ['batch_size', heads, f'past_{side}_sequence_length', width // heads]))
                outputs.append((f'present.{i}.{side}.{part}', FLOAT, [f'{side}_batch', heads, f'present_{side}_sequence_length', width // heads]))
    outputs += [(f'cross_attentions.{i}', FLOAT, ['batch_size', heads, 'decoder_sequence_length', 'encoder_sequence_length']) for i in range(layers)]
    return g.save('decoder', inputs + [('use_cache_branch', BOOL, [1])], outputs, path)


LETTERS = 'abcdefghijklmnopqrstuvwxyz'


def word(index):
    text = ''
    for _ in range(5):
        text, index = text + LETTERS[(index * 7 + 3) % 26], index // 3 + index % 5
    return text


def tokenizer():
    """A vocabulary of the right size and names; its words mean nothing."""
    special = ['<|endoftext|>', '<|startoftranscript|>', '<|en|>'] + [f'<|x{i}|>' for i in range(98)]
    special += ['<|translate|>', '<|transcribe|>', '<|startoflm|>', '<|startofprev|>', '<|nospeech|>', '<|notimestamps|>']
    special += [f'<|{i * 0.02:.2f}|>' for i in range(1501)]
    vocabulary = {f'\u0120{word(i)}{i}': i for i in range(END)}
    added = [dict(id=END + i, content=c, single_word=False, lstrip=False, rstrip=False, normalized=False, special=i < 107) for i, c in enumerate(special)]
    return dict(version='1.0', truncation=None, padding=None, added_tokens=added, normalizer=None,
                pre_tokenizer=dict(type='ByteLevel', add_prefix_space=False, trim_offsets=True, use_regex=True),
                post_processor=None, decoder=dict(type='ByteLevel', add_prefix_space=True, trim_offsets=True, use_regex=True),
                model=dict(type='BPE', dropout=None, unk_token=None, continuing_subword_prefix='', end_of_word_suffix='', fuse_unk=False, byte_fallback=False, vocab=vocabulary, merges=[]))


def files_of(shape):
    width, layers, heads, alignment = shape
    tokens = dict(bos_token_id=END, eos_token_id=END, pad_token_id=END, decoder_start_token_id=START, suppress_tokens=None, begin_suppress_tokens=None)
    config = dict(architectures=['WhisperForConditionalGeneration'], model_type='whisper', is_encoder_decoder=True, activation_function='gelu',
                  d_model=width, encoder_layers=layers, decoder_layers=layers, num_hidden_layers=layers, encoder_attention_heads=heads,
                  decoder_attention_heads=heads, encoder_ffn_dim=4 * width, decoder_ffn_dim=4 * width, max_source_positions=1500,
                  max_target_positions=POSITIONS, num_mel_bins=BINS, vocab_size=VOCABULARY, median_filter_width=7, scale_embedding=False,
                  use_cache=True, forced_decoder_ids=None, **tokens)
    generation = dict(max_length=POSITIONS, max_initial_timestamp_index=50, no_timestamps_token_id=NO_TIMES, prev_sot_token_id=50361,
                      is_multilingual=True, lang_to_id={'<|en|>': ENGLISH}, task_to_id=dict(transcribe=TRANSCRIBE, translate=TRANSLATE),
                      return_timestamps=False, alignment_heads=alignment, **tokens)
    features = dict(feature_extractor_type='WhisperFeatureExtractor', processor_class='WhisperProcessor', chunk_length=30, feature_size=BINS,
                    hop_length=160, n_fft=400, n_samples=480000, nb_max_frames=3000, padding_side='right', padding_value=0.0,
                    return_attention_mask=False, sampling_rate=16000)
    reader = dict(tokenizer_class='WhisperTokenizer', processor_class='WhisperProcessor', add_prefix_space=False, errors='replace',
                  bos_token='<|endoftext|>', eos_token='<|endoftext|>', pad_token='<|endoftext|>', unk_token='<|endoftext|>',
                  model_max_length=1024, return_attention_mask=False, clean_up_tokenization_spaces=False)
    return {'config': config, 'generation_config': generation, 'preprocessor_config': features, 'tokenizer_config': reader, 'tokenizer': tokenizer()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('shape', choices=SHAPES)
    parser.add_argument('out')
    parser.add_argument('--tokens', type=int, default=100, help='words each window says')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    shape = SHAPES[args.shape]
    os.makedirs(f'{args.out}/onnx', exist_ok=True)
    for name, value in files_of(shape).items():
        with open(f'{args.out}/{name}.json', 'w') as file:
            json.dump(value, file)
    w = weights_of(shape[0], shape[1], args.seed)
    for is_quantised, suffix in ((False, ''), (True, '_quantized')):
        print(encoder(w, shape, is_quantised, f'{args.out}/onnx/encoder_model{suffix}.onnx'))
        print(decoder(w, shape, is_quantised, f'{args.out}/onnx/decoder_model_merged{suffix}.onnx', args.tokens))


if __name__ == '__main__':
    main()
