#!/usr/bin/python3
"""Collect the sentences that are spoken for training: one JSON object per line with `text`, `source`, `split`.

Sources: WordNet's usage examples, Jane Austen's novels (Debian packages `wordnet-base` and `r-cran-janeaustenr`) and the
patterns of `patterns.py`. Only words that are common in the collection are kept: a small model learns few words well.

    python3 -m micro.sentences OUT.jsonl [--books FOLDER] [--patterns N] [--seed N]
"""
import argparse
import collections
import glob
import hashlib
import itertools
import json
import random
import re
import struct
import zlib

from . import patterns

WORDNET = '/usr/share/wordnet/data.*'
BOOKS = 'usr/lib/R/site-library/janeaustenr/data/Rdata'
HELD_OUT_BOOK = 'persuasion'
PLAIN = re.compile(r"^[A-Za-z][A-Za-z ,.'?!-]*[.?!]$")
QUESTION = re.compile(r'(?i)(who|what|when|where|why|how|do|does|did|is|are|can|could|will|would)\b')


def words(text):
    """Words as they are compared everywhere: lower case, letters, digits and apostrophes."""
    return re.sub(r"[^a-z0-9' ]+", ' ', text.lower().replace('-', ' ')).split()


def clean(text):
    """Plain punctuation only: quotes and brackets go, dashes, colons and semicolons become commas."""
    text = text.replace('\u2019', "'").replace('\u2018', "'").replace('\u2014', ', ').replace('--', ', ').replace('...', '.')
    text = re.sub(r'["\u201c\u201d_*`()\[\]]', '', text)
    text = re.sub(r'[;:]', ',', text)
    text = re.sub(r'\s+', ' ', text).strip()
    text = re.sub(r'\s+([,.?!])', r'\1', text)
    text = re.sub(r',+', ',', text).replace(',.', '.').replace('?!', '?').replace(',!', '!')
    return re.sub(r'([.?!])[.?!]+$', r'\1', text)


def is_speakable(text, least=3, most=18):
    """True for a plain sentence of `least` to `most` words without abbreviations, initials or all-capital words."""
    if not PLAIN.match(text) or len(text) > 110 or re.search(r'\.\s', text):
        return False
    found = re.findall(r"[A-Za-z']+", text)
    if any((len(w) > 1 and w.isupper()) or w.lower() in ('mr', 'mrs', 'dr', 'st') for w in found):
        return False
    return least <= len(found) <= most and not re.search(r"(^|\s)[b-hj-zB-HJ-Z](\s|[,.?!])", text)


def from_wordnet():
    """The usage examples of every WordNet gloss, as sentences."""
    for path in sorted(glob.glob(WORDNET)):
        for line in open(path, encoding='latin1'):
            if ' | ' not in line or line.startswith('  '):
                continue
            for example in re.findall(r'"([^"]{12,140})"', line.split(' | ', 1)[1]):
                text = re.sub(r'\bi\b', 'I', clean(example))
                if text:
                    end = '' if text[-1] in '.?!' else '?' if QUESTION.match(text) else '.'
                    yield text[0].upper() + text[1:] + end


def read_r_strings(blob):
    """The strings of a serialised R character vector (XDR), in order."""
    at, mark = 0, b'\x00\x04\x00\x09'
    while (at := blob.find(mark, at)) >= 0:
        size = struct.unpack('>i', blob[at + 4:at + 8])[0]
        at += 8
        if 0 <= size < 4096:
            yield blob[at:at + size].decode('utf8', 'replace')
            at += size


def read_books(folder):
    """{title: text} from the lazy-load database of the R package `janeaustenr`, unpacked below `folder`."""
    index = zlib.decompress(open(f'{folder}/{BOOKS}.rdx', 'rb').read(), wbits=47)
    data = open(f'{folder}/{BOOKS}.rdb', 'rb').read()
    places = [struct.unpack('>ii', m) for m in re.findall(rb'\x00\x00\x00\x0d\x00\x00\x00\x02(.{8})', index, re.S)]
    names = [s for s in read_r_strings(index)]
    titles = [n for n in names if n not in ('names', 'variables', 'references', 'compressed')]
    return {t: '\n'.join(read_r_strings(zlib.decompress(data[o + 4:o + n]))) for t, (o, n) in zip(titles, places)}


def from_book(text):
    """The sentences of a book, quotation marks removed."""
    for paragraph in re.split(r'\n\s*\n', text):
        for part in re.split(r'(?<=[.?!])["\u201d]?\s+', paragraph.replace('\n', ' ')):
            part = clean(part)
            if part:
                yield part[0].upper() + part[1:]


def unique(candidates, seen):
    """The speakable candidates whose words have not been met before."""
    for text in candidates:
        key = ' '.join(words(text))
        if key not in seen and is_speakable(text):
            seen.add(key)
            yield text


def keep_common(rows, least=4):
    """The rows whose every word occurs in at least `least` rows."""
    counts = collections.Counter(w for r in rows for w in set(words(r['text'])))
    return [r for r in rows if all(counts[w] >= least for w in words(r['text']))]


def split_of(text):
    """'test' for one sentence in fifty, chosen by the hash of its words, else 'train'."""
    return 'test' if int(hashlib.md5(' '.join(words(text)).encode()).hexdigest()[:8], 16) % 50 == 0 else 'train'


def collect(books_folder, pattern_count, seed):
    """All sentences, shuffled, as dictionaries with `text`, `source` and `split`."""
    rng, seen = random.Random(seed), set()
    rows = [dict(text=t, source='wordnet') for t in unique(from_wordnet(), seen)]
    if books_folder:
        books = read_books(books_folder)
        austen = (s for title in sorted(books) if title != HELD_OUT_BOOK for s in from_book(books[title]))
        picked = list(unique(austen, seen))
        rng.shuffle(picked)
        rows += [dict(text=t, source='austen') for t in picked[:9000]]
    rows = keep_common(rows)
    made = unique(patterns.sentences(rng), seen)
    rows += [dict(text=t, source='pattern') for t in itertools.islice(made, pattern_count)]
    rng.shuffle(rows)
    return [dict(r, split=split_of(r['text'])) for r in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('out')
    parser.add_argument('--books', default='', help='folder into which r-cran-janeaustenr was unpacked')
    parser.add_argument('--patterns', type=int, default=24000, help='how many sentences to make from patterns')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    rows = collect(args.books, args.patterns, args.seed)
    with open(args.out, 'w') as out:
        out.writelines(json.dumps(r) + '\n' for r in rows)
    for key, n in sorted(collections.Counter((r['source'], r['split']) for r in rows).items()):
        print(*key, n)


if __name__ == '__main__':
    main()
