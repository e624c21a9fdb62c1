"""Training windows: utterances one after another, changed as rooms, microphones and speakers change them, and their labels.

All changes are made to the log power spectrum, which is cheap: tempo and vocal tract by resampling along time and
frequency, equaliser by adding, noise by adding powers, reverberation by smearing power along time.
"""
import random

import numpy as np
import torch

from .features import FLOOR, FRAMES_PER_SECOND, MELS, log_power, normalise
from .model import LETTERS
from .tokens import SECONDS_PER_TIME_TOKEN, TIME_TOKENS

LETTER_IDS = {c: i + 1 for i, c in enumerate(LETTERS)}
POSITIONS_PER_SECOND = 50
NOTHING_SHARE, WITH_TIMES_SHARE = .04, .75


def letters(text):
    """CTC letter ids of a text: letters and apostrophes, single blanks between words."""
    kept = ''.join(c if c in LETTER_IDS else ' ' for c in text.lower())
    return [LETTER_IDS[c] for c in ' '.join(kept.split())]


def resample(spectrum, tempo, warp):
    """Stretch along time by 1 / tempo and shift the formants by the factor `warp` (linear interpolation)."""
    bands, frames = spectrum.shape
    at = np.arange(max(1, int(frames / tempo))) * tempo
    low = np.minimum(at.astype(int), frames - 1)
    part = (at - low).astype(np.float32)
    out = spectrum[:, low] * (1 - part) + spectrum[:, np.minimum(low + 1, frames - 1)] * part
    if warp != 1:
        at = np.clip(np.arange(bands) * warp, 0, bands - 1)
        low = at.astype(int)
        part = (at - low).astype(np.float32)[:, None]
        out = out[low] * (1 - part) + out[np.minimum(low + 1, bands - 1)] * part
    return out


