"""The utterances that `synthesise.py` wrote: where their samples lie, and what is said when."""
import glob
import json
import random

import numpy as np

from .model import LETTERS
from .wordtimes import match

SAMPLE_RATE = 16000
LETTER_IDS = {c: i + 1 for i, c in enumerate(LETTERS)}


def letters(text):
    """CTC letter ids of a text: letters and apostrophes, single blanks between words."""
    kept = ''.join(c if c in LETTER_IDS else ' ' for c in text.lower())
    return [LETTER_IDS[c] for c in ' '.join(kept.split())]


class Utterance:
    """One sentence in one voice, silence cut off at both ends; times are seconds from its first sample.

    `tokens` has a row (token, word, share of the word before it, share after it) for each token; `starts`, `ends` and
    `exact` have one value for each word of the text.
    """

    __slots__ = ('voice', 'first', 'count', 'words', 'tokens', 'shares', 'starts', 'ends', 'exact', 'letters')

    def __init__(self, row, tokenizer, shift=0):
        self.voice, self.first, self.count = row['voice'], row['first'] + shift, row['count']
        timed = match(row['text'], row['words'], self.seconds)
        rows = tokenizer.encode_words(row['text'])
        self.words = [w for w, *_ in timed]
        self.tokens = np.array([r[:2] for r in rows], np.int32)
        self.shares = np.array([r[2:] for r in rows], np.float32)
        self.starts, self.ends = (np.array([t[k] for t in timed], np.float32) for k in (1, 2))
        self.exact = np.array([t[3] for t in timed])
        self.letters = np.array(letters(row['text']), np.uint8)

    @property
    def seconds(self):
        return self.count / SAMPLE_RATE

    @property
    def text(self):
        return ' '.join(self.words)

    def spans(self):
        """(token ids, start, end, is exact), the times in seconds."""
        word = self.tokens[:, 1]
        length = (self.ends - self.starts)[word]
        return self.tokens[:, 0], self.starts[word] + self.shares[:, 0] * length, self.starts[word] + self.shares[:, 1] * length, self.exact[word]

    def part(self, first, last):
        """The words `first` to `last` (not included) as an utterance of their own."""
        piece = Utterance.__new__(Utterance)
        begin, end = max(0, int(self.starts[first] * SAMPLE_RATE)), min(self.count, int(self.ends[last - 1] * SAMPLE_RATE))
        inside = (self.tokens[:, 1] >= first) & (self.tokens[:, 1] < last)
        piece.voice, piece.first, piece.count, piece.words = self.voice, self.first + begin, end - begin, self.words[first:last]
        piece.tokens, piece.shares = self.tokens[inside] - np.array([0, first], np.int32), self.shares[inside]
        piece.starts, piece.ends = (t[first:last] - begin / SAMPLE_RATE for t in (self.starts, self.ends))
        piece.exact, piece.letters = self.exact[first:last], np.array(letters(' '.join(piece.words)), np.uint8)
        return piece


class Shards:
    """The files of a folder that grow while sentences are spoken; `fresh()` gives what was added since the last call."""

    def __init__(self, folder):
        self.folder, self.read = folder, {}

    def fresh(self):
        """[(path without suffix, JSON lines, samples)] of the utterances that are new, for each shard that has some."""
        found = []
        for path in sorted(glob.glob(f'{self.folder}/*.jsonl')):
            offset, sample = self.read.get(path, (0, 0))
            with open(path, 'rb') as file:
                file.seek(offset)
                data = file.read()
            data = data[:data.rfind(b'\n') + 1]
            if data:
                lines = data.decode().splitlines()
                last = json.loads(lines[-1])
                end = last['first'] + last['count']
                samples = np.fromfile(path[:-5] + 'pcm', '<i2', end - sample, offset=2 * sample)
                self.read[path] = offset + len(data), end
                found.append((lines, samples, sample))
        return found


class Drawer:
    """Draws utterances; `voice` limits a draw to one voice."""

    def __init__(self, rng=random):
        self.rng, self.items, self.by_voice = rng, [], {}

    def add(self, utterance):
        self.items.append(utterance)
        self.by_voice.setdefault(utterance.voice.split('+')[0], []).append(utterance)

    def draw(self, like=None):
        pool = self.by_voice[like.voice.split('+')[0]] if like else self.items
        return pool[int(self.rng.random() * len(pool))]
