"""Whisper's log-mel front end, and the same in steps so that training can change the power spectrum in between."""
import math

import numpy as np
import torch

SAMPLE_RATE, FFT, HOP, MELS = 16000, 400, 160, 80
FRAMES_PER_SECOND = SAMPLE_RATE // HOP
FLOOR = -10.            # log10 of the least power
WINDOW = torch.hann_window(FFT)


def hz_to_mel(hz):
    return np.where(hz >= 1000, 15 + np.log(np.maximum(hz, 1e-9) / 1000) * 27 / math.log(6.4), hz * 3 / 200)


def mel_to_hz(mel):
    return np.where(mel >= 15, 1000 * np.exp(math.log(6.4) / 27 * (mel - 15)), mel * 200 / 3)


def mel_filters():
    """Slaney-scale, Slaney-normalised triangles from 0 to 8 kHz (80, 201), as librosa and openai/whisper use them."""
    bins = np.linspace(0, SAMPLE_RATE / 2, FFT // 2 + 1)
    edges = mel_to_hz(np.linspace(hz_to_mel(np.float64(0)), hz_to_mel(np.float64(8000)), MELS + 2))
    widths = np.diff(edges)
    up = (bins[None] - edges[:-2, None]) / widths[:-1, None]
    down = (edges[2:, None] - bins[None]) / widths[1:, None]
    triangles = np.maximum(0, np.minimum(up, down)) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return torch.tensor(triangles, dtype=torch.float32)


FILTERS = mel_filters()


def log_power(samples):
    """(n,) or (batch, n) samples -> log10 mel power (..., 80, n // 160), not below FLOOR."""
    spectrum = torch.stft(samples, FFT, HOP, window=WINDOW.to(samples.device), center=True, pad_mode='reflect', return_complex=True)
    power = torch.view_as_real(spectrum[..., :-1]).pow(2).sum(-1)
    return torch.log10(torch.clamp(FILTERS.to(samples.device) @ power, min=10 ** FLOOR))


def normalise(log_mel):
    """Whisper's scaling, in place of the loudest value of each clip (batch, 80, frames)."""
    loudest = log_mel.amax((-2, -1), keepdim=True)
    return (torch.maximum(log_mel, loudest - 8) + 4) / 4