class Batcher:
    """Draws batches of windows; everything random comes from `seed`."""

    def __init__(self, dataset, tokenizer, seed):
        self.dataset, self.tokenizer = dataset, tokenizer
        self.rng, self.numbers = random.Random(seed), np.random.default_rng(seed)
        hiss = self.numbers.standard_normal(60 * 16000).astype(np.float32) * .05
        self.hiss = log_power(torch.from_numpy(hiss)).numpy()

    def plan(self, seconds, level):
        """[(start_seconds, utterance, tempo)] that fill a window; now and then nothing at all."""
        rng, plan = self.rng, []
        if rng.random() < NOTHING_SHARE:
            return plan
        at = rng.choice([0, rng.uniform(0, .3), rng.uniform(0, .6)]) if seconds < 5 else rng.uniform(0, 1.5)
        fill = seconds if rng.random() < .8 else rng.uniform(.4, 1) * seconds
        while True:
            drawn = [(u, rng.uniform(1 - .12 * level, 1 + .12 * level)) for u in rng.choices(self.dataset.items, k=8)]
            fitting = [(u.seconds / tempo, u, tempo) for u, tempo in drawn if u.seconds / tempo <= fill - at]
            if not fitting:
                return plan
            length, utterance, tempo = max(fitting, key=lambda f: f[0])
            plan.append((at, utterance, tempo))
            at += length + rng.choice([rng.uniform(.1, .5), rng.uniform(.2, 1.2)])

    def spectrum(self, plan, seconds, level):
        """The log power (80, frames) of a planned window, with everything that happens to it on the way."""
        rng, numbers, frames = self.rng, self.numbers, round(seconds * FRAMES_PER_SECOND)
        out = np.full((MELS, frames), FLOOR, np.float32)
        for start, utterance, tempo in plan:
            warp = rng.uniform(1 - .1 * level, 1 + .1 * level) if rng.random() < .7 else 1
            part = resample(utterance.log_power(), tempo, warp) + rng.uniform(-.4, .4) * level
            first = round(start * FRAMES_PER_SECOND)
            part = part[:, :frames - first]
            out[:, first:first + part.shape[1]] = part
        if rng.random() < .3 * level:
            self.reverberate(out, rng.uniform(.1, .5), rng.uniform(.02, .25))
        if rng.random() < .6 * level:
            out += self.curve(.7)
        if rng.random() < .15 * level:
            out[rng.randint(60, 76):] -= rng.uniform(2, 6)
        if rng.random() < .8 * level or (not plan and rng.random() < .8):
            self.add_noise(out, rng.uniform(.5, 5) if plan else rng.uniform(0, 6))
        return np.maximum(out, FLOOR)

    def curve(self, height):
        """A smooth random equaliser (80, 1), in log10 units."""
        points = self.numbers.uniform(-height, height, 6)
        return np.interp(np.arange(MELS), np.linspace(0, MELS - 1, 6), points).astype(np.float32)[:, None]

    def add_noise(self, out, below):
        """Coloured noise, `below` log10 units (tens of decibels) under the loudest value."""
        first = self.rng.randrange(self.hiss.shape[1])
        noise = np.take(self.hiss, np.arange(first, first + out.shape[1]), axis=1, mode='wrap') + self.curve(1.)
        noise += max(out.max(), -2.) - below - noise.max()
        np.logaddexp(out * np.log(10), noise * np.log(10), out=out)
        out /= np.log(10)

    def reverberate(self, out, seconds, share):
        """An exponentially decaying tail: power falls by 60 dB in `seconds`; `share` of the power enters it."""
        keep = 10 ** (-6 / (seconds * FRAMES_PER_SECOND))
        power, tail = 10 ** out, np.zeros(MELS, np.float32)
        for t in range(out.shape[1]):
            tail = keep * (tail + share * power[:, t])
            out[:, t] = np.log10(power[:, t] + tail + 1e-12)

    def mask(self, mel, level):
        """SpecAugment (Park et al. 2019): bands and stretches set to the mean."""
        for b in range(mel.shape[0]):
            mean = mel[b].mean()
            for _ in range(2 if self.rng.random() < 2 * level else 0):
                low, height = self.rng.randrange(MELS), self.rng.randint(0, 10)
                mel[b, low:low + height] = mean
            for _ in range(round(mel.shape[2] / 250 * level * 2)):
                first, length = self.rng.randrange(mel.shape[2]), self.rng.randint(0, 20)
                mel[b, :, first:first + length] = mean

    def label(self, plan, seconds, offset, with_times):
        """(tokens, guide): what the decoder writes; guide rows are (index of token, first, last position) of its sound."""
        tk, guide = self.tokenizer, []
        time = lambda t: tk.first_time + min(TIME_TOKENS - 1, offset + round(t / SECONDS_PER_TIME_TOKEN))
        out = [tk.start, tk.english, tk.transcribe] + ([] if with_times else [tk.no_times])
        if not plan:
            return out + [time(0)] * with_times + [tk.end], guide
        for start, utterance, tempo in plan:
            if with_times:
                out.append(time(start))
            words = utterance.words()
            for token, index, low, high in tk.encode_words(utterance.text):
                _, a, b, exact = words[index]
                span = (b - a) / tempo
                if exact:
                    guide.append((len(out), (start + a / tempo + low * span) * POSITIONS_PER_SECOND, (start + a / tempo + high * span) * POSITIONS_PER_SECOND))
                out.append(token)
            if with_times:
                out.append(time(start + utterance.seconds / tempo))
        return out + [tk.end], guide

    def frames(self, plan, seconds):
        """For every frame of 40 ms the letter that is probably spoken: a word's letters share its time. 0: silence."""
        out = np.zeros(round(seconds * 25), np.int64)
        for start, utterance, tempo in plan:
            for word, a, b, exact in utterance.words():
                ids, first, last = letters(word), (start + a / tempo) * 25, (start + b / tempo) * 25
                span = np.arange(int(first), min(len(out), int(last)))
                if ids:
                    place = (span - first) / max(last - first, 1e-6) * len(ids)
                    out[span] = np.array(ids)[np.clip(place.astype(int), 0, len(ids) - 1)]
        return out

    def batch(self, count, seconds, level):
        """`count` windows of `seconds` as a dictionary of tensors and lists; `level` (0 to 1) is the strength of the changes."""
        rng, room = self.rng, round((30 - seconds) * POSITIONS_PER_SECOND)
        plans = [self.plan(seconds, level) for _ in range(count)]
        mel = normalise(torch.from_numpy(np.stack([self.spectrum(p, seconds, level) for p in plans])))
        self.mask(mel, level)
        offsets = [0 if rng.random() < .3 else rng.randint(0, room) for _ in plans]
        labels = [self.label(p, seconds, o, rng.random() < WITH_TIMES_SHARE) for p, o in zip(plans, offsets)]
        longest = max(len(tokens) for tokens, _ in labels)
        tokens = torch.full((count, longest), self.tokenizer.end)
        targets = torch.full((count, longest - 1), -100)
        for i, (row, _) in enumerate(labels):
            tokens[i, :len(row)] = torch.tensor(row)
            targets[i, :len(row) - 1] = torch.tensor(row[1:])
            if not plans[i]:
                targets[i, 0] = self.tokenizer.no_speech
        return dict(
            mel=mel, offsets=offsets, input=tokens[:, :-1], target=targets, guide=[g for _, g in labels],
            letters=[letters(' '.join(u.text for _, u, _ in p)) for p in plans],
            frames=torch.from_numpy(np.stack([self.frames(p, seconds) for p in plans])),
        )
