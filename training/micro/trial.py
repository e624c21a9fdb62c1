"""Word errors of a model on utterances it is not trained on, for the log of the training."""
import json

import numpy as np
import torch

from .dataset import Shards, Utterance, letters
from .features import log_power, normalise
from .sentences import words

LEAD, TAIL, MOST_AT_ONCE = 4000, 5600, 128


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


class Trial:
    """The first `count` utterances of a folder."""

    def __init__(self, folder, tokenizer, count):
        self.tokenizer, self.items = tokenizer, []
        for lines, samples, _ in Shards(folder).fresh():
            for line in lines:
                u = Utterance(json.loads(line), tokenizer)
                self.items.append((u, samples[u.first:u.first + u.count].astype(np.float32) / 32768))
        self.items = sorted(self.items[:: max(1, len(self.items) // count)][:count], key=lambda item: item[0].count)

    @torch.no_grad()
    def run(self, model):
        """(word error rate of the decoder, letter error rate of CTC, a few examples)."""
        tk, wrong, total, examples = self.tokenizer, np.zeros(2), np.zeros(2), []
        for i in range(0, len(self.items), MOST_AT_ONCE):
            part = self.items[i:i + MOST_AT_ONCE]
            wave = np.zeros((len(part), (max(u.count for u, _ in part) + LEAD + TAIL) // 640 * 640), np.float32)
            for row, (u, samples) in zip(wave, part):
                row[LEAD:LEAD + u.count] = samples
            source = model.encode(normalise(log_power(torch.from_numpy(wave).to(model.positions.device))))
            best = model.letters(source).argmax(-1).tolist()
            for (u, _), tokens, path in zip(part, model.greedy(source, [tk.start, tk.english, tk.transcribe, tk.no_times], tk.end), best):
                text, expected = tk.decode(tokens), letters(u.text)
                heard = [a for a, b in zip(path, [-1] + path) if a != b and a]
                wrong += edit_distance(words(u.text), words(text)), edit_distance(expected, heard)
                total += len(words(u.text)), len(expected)
                examples.append((u.text, text.strip()))
        return (*(wrong / np.maximum(total, 1)).tolist(), examples[::max(1, len(examples) // 3)])
