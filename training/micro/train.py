#!/usr/bin/python3
"""Train the model on what `synthesise.py` wrote, for a given number of minutes.

Loss: cross-entropy of the decoder, CTC on letters, a frame-wise letter loss that fades out early, and attention guidance:
the cross-attention heads of GUIDED_HEADS are told where each token sounds, which teaches the decoder to read in order and
gives the word times.

    python3 -m micro.train DATA TOKENS.json OUT --minutes N [--resume] [--evaluate DATA,DATA]
"""
import argparse
import json
import math
import os
import signal
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from . import muon
from .batches import Batcher, letters
from .dataset import Dataset
from .features import log_power, normalise
from .model import LETTERS, Micro
from .sentences import words
from .tokens import Tokenizer

# (layer, head, rows back): 1 guides the row that predicts a token, 0 the row the token is fed to, which transformers.js 4 reads
GUIDED_HEADS = ((0, 0, 1), (1, 0, 0), (1, 1, 1))
REFRESH_SECONDS = 120


def stage(progress, longest):
    """Share of the training done -> (window lengths in seconds, seconds of sound per batch, strength of the changes)."""
    if progress < .15:
        lengths, per_batch, level = (2.4, 3., 4.), 44, .1
    elif progress < .5:
        lengths, per_batch, level = (2.4, 3., 4., 6.), 50, .15
    elif progress < .8:
        lengths, per_batch, level = (3., 4., 6., 9., 16.), 54, .2
    else:
        lengths, per_batch, level = (3., 5., 7., 10., 20., 29.), 60, .2
    return [s for s in lengths if s <= longest], per_batch, level


def ctc_loss(model, source, labels):
    probabilities = model.letters(source)
    steps = probabilities.shape[1]
    usable = [(i, c) for i, c in enumerate(labels) if c and len(c) + sum(a == b for a, b in zip(c, c[1:])) <= steps]
    if not usable:
        return source.sum() * 0
    rows, sizes = [i for i, _ in usable], torch.tensor([len(c) for _, c in usable])
    target = torch.tensor([x for _, c in usable for x in c], device=source.device)
    lengths = torch.full((len(rows),), steps)
    return F.ctc_loss(probabilities[rows].transpose(0, 1), target, lengths, sizes, reduction='sum', zero_infinity=True) / int(sizes.sum())


def guide_loss(weights, guide, frames):
    """How much attention misses the frames of each token (two frames of 40 ms to either side are allowed)."""
    rows = [(i, row, a / 2 - 2, b / 2 + 2) for i, rows in enumerate(guide) for row, a, b in rows]
    if not rows:
        return 0.
    device = weights[0].device
    table, at = torch.tensor(rows, device=device), torch.arange(frames, device=device)
    inside = ((at >= table[:, 2:3] - 1) & (at <= table[:, 3:4])).float()
    clip, row = table[:, 0].long(), table[:, 1].long()
    found = [(weights[layer][clip, head, row - back] * inside).sum(-1) for layer, head, back in GUIDED_HEADS]
    return sum(-torch.log(f + 1e-4).mean() for f in found) / len(found)


def losses(model, batch, progress):
    """The total to be minimised and its parts, for the log."""
    source = model.encode(batch['mel'], batch['offsets'])
    logits, weights = model.decode(batch['input'], source)
    parts = dict(
        text=F.cross_entropy(logits.flatten(0, 1), batch['target'].flatten(), ignore_index=-100, label_smoothing=.03),
        ctc=ctc_loss(model, source, batch['letters']),
        guide=guide_loss(weights, [[g for g in rows if g[0] < batch['input'].shape[1]] for rows in batch['guide']], source.shape[1]),
    )
    total = parts['text'] + (.8 if progress < .5 else .4) * parts['ctc'] + .3 * parts['guide']
    if progress < .12:
        frames = batch['frames'][:, :source.shape[1]]
        parts['frame'] = F.cross_entropy(model.frame(source[:, :frames.shape[1]]).flatten(0, 1), frames.flatten())
        total = total + (1 - progress / .12) * parts['frame']
    return total, parts


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


