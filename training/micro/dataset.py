"""The utterances that `synthesise.py` wrote: samples, log power spectra, word times."""
import glob
import json

import numpy as np
import torch

from .features import log_power
from .wordtimes import match

SAMPLE_RATE = 16000


class Dataset:
    """Reads the shards of a folder; `refresh()` picks up what was added since."""

    def __init__(self, folder):
        self.folder, self.files, self.items, self.done = folder, [], [], {}
        self.refresh()

    def refresh(self):
        for path in sorted(glob.glob(f'{self.folder}/*.jsonl')):
            lines = open(path).read().split('\n')[:-1]
            samples = np.memmap(path[:-5] + 'pcm', dtype='<i2', mode='r')
            for line in lines[self.done.get(path, 0):]:
                row = json.loads(line)
                self.items.append(Utterance(row, samples))
            self.done[path] = len(lines)
        return self


class Utterance:
    """One sentence in one voice, silence cut off at both ends."""

    def __init__(self, row, samples):
        self.text, self.voice, self.source = row['text'], row['voice'], row['source']
        self.first, self.count, self.raw_words = row['first'], row['count'], row['words']
        self.file, self.spectrum, self.times = samples, None, None

    @property
    def seconds(self):
        return self.count / SAMPLE_RATE

    def samples(self):
        return self.file[self.first:self.first + self.count].astype(np.float32) / 32768

    def log_power(self):
        """log10 mel power (80, frames), kept as 16-bit floats once computed."""
        if self.spectrum is None:
            self.spectrum = log_power(torch.from_numpy(self.samples())).numpy().astype(np.float16)
        return self.spectrum.astype(np.float32)

    def words(self):
        """[(word, start_seconds, end_seconds, is_exact)] for the words of the text."""
        if self.times is None:
            self.times = match(self.text, self.raw_words, self.seconds)
        return self.times
