#!/usr/bin/python3
"""Train the model on what `synthesise.py` wrote or is still writing, for a given number of minutes.

    python3 -m micro.train DATA TOKENS.json OUT --minutes N [--device cuda] [--resume] [--evaluate DATA,DATA]

Minutes are processor time of the updates on a CPU and time of the clock on a GPU. What is learnt by is in `losses.py`, what is heard in
`feed.py`, `plans.py` and `sound.py`. OUT/last.pt is everything, OUT/mean.pt the running mean of the weights in 16 bits.
"""
import argparse
import json
import os
import signal
import sys
import time

import torch

from . import muon
from .feed import Feed
from .losses import losses
from .model import Micro
from .sound import render
from .tokens import Tokenizer
from .trial import Trial

REFRESH_SECONDS, LOG_STEPS, MOST_NORM = 5, 50, 2.


class Training:
    """The state of one training: model, running mean of its weights, optimisers, log."""

    def __init__(self, args):
        torch.manual_seed(args.seed)
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        self.args, self.tokenizer = args, Tokenizer(args.tokens)
        self.on_gpu = args.device != 'cpu'
        self.feed = Feed(args)
        shape = {name: getattr(args, name) for name in ('width', 'heads', 'encoder', 'decoder', 'repeat')}
        self.model, self.mean = (Micro(self.tokenizer.first_time, dropout=d, **shape).to(args.device) for d in (args.dropout, 0.))
        self.mean.load_state_dict(self.model.state_dict())
        self.mean.eval()
        self.optimisers = muon.build(self.model, args.lr)
        self.parameters = list(self.model.parameters())
        self.step = self.sound = self.spent = 0
        if args.resume and os.path.exists(f'{args.out}/last.pt'):
            self.restore(torch.load(f'{args.out}/last.pt', map_location=args.device))
        self.trials = None
        self.log_file = open(f'{args.out}/log.jsonl', 'a')

    def restore(self, saved):
        self.model.load_state_dict(saved['model'])
        self.mean.load_state_dict(saved['mean'])
        for optimiser, state in zip(self.optimisers, saved['optimisers']):
            optimiser.load_state_dict(state)
        self.step, self.sound, self.spent = saved['step'], saved['sound'], saved['spent']

    def save(self):
        about = dict(step=self.step, sound=self.sound, spent=self.spent, config=self.model.config)
        state = dict(about, model=self.model.state_dict(), mean=self.mean.state_dict(), optimisers=[o.state_dict() for o in self.optimisers])
        short = {k: v.half() for k, v in self.mean.state_dict().items()}
        for name, content in (('last.pt', state), ('mean.pt', dict(about, mean=short))):
            torch.save(content, f'{self.args.out}/{name}.tmp')
            os.replace(f'{self.args.out}/{name}.tmp', f'{self.args.out}/{name}')

    def log(self, **row):
        row = dict(step=self.step, minutes=round(self.spent / 60, 2), hours=round(self.sound / 3600, 2), **row)
        print(json.dumps(row), flush=True)
        self.log_file.write(json.dumps(row) + '\n')
        self.log_file.flush()

    def rate(self, progress):
        """Linear warm-up over 200 steps, then constant; over the last 45 % of the time linearly down to 2 %."""
        return self.args.lr * min(1, (self.step + 1) / 200) * max(.02, min(1, (1 - progress) / .45))

    def update(self, progress):
        batch = self.feed.next(progress)
        mel = render(self.feed.bank, batch)
        with torch.autocast('cuda' if self.on_gpu else 'cpu', torch.bfloat16, enabled=self.on_gpu):
            total, parts = losses(self.model, mel, batch, progress)
        for optimiser in self.optimisers:
            optimiser.zero_grad(set_to_none=True)
        total.backward()
        self.apply(progress)
        self.step += 1
        self.sound += batch['seconds'] * len(mel)
        return {k: v.detach() for k, v in parts.items()}

    @torch.no_grad()
    def apply(self, progress):
        """One step of the optimisers with clipped gradients; where a gradient is not finite it counts as nothing."""
        for p in self.parameters:
            p.grad = torch.zeros_like(p) if p.grad is None else p.grad.nan_to_num_(0., 0., 0.)
        torch.nn.utils.clip_grad_norm_(self.parameters, MOST_NORM)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group['lr'] = self.rate(progress)
            optimiser.step()
        keep = min(self.args.keep, (1 + self.step) / (10 + self.step))
        means = list(self.mean.parameters())
        torch._foreach_mul_(means, keep)
        torch._foreach_add_(means, [p.detach() for p in self.parameters], alpha=1 - keep)

    def examine(self, count=0):
        if self.trials is None:
            self.trials = [(os.path.basename(p), Trial(p, self.tokenizer, count or self.args.trial)) for p in self.args.evaluate.split(',') if p]
        for name, trial in self.trials:
            wer, letter_errors, examples = trial.run(self.mean)
            self.log(set=name, wer=round(wer, 4), ctcLetters=round(letter_errors, 4))
            for expected, text in examples:
                print('   ', expected, '=>', text, flush=True)

    def wait_for_sound(self):
        """Until there is enough to begin with."""
        self.feed.refresh()
        while self.feed.hours < self.args.begin_hours:
            time.sleep(1)
            self.feed.refresh()

    def clock(self):
        return time.perf_counter() if self.on_gpu else time.process_time()

    def run(self):
        self.wait_for_sound()
        self.log(spokenHours=round(self.feed.hours, 2))
        limit, recent, every, refreshed = self.args.minutes * 60, [], self.args.every * 60, 0
        next_look, began = self.spent + every, self.clock() - self.spent
        while self.spent < limit:
            recent.append(self.update(self.spent / limit))
            if self.step % LOG_STEPS == 0:
                self.log(rate=round(self.rate(self.spent / limit), 6), spokenHours=round(self.feed.hours, 1), waited=round(self.feed.waited, 1), **summary(recent))
                recent = []
            self.spent = self.clock() - began
            if self.spent > refreshed + REFRESH_SECONDS:
                self.feed.refresh()
                refreshed = self.spent
            if self.spent > next_look:
                self.save()
                self.examine()
                self.spent = self.clock() - began
                next_look += every
        self.save()
        self.examine()
        self.feed.close()