@torch.no_grad()
def evaluate(model, tokenizer, dataset, count=32):
    """(word error rate of the decoder, letter error rate of CTC, a few examples) on the first `count` utterances."""
    items, wrong, total, examples = sorted(dataset.items[:count], key=lambda u: u.count), np.zeros(2), np.zeros(2), []
    prompt = [tokenizer.start, tokenizer.english, tokenizer.transcribe, tokenizer.no_times]
    for i in range(0, len(items), 12):
        part = items[i:i + 12]
        wave = np.zeros((len(part), (max(u.count for u in part) + 6400) // 640 * 640), np.float32)
        for row, u in zip(wave, part):
            row[3200:3200 + u.count] = u.samples()[:len(row) - 3200]
        source = model.encode(normalise(log_power(torch.from_numpy(wave))).to(model.positions.device))
        best = model.letters(source).argmax(-1).tolist()
        for u, tokens, path in zip(part, model.greedy(source, prompt, tokenizer.end), best):
            text, expected = tokenizer.decode(tokens), letters(u.text)
            heard = [a for a, b in zip(path, [-1] + path) if a != b and a]
            wrong += edit_distance(words(u.text), words(text)), edit_distance(expected, heard)
            total += len(words(u.text)), len(expected)
            examples.append((u.text, text, ''.join(LETTERS[x - 1] for x in heard)))
    return (*(wrong / total).tolist(), examples[::max(1, len(examples) // 4)])


class Training:
    """The state of one training: model, running mean of its weights, optimiser, log."""

    def __init__(self, args):
        torch.manual_seed(args.seed)
        self.args, self.tokenizer = args, Tokenizer(args.tokens)
        self.dataset = Dataset(args.data)
        shape = dict(width=args.width, heads=args.heads, encoder=args.encoder, decoder=args.decoder)
        text_size = self.tokenizer.first_time
        self.model, self.mean = (Micro(text_size, dropout=d, **shape).to(args.device) for d in (args.dropout, 0.))
        self.mean.load_state_dict(self.model.state_dict())
        self.optimiser = muon.build(self.model, args.lr)
        self.step = self.sound = self.spent = 0
        if args.resume and os.path.exists(f'{args.out}/last.pt'):
            self.restore(torch.load(f'{args.out}/last.pt', map_location=args.device))
        self.batcher = Batcher(self.dataset, self.tokenizer, args.seed * 100003 + self.step)
        self.evaluations = [(os.path.basename(p), Dataset(p)) for p in args.evaluate.split(',') if p]
        self.log_file = open(f'{args.out}/log.jsonl', 'a')

    def restore(self, saved):
        self.model.load_state_dict(saved['model'])
        self.mean.load_state_dict(saved['mean'])
        self.optimiser.load_state_dict(saved['optimiser'])
        self.step, self.sound, self.spent = saved['step'], saved['sound'], saved['spent']

    def save(self):
        path = f'{self.args.out}/last.pt'
        torch.save(dict(model=self.model.state_dict(), mean=self.mean.state_dict(), optimiser=self.optimiser.state_dict(), step=self.step,
                        sound=self.sound, spent=self.spent, config=self.model.config), path + '.tmp')
        os.replace(path + '.tmp', path)

    def log(self, **row):
        row = dict(step=self.step, minutes=round(self.spent / 60, 2), hours=round(self.sound / 3600, 2), **row)
        print(json.dumps(row), flush=True)
        self.log_file.write(json.dumps(row) + '\n')
        self.log_file.flush()

    def rate(self, progress):
        """Linear warm-up over 150 steps, then constant; over the last third of the time linearly down to 3 %."""
        return self.args.lr * min(1, (self.step + 1) / 150) * max(.03, min(1, 3 * (1 - progress)))

    def update(self, progress):
        lengths, per_batch, level = stage(progress, self.args.longest)
        seconds = self.batcher.rng.choice(lengths)
        batch = self.batcher.batch(max(1, round(per_batch * self.args.batch / seconds)), seconds, level)
        batch = {k: v.to(self.args.device) if torch.is_tensor(v) else v for k, v in batch.items()}
        total, parts = losses(self.model, batch, progress)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.))
        if math.isfinite(norm):
            for group in self.optimiser.param_groups:
                group['lr'] = self.rate(progress)
            self.optimiser.step()
        self.step += 1
        self.sound += seconds * batch['mel'].shape[0]
        keep = min(self.args.keep, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, now in zip(self.mean.parameters(), self.model.parameters()):
                mean.lerp_(now, 1 - keep)
        return dict({k: float(v) for k, v in parts.items()}, norm=norm)

    def examine(self):
        self.mean.eval()
        for name, dataset in self.evaluations:
            wer, letter_errors, examples = evaluate(self.mean, self.tokenizer, dataset)
            self.log(set=name, wer=round(wer, 4), ctcLetters=round(letter_errors, 4))
            for expected, text, heard in examples:
                print('   ', expected, '=>', text, '|', heard, flush=True)

    def run(self):
        limit, recent, next_look, next_refresh = self.args.minutes * 60, [], self.spent + self.args.every * 60, self.spent + REFRESH_SECONDS
        while self.spent < limit:
            began = time.process_time()
            recent.append(self.update(self.spent / limit))
            self.spent += time.process_time() - began
            if self.step % 25 == 0:
                self.log(rate=round(self.rate(self.spent / limit), 6), **{k: round(float(np.mean([r[k] for r in recent if k in r])), 3) for k in recent[-1]})
                recent = []
            if self.spent > next_refresh:
                self.dataset.refresh()
                next_refresh += REFRESH_SECONDS
            if self.spent > next_look:
                self.save()
                self.examine()
                next_look += self.args.every * 60
        self.save()
        self.examine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('tokens')
    parser.add_argument('out')
    parser.add_argument('--minutes', type=float, default=60, help='processor time of all updates together')
    parser.add_argument('--evaluate', default='', help='folders of held-out utterances, separated by commas')
    parser.add_argument('--every', type=float, default=5, help='minutes between checkpoints')
    parser.add_argument('--resume', action='store_true', help='go on from OUT/last.pt')
    parser.add_argument('--lr', type=float, default=2e-3)
    parser.add_argument('--keep', type=float, default=.99, help='how slowly the running mean of the weights, which is exported, follows them')
    parser.add_argument('--dropout', type=float, default=0.)
    parser.add_argument('--longest', type=float, default=10., help='seconds of the longest windows, at the end of the training')
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--batch', type=float, default=1., help='how many times larger batches are than on one processor core')
    parser.add_argument('--seed', type=int, default=1)
    for name, value in (('width', 192), ('heads', 4), ('encoder', 5), ('decoder', 2)):
        parser.add_argument(f'--{name}', type=int, default=value)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(1)
    training = Training(args)
    signal.signal(signal.SIGTERM, lambda *_: (training.save(), sys.exit()))
    training.run()


if __name__ == '__main__':
    main()
