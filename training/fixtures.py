#!/usr/bin/python3
"""Synthesise the speech fixtures of `tests/fixtures/speech` with exact text, word times and speaker turns.

Text and voices are held out of training, but for the clips marked `seen`, whose voices the model knows. The clips of the
`easy` set are picked from many candidates by how well the built-in model hears them; the measured error is kept as `modelWer`.

    python3 training/fixtures.py SENTENCES.jsonl --books FOLDER
    python3 training/fixtures.py --measure
"""
import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

import numpy as np
import soundfile as sf
from scipy.signal import resample_poly

from fixture_texts import CONVERSATION, MEMO
from micro import voices
from micro.engines import ENGINES, SAMPLE_RATE, Request, is_usable, trim
from micro.sentences import is_speakable
from micro.sources import HELD_OUT_BOOK, austen, sentences_of
from micro.wordtimes import match

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, '..', 'tests', 'fixtures', 'speech')
MODEL = os.path.join(HERE, '..', 'static', 'models', 'echoflow-micro', 'r2')
LEAD_SECONDS, TAIL_SECONDS = .25, .35
LARGE_NUMBER = re.compile(r'hundred|thousand|teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet|eleven|twel')


class Clip:
    """A recording under construction: sentences one after another, each with its speaker and a pause before it."""

    def __init__(self, folder, name, suffix, **facts):
        self.path, self.facts = f'{folder}/{name}.{suffix}', facts
        self.parts, self.text, self.words, self.turns = [np.zeros(int(LEAD_SECONDS * SAMPLE_RATE), np.float32)], [], [], []

    @property
    def seconds(self):
        return sum(len(p) for p in self.parts) / SAMPLE_RATE

    def add(self, utterance, speaker='A', pause=0.):
        request, samples, words = utterance
        if self.text:
            self.parts.append(np.zeros(int(pause * SAMPLE_RATE), np.float32))
        start = self.seconds
        self.parts.append(samples)
        self.text.append(request.text)
        for text, a, b, exact in match(request.text, words, len(samples) / SAMPLE_RATE):
            self.words.append(dict(text=text, start=round(start + a, 3), end=round(start + b, 3), **({} if exact else dict(approximate=True))))
        if self.turns and self.turns[-1]['speaker'] == speaker:
            self.turns[-1]['end'] = round(self.seconds, 3)
        else:
            self.turns.append(dict(speaker=speaker, start=round(start, 3), end=round(self.seconds, 3)))

    def save(self):
        """Write the file; returns its entry for the index."""
        samples = np.concatenate(self.parts + [np.zeros(int(TAIL_SECONDS * SAMPLE_RATE), np.float32)])
        os.makedirs(os.path.dirname(f'{OUT}/{self.path}'), exist_ok=True)
        encode(samples, f'{OUT}/{self.path}')
        return dict(file=self.path, text=' '.join(self.text), **self.facts, durationSeconds=round(len(samples) / SAMPLE_RATE, 3),
                    words=self.words, speakers=self.turns)


def encode(samples, path):
    """Opus for `.ogg`, 16-bit FLAC at 16 kHz for `.flac`, 16-bit at 48 kHz for `.wav`."""
    if path.endswith('.ogg'):
        noise = np.random.default_rng(len(samples)).standard_normal(len(samples)).astype(np.float32) * 1e-4
        with tempfile.NamedTemporaryFile(suffix='.wav') as raw:
            sf.write(raw.name, samples + noise, SAMPLE_RATE, subtype='PCM_16')
            subprocess.run(['ffmpeg', '-y', '-v', 'error', '-i', raw.name, '-c:a', 'libopus', '-b:a', '24k', '-application', 'voip',
                            '-fflags', '+bitexact', '-flags', '+bitexact', '-map_metadata', '-1', path], check=True)
    elif path.endswith('.wav'):
        sf.write(path, np.clip(resample_poly(samples, 3, 1), -1, 1), 3 * SAMPLE_RATE, subtype='PCM_16')
    else:
        sf.write(path, samples, SAMPLE_RATE, subtype='PCM_16')


