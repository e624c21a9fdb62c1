"""Three free speech synthesisers behind one call: `speak(requests)` yields `(request, samples, words)`.

Samples are float32 at 16 kHz. `words` is a list of `[word, start_seconds, end_seconds]` from the synthesiser itself, so it is
the truth that word times are measured against. espeak-ng and flite run in this process through ctypes; festival runs as
one batch process per call.
"""
import ctypes as C
import os
import subprocess
import tempfile

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

SAMPLE_RATE = 16000


class Request:
    """One sentence to speak: `voice` is `engine:name`; `rate`, `pitch` and `range` run from 0 (low) to 1 (high)."""

    def __init__(self, text, voice, rate=.5, pitch=.5, pitch_range=.5, row=None):
        self.text, self.voice, self.row = text, voice, row
        self.rate, self.pitch, self.pitch_range = rate, pitch, pitch_range

    @property
    def name(self):
        return self.voice.split(':', 1)[1]


def at_16_khz(samples, rate):
    return samples if rate == SAMPLE_RATE else resample_poly(samples, SAMPLE_RATE // 10, rate // 10).astype(np.float32)


class Espeak:
    """espeak-ng; names are `accent` or `accent+variant`, for example `en-gb+f2`."""

    RATE, PITCH, RANGE = 1, 3, 4
    SYNCHRONOUS, UTF8, WORD_EVENT = 2, 1, 1

    class Event(C.Structure):
        _fields_ = [('type', C.c_int), ('id', C.c_uint), ('position', C.c_int), ('length', C.c_int),
                    ('milliseconds', C.c_int), ('sample', C.c_int), ('user', C.c_void_p), ('name', C.c_char * 8)]

    def __init__(self):
        self.lib = C.CDLL('libespeak-ng.so.1')
        self.rate = self.lib.espeak_Initialize(self.SYNCHRONOUS, 0, None, 0)
        self.callback = C.CFUNCTYPE(C.c_int, C.POINTER(C.c_short), C.c_int, C.POINTER(self.Event))(self.receive)
        self.lib.espeak_SetSynthCallback(self.callback)

    def receive(self, wave, count, events):
        if wave and count > 0:
            self.parts.append(np.ctypeslib.as_array(wave, (count,)).copy())
        i = 0
        while events[i].type:
            if events[i].type == self.WORD_EVENT:
                self.events.append((events[i].position - 1, events[i].length, events[i].milliseconds / 1000))
            i += 1
        return 0

    def say(self, request):
        self.parts, self.events = [], []
        self.lib.espeak_SetVoiceByName(request.name.encode())
        for parameter, value in ((self.RATE, 120 + 100 * request.rate), (self.PITCH, 20 + 60 * request.pitch),
                                 (self.RANGE, 30 + 45 * request.pitch_range)):
            self.lib.espeak_SetParameter(parameter, round(value), 0)
        text = request.text.encode()
        self.lib.espeak_Synth(text, len(text) + 1, 0, 1, 0, self.UTF8, None, None)
        samples = at_16_khz(np.concatenate(self.parts).astype(np.float32) / 32768, self.rate)
        ends = [start for _, _, start in self.events[1:]] + [len(samples) / SAMPLE_RATE]
        return samples, [[request.text[p:p + n], start, end] for (p, n, start), end in zip(self.events, ends)]

    def speak(self, requests):
        for request in requests:
            yield (request, *self.say(request))


class Flite:
    """flite's built-in voices; names are those of the libraries `libflite_cmu_us_NAME`."""

    START = b'R:SylStructure.daughter.daughter.R:Segment.p.end'
    END = b'R:SylStructure.daughtern.daughtern.R:Segment.end'

    class Wave(C.Structure):
        _fields_ = [('type', C.c_char_p), ('rate', C.c_int), ('count', C.c_int), ('channels', C.c_int), ('samples', C.POINTER(C.c_short))]

    class Voice(C.Structure):
        _fields_ = [('name', C.c_char_p), ('features', C.c_void_p)]

    def __init__(self):
        self.lib = C.CDLL('libflite.so.1', C.RTLD_GLOBAL)
        for part in ('cmulex', 'usenglish'):
            C.CDLL(f'libflite_{part}.so.1', C.RTLD_GLOBAL)
        self.lib.flite_init()
        pointer, text, number = C.c_void_p, C.c_char_p, C.c_float
        for name, result, arguments in (
            ('flite_synth_text', pointer, [text, pointer]), ('utt_wave', C.POINTER(self.Wave), [pointer]),
            ('utt_relation', pointer, [pointer, text]), ('relation_head', pointer, [pointer]), ('item_next', pointer, [pointer]),
            ('flite_ffeature_string', text, [pointer, text]), ('flite_ffeature_float', number, [pointer, text]),
            ('delete_utterance', None, [pointer]), ('flite_feat_set_float', None, [pointer, text, number]),
        ):
            function = getattr(self.lib, name)
            function.restype, function.argtypes = result, arguments
        self.voices = {}

    def voice(self, name):
        if name not in self.voices:
            register = getattr(C.CDLL(f'libflite_cmu_us_{name}.so.1'), f'register_cmu_us_{name}')
            register.restype, register.argtypes = C.POINTER(self.Voice), [C.c_char_p]
            self.voices[name] = register(None)
        return self.voices[name]

    def word_times(self, utterance):
        item = self.lib.relation_head(self.lib.utt_relation(utterance, b'Word'))
        while item:
            yield [self.lib.flite_ffeature_string(item, b'name').decode(),
                   self.lib.flite_ffeature_float(item, self.START), self.lib.flite_ffeature_float(item, self.END)]
            item = self.lib.item_next(item)

    def say(self, request):
        voice = self.voice(request.name)
        features = voice.contents.features
        self.lib.flite_feat_set_float(features, b'duration_stretch', 1.15 - .37 * request.rate)
        if request.name.startswith('kal'):
            self.lib.flite_feat_set_float(features, b'int_f0_target_mean', 80 + 60 * request.pitch)
        else:
            self.lib.flite_feat_set_float(features, b'f0_shift', .8 + .4 * request.pitch)
        utterance = self.lib.flite_synth_text(request.text.encode(), C.cast(voice, C.c_void_p))
        wave = self.lib.utt_wave(utterance).contents
        samples = np.ctypeslib.as_array(wave.samples, (wave.count,)).astype(np.float32) / 32768
        samples, words = at_16_khz(samples, wave.rate), list(self.word_times(utterance))
        self.lib.delete_utterance(utterance)
        return samples, words

    def speak(self, requests):
        for request in requests:
            yield (request, *self.say(request))


class Festival:
    """festival; names are those of its `(voice_NAME)` functions. A call speaks all its requests in one process."""

    SCRIPT = '''(voice_{voice})
(Parameter.set 'Duration_Stretch {stretch:.2f})
(set! u (Utterance Text "{text}"))(utt.synth u)(utt.save.wave u "{base}.wav" 'riff)
(set! f (fopen "{base}.words" "w"))
(mapcar (lambda (w) (format f "%s %f %f\\n" (item.name w) (item.feat w "word_start") (item.feat w "word_end")))
 (utt.relation.items u 'Word))(fclose f)
'''

    def speak(self, requests):
        with tempfile.TemporaryDirectory() as folder:
            with open(f'{folder}/script.scm', 'w') as script:
                for i, r in enumerate(requests):
                    script.write(self.SCRIPT.format(voice=r.name, stretch=1.15 - .35 * r.rate, text=r.text, base=f'{folder}/{i}'))
            subprocess.run(['festival', '-b', f'{folder}/script.scm'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for i, request in enumerate(requests):
                if os.path.exists(f'{folder}/{i}.words'):
                    rate, samples = wavfile.read(f'{folder}/{i}.wav')
                    rows = [line.split() for line in open(f'{folder}/{i}.words')]
                    yield request, at_16_khz(samples.astype(np.float32) / 32768, rate), [[w, float(a), float(b)] for w, a, b in rows]


ENGINES = dict(espeak=Espeak, flite=Flite, festival=Festival)


def trim(samples, words, floor_db=-38, margin=160):
    """Cut the silence at both ends, bring to an RMS of 0.08 (peak at most 0.95) and shift the word times to match."""
    level = np.sqrt(np.convolve(samples * samples, np.ones(160) / 160, 'same') + 1e-12)
    loud = np.nonzero(level > level.max() * 10 ** (floor_db / 20))[0]
    first, last = max(0, loud[0] - margin), min(len(samples), loud[-1] + margin)
    samples = samples[first:last]
    samples = samples * (.08 / np.sqrt(np.mean(samples * samples) + 1e-9))
    samples = samples * min(1, .95 / np.abs(samples).max())
    shift, end = first / SAMPLE_RATE, len(samples) / SAMPLE_RATE
    clamp = lambda t: round(min(end, max(0., t - shift)), 3)
    return samples.astype(np.float32), [[w, clamp(a), clamp(b)] for w, a, b in words]


def is_usable(samples):
    """False for what a synthesiser returns when it fails: nothing, silence or garbage."""
    return len(samples) > SAMPLE_RATE // 4 and np.isfinite(samples).all() and np.abs(samples).max() > 1e-3
