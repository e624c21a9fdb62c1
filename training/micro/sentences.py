#!/usr/bin/python3
"""Collect the sentences that are spoken for training: one JSON object per line with `text`, `source`, `split`.

The sources stand in `sources.py`; what is said every day, numbers, dates and dictation come from `patterns.py`. Whatever the
test recordings say is marked `test`, as is one sentence in fifty of the rest.

    python3 -m micro.sentences OUT.jsonl --texts FOLDER [--patterns N] [--definitions N] [--seed N]
"""
import argparse
import collections
import hashlib
import itertools
import json
import os
import random
import re

from . import patterns, sources

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tests', 'fixtures', 'speech', 'index.json')
PLAIN = re.compile(r"^[A-Za-z][A-Za-z ,.'?!-]*[.?!]$")
UNWANTED = re.compile(r'(?i)\b(nigger|injun)')


def words(text):
    """Words as they are compared everywhere: lower case, letters, digits and apostrophes."""
    return re.sub(r"[^a-z0-9' ]+", ' ', text.lower().replace('-', ' ')).split()


def is_speakable(text, least=3, most=22):
    """True for a plain sentence of `least` to `most` words without abbreviations, initials or all-capital words."""
    if not PLAIN.match(text) or len(text) > 140 or re.search(r'\.\s', text) or UNWANTED.search(text):
        return False
    found = re.findall(r"[A-Za-z']+", text)
    if any((len(w) > 1 and w.isupper()) or w.lower() in ('mr', 'mrs', 'dr', 'st') for w in found):
        return False
    return least <= len(found) <= most and not re.search(r"(^|\s)[b-hj-zB-HJ-Z](\s|[,.?!])", text)


def unique(candidates, seen):
    """The speakable candidates whose words have not been met before."""
    for text in candidates:
        key = ' '.join(words(text))
        if key not in seen and is_speakable(text):
            seen.add(key)
            yield text


def keep_common(rows, least=2):
    """The rows whose every word occurs in at least `least` rows."""
    counts = collections.Counter(w for r in rows for w in set(words(r['text'])))
    return [r for r in rows if all(counts[w] >= least for w in words(r['text']))]


def split_of(text):
    """'test' for one sentence in fifty, chosen by the hash of its words, else 'train'."""
    return 'test' if int(hashlib.md5(' '.join(words(text)).encode()).hexdigest()[:8], 16) % 50 == 0 else 'train'


def said_in_fixtures():
    """The sentences of all test recordings, as words joined by blanks."""
    said = set()
    for clip in json.load(open(FIXTURES)):
        for sentence in re.split(r'(?<=[.?!])\s+', clip['text']):
            said.add(' '.join(words(sentence)))
    return said


def collect(root, pattern_count, definition_count, seed):
    """All sentences, shuffled, as dictionaries with `text`, `source` and `split`."""
    rng, seen, held_out = random.Random(seed), set(), said_in_fixtures()
    rows = [dict(text=t, source='wordnet') for t in unique(sources.wordnet_examples(root), seen)]
    for name, sentences in sources.books(root).items():
        rows += [dict(text=t, source=name) for t in unique(sentences, seen)]
    definitions = list(unique(sources.wordnet_definitions(root), seen))
    rng.shuffle(definitions)
    rows = keep_common(rows + [dict(text=t, source='definition') for t in definitions[:definition_count]])
    made = unique(patterns.sentences(rng), seen)
    rows += [dict(text=t, source='pattern') for t in itertools.islice(made, pattern_count)]
    rng.shuffle(rows)
    return [dict(r, split='test' if ' '.join(words(r['text'])) in held_out else split_of(r['text'])) for r in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('out')
    parser.add_argument('--texts', required=True, help='folder into which the packages of sources.PACKAGES were unpacked')
    parser.add_argument('--patterns', type=int, default=24000, help='how many sentences to make from patterns')
    parser.add_argument('--definitions', type=int, default=0, help='how many of WordNet\'s definitions to take')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    rows = collect(args.texts, args.patterns, args.definitions, args.seed)
    with open(args.out, 'w') as out:
        out.writelines(json.dumps(r) + '\n' for r in rows)
    for key, n in sorted(collections.Counter((r['source'], r['split']) for r in rows).items()):
        print(*key, n)


if __name__ == '__main__':
    main()