class Speaker:
    """Speaks sentences in one voice with fixed settings."""

    engines = {}

    def __init__(self, voice, rate=.5, pitch=.5):
        self.voice, self.settings = voice, (rate, pitch, .5)
        kind = voice.split(':')[0]
        self.engine = self.engines.setdefault(kind, None) or ENGINES[kind]()
        self.engines[kind] = self.engine

    def say(self, texts):
        """The usable utterances of `texts`, trimmed, in order."""
        for request, samples, words in self.engine.speak([Request(t, self.voice, *self.settings) for t in texts]):
            if is_usable(samples):
                yield (request, *trim(samples, words))


def utterances(rows, rng, count, prefix, held_out):
    """`count` clips of 2 to 20 s, each of one or more held-out sentences in one voice."""
    rows, clips = list(rows), []
    rng.shuffle(rows)
    while len(clips) < count:
        voice = voices.draw(rng, held_out)
        speaker = Speaker(voice, rng.uniform(.2, .8), rng.random())
        clip = Clip('utterances', f'{prefix}{len(clips) + 1:02d}', 'ogg', set='utterance', voice=voice, seen=not held_out)
        target = rng.choice([0, 0, 0, 5, 8, 12, 16])
        while clip.seconds < 2 or clip.seconds < target:
            for utterance in speaker.say([rows.pop()['text']]):
                clip.add(utterance, pause=rng.uniform(.3, .7))
        if clip.seconds < 19.5:
            clips.append(clip)
    return [c.save() for c in clips]


def long_recordings(books_folder):
    """A memo of two minutes, a conversation between two voices and a reading of ten minutes."""
    memo = Clip('long', 'memo', 'ogg', set='long', voice='espeak:en-us+paul', seen=False)
    for utterance in Speaker('espeak:en-us+paul', .15, .4).say(MEMO):
        memo.add(utterance, pause=1.4 if utterance[0].text == 'New paragraph.' else .6)

    cast = dict(A='festival:ked_diphone', B='espeak:en-us+linda')
    talk = Clip('long', 'conversation', 'ogg', set='long', voice='; '.join(cast.values()), seen=False)
    lines = {who: iter(list(Speaker(voice, .35, .6).say([t for w, t in CONVERSATION if w == who]))) for who, voice in cast.items()}
    for who, _ in CONVERSATION:
        talk.add(next(lines[who]), who, .6)

    reading = Clip('long', 'reading', 'ogg', set='long', voice='espeak:en-gb+m7', seen=False)
    book = (s for s in sentences_of(austen(books_folder)[HELD_OUT_BOOK]) if is_speakable(s, 4, 24))
    speaker = Speaker('espeak:en-gb+m7', .35, .45)
    for text in book:
        for utterance in speaker.say([text]):
            reading.add(utterance, pause=.5)
        if reading.seconds > 600:
            break
    return [c.save() for c in (memo, talk, reading)]


EASY_VOICES = ('espeak:en-us', 'espeak:en-us+m3', 'espeak:en-gb', 'flite:awb')


def easy_sentences(rows):
    """{voice: utterances} that the built-in model hears without error, in voices that it knows; no large numbers."""
    texts = [r['text'] for r in rows if r['source'] == 'pattern' and not LARGE_NUMBER.search(r['text'])][:130]
    spoken = [(voice, n, u) for voice in EASY_VOICES for n, u in enumerate(Speaker(voice, .4, .5).say(texts))]
    clips = [join('candidates', f'{voice.replace(":", "-")}-{n}', [u]) for voice, n, u in spoken]
    errors = transcribe([clip.save() for clip in clips])
    return {v: [u for (voice, _, u), clip in zip(spoken, clips) if voice == v and errors[clip.path] == 0] for v in EASY_VOICES}


