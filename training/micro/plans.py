"""Plans of training windows: which utterances sound when, how fast, and what the network should answer.

A plan is made of small arrays on the processor; `sound.py` renders it to spectra where the network is.
"""
import random

import numpy as np

from .dataset import SAMPLE_RATE, Drawer, letters
from .tokens import SECONDS_PER_TIME_TOKEN, TIME_TOKENS

POSITIONS_PER_SECOND, FRAMES_PER_SECOND = 50, 25
NOTHING_SHARE, WITH_TIMES_SHARE, PART_SHARE, ONE_VOICE_SHARE, FROM_START_SHARE = .04, .5, .12, .6, .6
WINDOW_SECONDS = 30


class Planner:
    """Draws plans of batches; everything random comes from `seed`."""

    def __init__(self, tokenizer, seed):
        self.tokenizer, self.rng = tokenizer, random.Random(seed)
        self.drawer = Drawer(self.rng)

    def add(self, utterance):
        self.drawer.add(utterance)

    def candidate(self, like):
        utterance = self.drawer.draw(like)
        count = len(utterance.words)
        if count > 4 and self.rng.random() < PART_SHARE:
            first = self.rng.randrange(count - 2)
            last = self.rng.randint(first + 2, count)
            if utterance.exact[first] and utterance.exact[last - 1]:
                return utterance.part(first, last)
        return utterance

    def window(self, seconds, level):
        """[(start_seconds, utterance, speed)] that fill a window; now and then nothing at all."""
        rng, plan, like = self.rng, [], None
        if rng.random() < NOTHING_SHARE:
            return plan
        at = rng.uniform(0, .6) if rng.random() < .8 or seconds < 5 else rng.uniform(0, 1.5)
        fill = seconds if rng.random() < .7 else rng.uniform(.3, 1) * seconds
        one_voice, speed = rng.random() < ONE_VOICE_SHARE, None
        while True:
            best = None
            for _ in range(5):
                utterance = self.candidate(like)
                factor = speed or (rng.uniform(1 - .16 * level, 1 + .2 * level) if rng.random() < .8 else 1.)
                length = utterance.seconds / factor
                if length <= fill - at and (best is None or length > best[0]):
                    best = length, utterance, factor
            if best is None:
                return plan
            length, utterance, factor = best
            plan.append((at, utterance, factor))
            if one_voice:
                like, speed = utterance, factor
            at += length + rng.choice([rng.uniform(.05, .5), rng.uniform(.2, 1.2)])

    def label(self, plan, offset, with_times):
        """(tokens, guide): what the decoder writes; guide rows are (index of token, first, last position) of its sound."""
        tk, out, guide = self.tokenizer, [], []
        time = lambda t: tk.first_time + min(TIME_TOKENS - 1, offset + round(t / SECONDS_PER_TIME_TOKEN))
        out = [tk.start, tk.english, tk.transcribe] + ([] if with_times else [tk.no_times])
        if not plan:
            return out + [time(0)] * with_times + [tk.end], []
        for start, utterance, speed in plan:
            if with_times:
                out.append(time(start))
            ids, low, high, exact = utterance.spans()
            rows = np.stack([np.arange(len(out), len(out) + len(ids)), (start + low / speed) * POSITIONS_PER_SECOND, (start + high / speed) * POSITIONS_PER_SECOND], 1)
            guide.append(rows[exact])
            out += ids.tolist()
            if with_times:
                out.append(time(start + utterance.seconds / speed))
        return out + [tk.end], guide

    def frames(self, plan, out):
        """Write for every frame of 40 ms the letter that is probably spoken: a word's letters share its time. 0: silence."""
        for start, utterance, speed in plan:
            for word, a, b in zip(utterance.words, utterance.starts, utterance.ends):
                ids, first, last = letters(word), (start + a / speed) * FRAMES_PER_SECOND, (start + b / speed) * FRAMES_PER_SECOND
                span = np.arange(int(first), min(len(out), int(last)))
                if ids and len(span):
                    place = (span - first) / max(last - first, 1e-6) * len(ids)
                    out[span] = np.array(ids)[np.clip(place.astype(int), 0, len(ids) - 1)]

    def batch(self, count, seconds, level, with_frames):
        """`count` windows of `seconds` as a dictionary of arrays; `level` (0 to 1) is the strength of the changes of sound."""
        rng, room = self.rng, round((WINDOW_SECONDS - seconds) * POSITIONS_PER_SECOND)
        plans = [self.window(seconds, level) for _ in range(count)]
        offsets = [0 if rng.random() < FROM_START_SHARE else rng.randint(0, room) for _ in plans]
        labels = [self.label(p, o, rng.random() < WITH_TIMES_SHARE) for p, o in zip(plans, offsets)]
        out = dict(self.segments(plans), **self.texts(plans, labels), seconds=seconds, level=level, offsets=np.array(offsets))
        if with_frames:
            out['frames'] = np.zeros((count, round(seconds * FRAMES_PER_SECOND)), np.int64)
            for row, plan in zip(out['frames'], plans):
                self.frames(plan, row)
        return out

    def segments(self, plans):
        """Where each utterance of each window begins, where its samples lie, how many they are and how fast they are read."""
        shape = len(plans), max(1, max(map(len, plans)))
        begin, first, count, speed = np.full(shape, 1 << 30), np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.ones(shape, np.float32)
        for i, plan in enumerate(plans):
            for k, (start, utterance, factor) in enumerate(plan):
                begin[i, k], first[i, k], count[i, k], speed[i, k] = round(start * SAMPLE_RATE), utterance.first, utterance.count, factor
        return dict(begin=begin, first=first, count=count, speed=speed)

    def texts(self, plans, labels):
        """Tokens in and out of the decoder, guide rows (window, token, first, last position) and CTC letters."""
        longest = max(len(tokens) for tokens, _ in labels)
        tokens = np.full((len(plans), longest), self.tokenizer.end)
        target = np.full((len(plans), longest - 1), -100)
        guide = [np.zeros((0, 4), np.float32)]
        for i, (row, parts) in enumerate(labels):
            tokens[i, :len(row)] = row
            target[i, :len(row) - 1] = row[1:]
            if not plans[i]:
                target[i, 0] = self.tokenizer.no_speech
            guide += [np.concatenate([np.full((len(p), 1), i), p], 1).astype(np.float32) for p in parts]
        blank = np.array([1], np.uint8)
        spoken = [np.concatenate([x for _, u, _ in p for x in (u.letters, blank)])[:-1] if p else np.zeros(0, np.uint8) for p in plans]
        return dict(input=tokens[:, :-1], target=target, guide=np.concatenate(guide), letters=np.concatenate(spoken).astype(np.int64),
                    letter_counts=np.array([len(s) for s in spoken]))
