#!/usr/bin/env python3
"""Run the graphs of a Whisper natively, on one thread, in the calls that another program made of them.

CALLS is a JSON list of `{"rows": 4, "tokens": 1}`: a decoder call of so many rows and tokens, the first of several tokens
beginning anew; `"tokens": 0` is a call of the encoder. Prints the processor seconds of a second time through, as the first
warms up.

    python3 replay_whisper.py FOLDER CALLS
"""
import json
import resource
import sys

import numpy as np
import onnxruntime

POSITIONS, BINS = 1500, 80


def open_graph(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])


def value(array):
    return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))


class Replay:
    def __init__(self, folder):
        self.encoder = open_graph(f'{folder}/onnx/encoder_model_quantized.onnx')
        self.decoder = open_graph(f'{folder}/onnx/decoder_model_merged.onnx')
        with open(f'{folder}/config.json') as file:
            config = json.load(file)
        with open(f'{folder}/generation_config.json') as file:
            layers = {layer for layer, _ in json.load(file)['alignment_heads']}
        self.heads = config['decoder_attention_heads']
        self.size = config['d_model'] // self.heads
        names = [output.name for output in self.decoder.get_outputs()]
        seen = [f'cross_attentions.{layer}' for layer in sorted(layers)]
        self.first = ['logits', *seen, *(name for name in names if name.startswith('present.'))]
        self.later = [name for name in self.first if '.encoder.' not in name]
        self.past = [item.name for item in self.decoder.get_inputs() if item.name.startswith('past_key_values.')]

    def encode(self, mel):
        return self.encoder.run_with_ort_values(['last_hidden_state'], {'input_features': mel})[0]

    def begin(self, rows):
        empty = value(np.zeros((rows, self.heads, 0, self.size), np.float32))
        self.kept = {name: empty for name in self.past}

    def decode(self, sound, rows, tokens, is_cached):
        feeds = dict(self.kept, encoder_hidden_states=sound, use_cache_branch=value(np.array([is_cached])),
                     input_ids=value(np.full((rows, tokens), 1000, np.int64)))
        wanted = self.later if is_cached else self.first
        outputs = dict(zip(wanted, self.decoder.run_with_ort_values(wanted, feeds)))
        self.kept.update((name.replace('present', 'past_key_values'), out) for name, out in outputs.items() if name.startswith('present.'))

    def run(self, calls):
        mel, sounds, sound = value(np.zeros((1, BINS, 2 * POSITIONS), np.float32)), [], None
        for call in calls:
            if call['tokens'] == 0:
                sounds.append(self.encode(mel).numpy())
                continue
            if call['tokens'] > 1:
                self.begin(call['rows'])
                sound, sounds = value(np.concatenate(sounds)), []
            self.decode(sound, call['rows'], call['tokens'], call['tokens'] == 1)


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    folder, calls = sys.argv[1:]
    with open(calls) as file:
        calls = json.load(file)
    replay = Replay(folder)
    replay.run(calls)
    before = cpu_seconds()
    replay.run(calls)
    print(json.dumps({'cpuSeconds': cpu_seconds() - before, 'runtime': onnxruntime.__version__}))


if __name__ == '__main__':
    main()