def summary(rows):
    return {k: round(float(torch.stack([r[k] for r in rows if k in r]).mean()), 3) for k in rows[-1]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('tokens')
    parser.add_argument('out')
    for name, value, text in (
        ('minutes', 60., 'how long to train'), ('every', 5., 'minutes between checkpoints'), ('lr', 2e-3, 'highest learning rate'),
        ('keep', .99, 'how slowly the running mean of the weights, which is exported, follows them'), ('dropout', 0., ''),
        ('longest', 16., 'seconds of the longest windows'), ('sound', 48., 'seconds of sound in a batch'),
        ('level', .5, 'strength of the changes of sound, 0 to 1'), ('hours', 24., 'memory for that much sound'),
        ('begin-hours', .2, 'wait until so much has been spoken'),
    ):
        parser.add_argument(f'--{name}', type=float, default=value, help=text)
    for name, value, text in (('width', 192, ''), ('heads', 4, ''), ('encoder', 5, ''), ('decoder', 2, ''), ('repeat', 2, 'how often each block of the encoder works'),
                              ('planners', 0, 'processes that plan batches'), ('trial', 32, 'utterances of each evaluation'), ('seed', 1, '')):
        parser.add_argument(f'--{name}', type=int, default=value, help=text)
    parser.add_argument('--evaluate', default='', help='folders of held-out utterances, separated by commas')
    parser.add_argument('--resume', action='store_true', help='go on from OUT/last.pt')
    parser.add_argument('--device', default='cpu')
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(1)
    training = Training(args)
    signal.signal(signal.SIGTERM, lambda *_: (training.save(), sys.exit()))
    training.run()


if __name__ == '__main__':
    main()
