#!/usr/bin/python3
"""Speak sentences with free synthesisers: 16 kHz 16-bit samples in OUT/shardN.pcm and one JSON line each in OUT/shardN.jsonl.

A line holds `first` and `count` (samples), `text`, `source`, `voice` and `words` ([word, start_seconds, end_seconds]).
Both files grow as sentences are spoken, so training can begin before synthesis has ended.

    python3 -m micro.synthesise SENTENCES.jsonl OUT --split train|test [--held-out] [--workers N] [--limit N]
"""
import argparse
import itertools
import json
import multiprocessing
import os
import random

from . import voices
from .engines import ENGINES, SAMPLE_RATE, Request, is_usable, trim

BATCH = 300
LONGEST_SECONDS = 14


class Shard:
    """Appends utterances to a pair of files."""

    def __init__(self, base):
        self.samples, self.index, self.at = open(base + '.pcm', 'wb'), open(base + '.jsonl', 'w'), 0

    def add(self, request, samples, words):
        self.samples.write((samples * 32767).astype('<i2').tobytes())
        self.samples.flush()
        row = dict(first=self.at, count=len(samples), voice=request.voice, words=words, **request.row)
        self.index.write(json.dumps(row) + '\n')
        self.index.flush()
        self.at += len(samples)


def requests_for(rows, rng, held_out):
    for row in rows:
        yield Request(row['text'], voices.draw(rng, held_out), rng.random(), rng.random(), rng.random(),
                      dict(text=row['text'], source=row['source']))


def speak_all(requests, engines):
    """Yield the usable utterances of `requests`, grouped by engine within batches."""
    while batch := list(itertools.islice(requests, BATCH)):
        for name, engine in engines.items():
            mine = [r for r in batch if r.voice.startswith(name + ':')]
            for request, samples, words in engine.speak(mine):
                if is_usable(samples):
                    yield (request, *trim(samples, words))


def work(number, rows, args):
    rng = random.Random(args.seed * 1000 + number)
    shard = Shard(f'{args.out}/shard{number}')
    engines = {name: kind() for name, kind in ENGINES.items()}
    for request, samples, words in speak_all(requests_for(rows, rng, args.held_out), engines):
        if len(samples) <= LONGEST_SECONDS * SAMPLE_RATE:
            shard.add(request, samples, words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sentences')
    parser.add_argument('out')
    parser.add_argument('--split', default='train', choices=('train', 'test'))
    parser.add_argument('--held-out', action='store_true', help='speak with the voices kept out of training')
    parser.add_argument('--workers', type=int, default=2)
    parser.add_argument('--limit', type=int, default=None, help='at most this many sentences')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    rows = [r for r in map(json.loads, open(args.sentences)) if r['split'] == args.split][:args.limit]
    workers = [multiprocessing.Process(target=work, args=(k, rows[k::args.workers], args)) for k in range(args.workers)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == '__main__':
    main()
