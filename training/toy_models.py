#!/usr/bin/python3
"""Write two toy models of other families than Whisper, each of a few kilobytes, in the layout transformers.js loads.

They hear tones, not words, so that a test knows what must come out: one of Parakeet's kind (`parakeet_ctc`) says `low` while
a low tone sounds and `high` while a high one does; one of Moonshine's kind (`moonshine`) says "low tone" or "high tone" of
the whole. Files of `tests/fixtures/speech/toys`.

    python3 toy_models.py OUT
"""
import json
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64


def save(path, nodes, inputs, outputs, stored):
    graph = helper.make_graph(nodes, 'toy', [helper.make_tensor_value_info(*each) for each in inputs],
                              [helper.make_tensor_value_info(*each) for each in outputs],
                              [numpy_helper.from_array(np.asarray(value), name) for name, value in stored.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], producer_name='echoflow')
    model.ir_version = 8
    onnx.checker.check_model(model)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    onnx.save(model, path)


def write(folder, files):
    os.makedirs(folder, exist_ok=True)
    for name, value in files.items():
        with open(f'{folder}/{name}.json', 'w') as file:
            json.dump(value, file, indent=1)
            file.write('\n')


def tokenizer(pieces, special):
    added = [dict(id=pieces.index(piece), content=piece, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
             for piece in special]
    space = dict(type='Metaspace', replacement='\u2581', prepend_scheme='always', split=True)
    return dict(version='1.0', truncation=None, padding=None, added_tokens=added, normalizer=None, pre_tokenizer=space,
                post_processor=None, decoder=space,
                model=dict(type='BPE', dropout=None, unk_token='<unk>', continuing_subword_prefix=None, end_of_word_suffix=None,
                           fuse_unk=False, byte_fallback=False, vocab={piece: i for i, piece in enumerate(pieces)}, merges=[]))


def parakeet(out, seed=1):
    """Frames of 80 ms: features averaged eight by eight, then one product. Bins are normalised over time by the library."""
    pieces = ['<unk>', '\u2581low', '\u2581high', '\u2581hum', 'ming', '<pad>']
    random = np.random.default_rng(seed)
    product = (random.standard_normal((80, len(pieces))) * 0.002).astype(np.float32)
    product[:16, 1] += 1 / 16
    product[48:, 1] -= 0.5 / 32
    product[48:, 2] += 1 / 32
    product[:16, 2] -= 0.5 / 16
    # Blank where all bins are low, which is silence.
    product[:, 5] = -1 / 80
    bias = np.array([-9, 0, 0, -0.4, -0.5, 0.2], np.float32)
    node = helper.make_node
    nodes = [node('Transpose', ['input_features'], ['bins'], perm=[0, 2, 1]),
             node('AveragePool', ['bins'], ['eighths'], kernel_shape=[8], strides=[8], ceil_mode=1),
             node('Transpose', ['eighths'], ['frames'], perm=[0, 2, 1]),
             node('MatMul', ['frames', 'product'], ['scores']),
             node('Mul', ['scores', 'sharpness'], ['sharp']),
             node('Add', ['sharp', 'bias'], ['logits'])]
    save(f'{out}/onnx/model_quantized.onnx', nodes,
         [('input_features', FLOAT, ['batch_size', 'time', 80]), ('attention_mask', INT64, ['batch_size', 'time'])],
         [('logits', FLOAT, ['batch_size', 'frames', len(pieces)])],
         {'product': product, 'bias': bias, 'sharpness': np.float32(4)})
    write(out, {
        'config': dict(architectures=['ParakeetForCTC'], model_type='parakeet_ctc', pad_token_id=5, vocab_size=len(pieces)),
        'preprocessor_config': dict(feature_extractor_type='ParakeetFeatureExtractor', processor_class='ParakeetProcessor', feature_size=80,
                                    hop_length=160, n_fft=512, win_length=400, preemphasis=0.97, padding_value=0.0,
                                    return_attention_mask=True, sampling_rate=16000),
        'tokenizer_config': dict(tokenizer_class='PreTrainedTokenizerFast', pad_token='<pad>', unk_token='<unk>',
                                 clean_up_tokenization_spaces=False),
        'tokenizer': tokenizer(pieces, ['<unk>', '<pad>'])})


def moonshine(out):
    """The encoder tells how fast the wave turns; the decoder says one of two texts by it, one token after the other."""
    pieces = ['<unk>', '<s>', '</s>', '\u2581low', '\u2581high', '\u2581tone']
    node = helper.make_node
    nodes = [node('Slice', ['input_values', 'one', 'last', 'axis'], ['later']),
             node('Slice', ['input_values', 'zero', 'before', 'axis'], ['sooner']),
             node('Sub', ['later', 'sooner'], ['turns']), node('Abs', ['turns'], ['speed']), node('Abs', ['input_values'], ['size']),
             node('ReduceMean', ['speed'], ['speeds'], axes=[1], keepdims=1), node('ReduceMean', ['size'], ['sizes'], axes=[1], keepdims=1),
             node('Add', ['sizes', 'little'], ['some']), node('Div', ['speeds', 'some'], ['ratio']),
             node('Unsqueeze', ['ratio', 'two'], ['last_hidden_state'])]
    vector = lambda *values: np.array(values, np.int64)
    save(f'{out}/onnx/encoder_model_quantized.onnx', nodes, [('input_values', FLOAT, ['batch_size', 'samples'])],
         [('last_hidden_state', FLOAT, ['batch_size', 1, 1])],
         {'one': vector(1), 'last': vector(2 ** 62), 'zero': vector(0), 'before': vector(-1), 'axis': vector(1), 'two': vector(2),
          'little': np.array(1e-6, np.float32)})
    says = np.full((2, 8), 2, np.int64)
    says[0, :2], says[1, :2] = [3, 5], [4, 5]
    past = [f'past_key_values.0.{side}.{part}' for side in ('decoder', 'encoder') for part in ('key', 'value')]
    nodes = [node('Shape', [past[0]], ['shape']), node('Slice', ['shape', 'two', 'three', 'zero'], ['start']),
             node('Shape', ['input_ids'], ['asked']), node('Slice', ['asked', 'one', 'two', 'zero'], ['count']),
             node('Add', ['start', 'count'], ['end']),
             node('Greater', ['encoder_hidden_states', 'half'], ['bright']), node('Cast', ['bright'], ['which'], to=INT64),
             node('Reshape', ['which', 'flat'], ['script']), node('Gather', ['says', 'script'], ['chosen'], axis=0),
             node('Slice', ['chosen', 'start', 'end', 'one'], ['next']),
             node('OneHot', ['next', 'size', 'sure'], ['logits'], axis=-1)]
    for part in ('key', 'value'):
        nodes += [node('Cast', ['input_ids'], [f'{part}_ids'], to=FLOAT), node('Unsqueeze', [f'{part}_ids', 'one_three'], [f'{part}_now']),
                  node('Concat', [f'past_key_values.0.decoder.{part}', f'{part}_now'], [f'present.0.decoder.{part}'], axis=2),
                  node('Unsqueeze', ['encoder_hidden_states', 'one'], [f'present.0.encoder.{part}'])]
    save(f'{out}/onnx/decoder_model_merged_quantized.onnx', nodes,
         [('input_ids', INT64, ['batch_size', 'length']), ('encoder_hidden_states', FLOAT, ['batch_size', 1, 1]),
          *((name, FLOAT, ['batch_size', 1, 'past_decoder_sequence_length' if 'decoder' in name else 'encoder_sequence_length_out', 1])
            for name in past)],
         [('logits', FLOAT, ['batch_size', 'length', len(pieces)]),
          *((name.replace('past_key_values', 'present'), FLOAT, ['batch_size', 1, 'all', 1]) for name in past)],
         {'zero': vector(0), 'one': vector(1), 'two': vector(2), 'three': vector(3), 'flat': vector(-1), 'one_three': vector(1, 3),
          'half': np.array(0.5, np.float32), 'says': says, 'size': np.array(len(pieces), np.int64), 'sure': np.array([0, 60], np.float32)})
    tokens = dict(bos_token_id=1, eos_token_id=2, decoder_start_token_id=1, pad_token_id=2)
    write(out, {
        'config': dict(architectures=['MoonshineForConditionalGeneration'], model_type='moonshine', is_encoder_decoder=True, hidden_size=1,
                       decoder_num_hidden_layers=1, encoder_num_hidden_layers=1, decoder_num_key_value_heads=1,
                       encoder_num_key_value_heads=1, decoder_num_attention_heads=1, encoder_num_attention_heads=1, vocab_size=len(pieces), **tokens),
        'generation_config': dict(max_length=194, **tokens),
        'preprocessor_config': dict(feature_extractor_type='MoonshineFeatureExtractor', processor_class='MoonshineProcessor', feature_size=1,
                                    padding_value=0.0, sampling_rate=16000),
        'tokenizer_config': dict(tokenizer_class='PreTrainedTokenizerFast', bos_token='<s>', eos_token='</s>', unk_token='<unk>',
                                 clean_up_tokenization_spaces=False),
        'tokenizer': tokenizer(pieces, ['<unk>', '<s>', '</s>'])})


if __name__ == '__main__':
    parakeet(f'{sys.argv[1]}/parakeet')
    moonshine(f'{sys.argv[1]}/moonshine')
