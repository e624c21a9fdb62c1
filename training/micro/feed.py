"""Batches for the training: plans are made by processes of their own where there are processors for them."""
import json
import multiprocessing
import queue
import random
import time

import numpy as np
import torch

from .dataset import Shards, Utterance
from .plans import Planner
from .sound import Bank
from .tokens import Tokenizer

AHEAD, AT_ONCE = 4, 400


def stage(progress, longest):
    """Share of the training done -> (window lengths in seconds, strength of the changes)."""
    if progress < .05:
        lengths, level = (2.4, 3., 4.), .25
    elif progress < .15:
        lengths, level = (3., 4., 6., 8.), .6
    elif progress < .5:
        lengths, level = (4., 6., 8., 12., 16.), 1.
    else:
        lengths, level = (3., 5., 7., 9., 12., 16., 20., 30.), 1. if progress < .85 else .6
    return [s for s in lengths if s <= longest] or [longest], level


def draw(planner, rng, progress, args):
    lengths, level = stage(progress, args.longest)
    seconds = rng.choice(lengths)
    return planner.batch(max(1, round(args.sound / seconds)), seconds, level * args.level, progress < .12)


def plan_for_ever(number, args, progress, news, plans):
    """The life of a planning process: take in new utterances, put plans into the queue, until progress is 1."""
    tokenizer, waiting = Tokenizer(args.tokens), []
    planner, rng = Planner(tokenizer, args.seed * 1009 + number), random.Random(args.seed * 2003 + number)
    while progress.value < 1:
        try:
            while True:
                lines, shift = news.get(block=not (planner.drawer.items or waiting), timeout=1)
                waiting += [(line, shift) for line in lines]
        except queue.Empty:
            pass
        for line, shift in waiting[-AT_ONCE:]:
            planner.add(Utterance(json.loads(line), tokenizer, shift))
        del waiting[-AT_ONCE:]
        if planner.drawer.items:
            put(plans, draw(planner, rng, progress.value, args), progress)
    plans.cancel_join_thread()


def put(plans, plan, progress):
    """Into the queue, unless the training ends first."""
    while progress.value < 1:
        try:
            return plans.put(plan, timeout=1)
        except queue.Full:
            pass


class Feed:
    """Holds all sound on the device and hands out plans as tensors on it."""

    def __init__(self, args):
        self.args, self.shards, self.bank = args, Shards(args.data), Bank(args.hours, args.device)
        self.count, self.waited = 0, 0.
        if args.planners:
            context = multiprocessing.get_context('spawn')
            self.progress, self.plans = context.Value('d', 0.), context.Queue(AHEAD * args.planners)
            self.news = [context.Queue() for _ in range(args.planners)]
            self.processes = [context.Process(target=plan_for_ever, args=(k, args, self.progress, self.news[k], self.plans), daemon=True) for k in range(args.planners)]
            for process in self.processes:
                process.start()
        else:
            self.tokenizer = Tokenizer(args.tokens)
            self.planner, self.rng = Planner(self.tokenizer, args.seed * 1009), random.Random(args.seed * 2003)

    @property
    def hours(self):
        return self.bank.used / 16000 / 3600

    def refresh(self):
        """Take in what was spoken since the last call."""
        for lines, samples, base in self.shards.fresh():
            first = self.bank.add(samples)
            if first is None:
                continue
            self.count += len(lines)
            if self.args.planners:
                for news in self.news:
                    news.put((lines, first - base))
            else:
                for line in lines:
                    self.planner.add(Utterance(json.loads(line), self.tokenizer, first - base))

    def next(self, progress):
        """The next plan; arrays are tensors on the device but for `letter_counts`, which CTC wants on the processor."""
        if self.args.planners:
            self.progress.value, began = progress, time.perf_counter()
            plan = self.plans.get()
            self.waited += time.perf_counter() - began
        else:
            plan = draw(self.planner, self.rng, progress, self.args)
        return to_device(plan, self.args.device)

    def close(self):
        if self.args.planners:
            self.progress.value = 1.
            for process in self.processes:
                process.terminate()


def to_device(plan, device):
    move = lambda k, v: torch.from_numpy(v) if k == 'letter_counts' else torch.from_numpy(v).to(device, non_blocking=True)
    return {k: move(k, v) if isinstance(v, np.ndarray) else v for k, v in plan.items()}
