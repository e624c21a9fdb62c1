#!/usr/bin/python3
"""A small byte-pair vocabulary in GPT-2's scheme, with Whisper's special and time tokens behind it.

Ids: the text tokens, then SPECIALS, then <|0.00|> to <|30.00|>. The file holds {"vocab": {token: id}, "merges": [[a, b]]}.

    python3 -m micro.tokens SENTENCES.jsonl OUT.json [--size 512]
"""
import argparse
import collections
import json
import re

SPECIALS = ('<|endoftext|>', '<|startoftranscript|>', '<|en|>', '<|translate|>', '<|transcribe|>', '<|startoflm|>',
            '<|startofprev|>', '<|nospeech|>', '<|notimestamps|>')
TIME_TOKENS, SECONDS_PER_TIME_TOKEN = 1501, .02
# GPT-2's pre-tokenizer, for ASCII text
PIECES = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+")
BLANK = '\u0120'          # GPT-2's printable stand-in for the blank


def pieces(text):
    return [p.replace(' ', BLANK) for p in PIECES.findall(text)]


def merge(symbols, pair):
    """`symbols` with every occurrence of `pair` joined."""
    out = []
    for s in symbols:
        if out and (out[-1], s) == pair:
            out[-1] += s
        else:
            out.append(s)
    return out


def train(texts, size):
    """Learn a vocabulary of `size` text tokens: the printable ASCII characters and the most frequent merges."""
    counts = collections.Counter(p for t in texts for p in pieces(' ' + t))
    split = {p: list(p) for p in counts}
    vocab, merges = [BLANK] + [chr(c) for c in range(33, 127)], []
    while len(vocab) < size:
        pairs = collections.Counter()
        for p, symbols in split.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counts[p]
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        vocab.append(best[0] + best[1])
        split = {p: merge(s, best) if len(s) > 1 else s for p, s in split.items()}
    return {t: i for i, t in enumerate(vocab)}, merges


class Tokenizer:
    """Encodes and decodes text, and knows the ids of the special tokens."""

    def __init__(self, path):
        data = json.load(open(path))
        self.vocab, self.merges = data['vocab'], [tuple(m) for m in data['merges']]
        self.rank = {m: i for i, m in enumerate(self.merges)}
        self.text_size = len(self.vocab)
        self.special = {s: self.text_size + i for i, s in enumerate(SPECIALS)}
        self.end, self.start = self.special['<|endoftext|>'], self.special['<|startoftranscript|>']
        self.english, self.transcribe = self.special['<|en|>'], self.special['<|transcribe|>']
        self.no_speech, self.no_times = self.special['<|nospeech|>'], self.special['<|notimestamps|>']
        self.first_time = self.no_times + 1
        self.size = self.first_time + TIME_TOKENS
        self.names = {i: t for t, i in self.vocab.items()}
        self.cache = {}

    def encode_piece(self, piece):
        if piece not in self.cache:
            symbols = list(piece)
            while pairs := [p for p in zip(symbols, symbols[1:]) if p in self.rank]:
                symbols = merge(symbols, min(pairs, key=self.rank.get))
            self.cache[piece] = [self.vocab[s] for s in symbols if s in self.vocab]
        return self.cache[piece]

    def encode(self, text):
        return [t for p in pieces(text) for t in self.encode_piece(p)]

    def encode_words(self, text):
        """[(token, index of its blank-separated word, share of the word before it, share after it)] of ' ' + text."""
        out = []
        for index, word in enumerate(text.split()):
            tokens, at, length = self.encode(' ' + word), 0, len(word) + 1
            for t in tokens:
                size = len(self.names[t])
                out.append((t, index, at / length, (at + size) / length))
                at += size
        return out

    def decode(self, ids):
        return ''.join(self.names[i] for i in ids if i < self.text_size).replace(BLANK, ' ')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sentences')
    parser.add_argument('out')
    parser.add_argument('--size', type=int, default=512)
    args = parser.parse_args()
    texts = [r['text'] for r in map(json.loads, open(args.sentences)) if r['split'] == 'train']
    vocab, merges = train(texts, args.size)
    with open(args.out, 'w') as out:
        json.dump(dict(vocab=vocab, merges=merges), out)
    tokenizer = Tokenizer(args.out)
    assert all(tokenizer.decode(tokenizer.encode(' ' + t)) == ' ' + t for t in texts[:500])
    tokens, words = (sum(map(len, map(f, texts))) for f in (lambda t: tokenizer.encode(' ' + t), str.split))
    print(tokenizer.size, 'tokens;', round(tokens / words, 2), 'tokens per word')


if __name__ == '__main__':
    main()
