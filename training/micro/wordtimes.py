"""Match a synthesiser's word events to the words of the text as it is written."""
from .sentences import words as plain_words


def key(text):
    return ''.join(plain_words(text))


def find(target, engine, at, reach=4):
    """(first, last + 1) of the engine words from `at` on that make up `target`, or None."""
    for first in range(at, min(at + reach, len(engine))):
        joined = ''
        for last in range(first, min(first + 3, len(engine))):
            joined += key(engine[last][0])
            if joined == target:
                return first, last + 1
    return None


def match(text, engine, duration):
    """[(word, start_seconds, end_seconds, is_exact)] for the blank-separated words of `text`.

    A word that the synthesiser does not report (it runs some short words together) shares the time between its neighbours
    by length and is not exact; nor is the word before it.
    """
    tokens, found, at = text.split(), [], 0
    for token in tokens:
        place = find(key(token), engine, at) if key(token) else None
        found.append((engine[place[0]][1], engine[place[1] - 1][2]) if place else None)
        at = place[1] if place else at
    out, i = [], 0
    while i < len(tokens):
        last = i + 1
        while last < len(tokens) and found[last] is None:
            last += 1
        start = found[i][0] if found[i] else 0.
        end = found[i][1] if last == i + 1 and found[i] else found[last][0] if last < len(tokens) else duration
        out += share(tokens[i:last], start, max(start, end), found[i] is not None and last == i + 1)
        i = last
    return out


def share(tokens, start, end, is_exact):
    """Split a stretch of time among words by their number of letters."""
    total, at = sum(len(t) for t in tokens), start
    for token in tokens:
        size = (end - start) * len(token) / total
        yield token, round(at, 3), round(at + size, 3), is_exact
        at += size