def join(folder, name, sentences, suffix='flac'):
    """A clip of the easy set: sentences in one voice, 0.6 s apart."""
    clip = Clip(folder, name, suffix, set='easy', voice=sentences[0][0].voice, seen=True)
    for sentence in sentences:
        clip.add(sentence, pause=.6)
    return clip


def transcribe(entries, model=MODEL):
    """{file: word error rate} of the built-in model."""
    with tempfile.NamedTemporaryFile('w', suffix='.json') as index, tempfile.NamedTemporaryFile(suffix='.json') as result:
        json.dump(entries, index)
        index.flush()
        subprocess.run([f'{HERE}/evaluate', '--model', model, '--index', index.name, '--folder', OUT, '--clips', result.name], check=True)
        return {r['file']: r['wer'] for r in json.load(open(result.name))}


def best_joined(pool, rng, seconds, tries):
    """The lists of sentences from `pool`, of about that many seconds each, that are heard best when joined; best first."""
    drawn = []
    for _ in range(tries):
        picked = []
        for sentence in rng.sample(pool, len(pool)):
            if sum(len(s[1]) / SAMPLE_RATE + .6 for s in picked) < seconds:
                picked.append(sentence)
        drawn.append(picked)
    clips = [join('candidates', f'joined-{n}', d) for n, d in enumerate(drawn)]
    errors = transcribe([c.save() for c in clips])
    order = sorted(range(tries), key=lambda n: errors[clips[n].path])
    return [drawn[n] for n in order]


def easy(rows, rng):
    """Clips that the built-in model hears well: nine short ones, one of 25 s, a dictation of 60 s and the microphone's."""
    good = easy_sentences(rows)
    voices_by_yield = sorted(EASY_VOICES, key=lambda v: -len(good[v]))
    print({v: len(good[v]) for v in voices_by_yield})
    first, short = good[voices_by_yield[0]], []
    for voice, count in zip(voices_by_yield, (4, 3, 2)):
        short += best_joined(good[voice], rng, 4.5, 24)[:count]
    clips = [join('easy', f'easy{n + 1}', sentences) for n, sentences in enumerate(short)]
    clips.append(join('.', 'microphone', best_joined(first, rng, 9, 40)[0], 'wav'))
    clips.append(join('easy', 'sentences-25s', best_joined(first, rng, 25, 12)[0]))
    clips.append(join('easy', 'dictation-60s', best_joined(first * 2, rng, 60, 6)[0]))
    shutil.rmtree(f'{OUT}/candidates')
    return [dict(c.save(), file=c.path.removeprefix('./')) for c in clips]


def write_index(entries):
    """Measure the easy set with the built-in model, hash every file and write index.json."""
    errors = transcribe([e for e in entries if e['set'] == 'easy'])
    for entry in entries:
        if entry['file'] in errors:
            entry['modelWer'] = errors[entry['file']]
        entry['sha256'] = hashlib.sha256(open(f'{OUT}/{entry["file"]}', 'rb').read()).hexdigest()
    with open(f'{OUT}/index.json', 'w') as index:
        index.write('[\n' + ',\n'.join(json.dumps(e) for e in entries) + '\n]\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sentences', nargs='?', help='the list that micro/sentences.py wrote')
    parser.add_argument('--books', help='folder into which r-cran-janeaustenr was unpacked')
    parser.add_argument('--measure', action='store_true', help='make no new speech, only measure the easy set again')
    args = parser.parse_args()
    if args.measure:
        return write_index(json.load(open(f'{OUT}/index.json')))
    rng = random.Random(11)
    rows = [r for r in map(json.loads, open(args.sentences)) if r['split'] == 'test']
    entries = utterances(rows, rng, 64, 'unseen', True) + utterances(rows, rng, 48, 'seen', False)
    write_index(entries + long_recordings(args.books) + easy(rows, rng))


if __name__ == '__main__':
    main()
