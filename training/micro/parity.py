#!/usr/bin/python3
"""Compare the transcripts of PyTorch with those of the exported graphs in ONNX Runtime's WebAssembly backend under Node.

    python3 -m micro.parity CHECKPOINT.pt TOKENS.json MODEL-FOLDER [--dtype fp32|q8] [--count N]
"""
import argparse
import json
import os
import subprocess
import tempfile

import numpy as np
import torch

from .export import load
from .features import log_power, normalise
from .tokens import Tokenizer

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
FIXTURES = os.path.join(ROOT, 'tests', 'fixtures', 'speech')


def decode_audio(path):
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-i', path, '-f', 'f32le', '-ar', '16000', '-ac', '1', '-'], stdout=subprocess.PIPE, check=True)
    return np.frombuffer(raw.stdout, np.float32).copy()


def transcribe(model, tokenizer, samples):
    """Greedy transcript of one window without time tokens, as the exported encoder sees it: 30 s of padding, then trimmed."""
    padded = np.zeros(30 * 16000, np.float32)
    padded[:len(samples)] = samples
    mel = normalise(log_power(torch.from_numpy(padded))[None])
    live = ((mel.amax(1) - mel.amin(1))[0] > 1e-3).nonzero()
    last = int(live[-1]) + 1 if len(live) else 0
    frames = min(max(last + 20, 100), mel.shape[2]) // 4 * 4
    prompt = [tokenizer.start, tokenizer.english, tokenizer.transcribe, tokenizer.no_times]
    with torch.no_grad():
        tokens, = model.greedy(model.encode(mel[:, :, :frames]), prompt, tokenizer.end, 380)
    return tokenizer.decode(tokens).strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('checkpoint')
    parser.add_argument('tokens')
    parser.add_argument('model')
    parser.add_argument('--dtype', default='fp32')
    parser.add_argument('--count', type=int, default=40)
    args = parser.parse_args()
    model, tokenizer = load(args.checkpoint), Tokenizer(args.tokens)
    longest = json.load(open(f'{args.model}/manifest.json'))['windowSeconds']
    clips = [c for c in json.load(open(f'{FIXTURES}/index.json')) if c['set'] == 'utterance' and c['durationSeconds'] <= longest][::2][:args.count]
    with tempfile.NamedTemporaryFile('w', suffix='.json') as index, tempfile.NamedTemporaryFile(suffix='.json') as result:
        json.dump(clips, index)
        index.flush()
        evaluate = os.path.join(ROOT, 'training', 'evaluate')
        subprocess.run([evaluate, '--model', args.model, '--dtype', args.dtype, '--index', index.name, '--folder', FIXTURES, '--clips', result.name],
                       check=True, stdout=subprocess.DEVNULL)
        exported = {c['file']: c['hypothesis'] for c in json.load(open(result.name))}
    texts = {c['file']: transcribe(model, tokenizer, decode_audio(f'{FIXTURES}/{c["file"]}')) for c in clips}
    same = [f for f in texts if texts[f] == exported[f]]
    for f in set(texts) - set(same):
        print(f, '\n  PyTorch:', texts[f], '\n  ONNX:   ', exported[f])
    print(json.dumps(dict(dtype=args.dtype, clips=len(texts), same=len(same))))


if __name__ == '__main__':
    main()
