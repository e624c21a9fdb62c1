"""From plans to spectra, where the network is: utterances one after another, changed as rooms, microphones and speakers do.

Speed is changed on the samples, everything else on the power of the mel bands, which is cheap: the vocal tract by resampling
along frequency, equaliser and band limits by adding, noise by adding powers, reverberation by smearing power along time.
"""
import math

import torch
import torch.nn.functional as F

from .features import FLOOR, MELS, log_power, normalise

SAMPLE_RATE = 16000
LN10 = math.log(10)


class Bank:
    """All samples of a data set in the memory of one device, as 16-bit integers."""

    def __init__(self, hours, device):
        self.samples, self.used = torch.zeros(int(hours * 3600 * SAMPLE_RATE), dtype=torch.int16, device=device), 0

    def add(self, samples):
        """Append what fits of an array of 16-bit samples; returns where it begins, or None where it does not fit."""
        if self.used + len(samples) > len(self.samples):
            return None
        first, self.used = self.used, self.used + len(samples)
        self.samples[first:self.used] = torch.from_numpy(samples).to(self.samples.device)
        return first


def uniform(shape, low, high, device):
    return low + (high - low) * torch.rand(shape, device=device)


def chance(count, probability, device):
    """A column of ones and zeros (count, 1, 1)."""
    return (torch.rand(count, 1, 1, device=device) < probability).float()


def waves(bank, plan):
    """The samples (windows, n) of a plan; each utterance is read at its own speed."""
    begin, device = plan['begin'], bank.samples.device
    at = torch.arange(round(plan['seconds'] * SAMPLE_RATE), device=device).expand(len(begin), -1)
    segment = (torch.searchsorted(begin, at.contiguous(), right=True) - 1).clamp(min=0)
    place = (at - begin.gather(1, segment)) * plan['speed'].gather(1, segment)
    low = place.floor().long()
    inside = (low >= 0) & (low < plan['count'].gather(1, segment) - 1)
    source = torch.where(inside, low + plan['first'].gather(1, segment), torch.zeros_like(low))
    part = place - low
    mixed = bank.samples[source].float() * (1 - part) + bank.samples[(source + 1).clamp(max=len(bank.samples) - 1)].float() * part
    gain = 10 ** uniform(begin.shape, -.4 * plan['level'], .1 * plan['level'], device)
    return mixed * inside * gain.gather(1, segment) / 32768


def curve(count, height, device, points=6):
    """Smooth random equalisers (count, 80, 1) in log10 units."""
    return F.interpolate(uniform((count, 1, points), -height, height, device), size=MELS, mode='linear', align_corners=True).transpose(1, 2)


def warp(x, level):
    """Shift the formants of most windows by a factor, by linear interpolation between bands."""
    count, device = len(x), x.device
    factor = 1 + chance(count, .8, device) * uniform((count, 1, 1), -.14 * level, .14 * level, device)
    at = (torch.arange(MELS, device=device)[None, :, None] * factor).clamp(max=MELS - 1)
    low = at.floor().long()
    part = at - low
    pick = lambda rows: x.gather(1, rows.expand(-1, -1, x.shape[2]))
    return pick(low) * (1 - part) + pick((low + 1).clamp(max=MELS - 1)) * part


def reverberate(x, level):
    """An exponentially decaying tail: power falls by 60 dB in 0.1 to 0.7 s, and up to 0.3 of it enters the tail."""
    count, device, length = len(x), x.device, 50
    decay = 10 ** (-6 / (uniform((count, 1, 1), .1, .7, device) * 100))
    tail = decay ** torch.arange(length, 0, -1, device=device)
    kernel = F.pad(tail * uniform((count, 1, 1), .01, .3, device) * chance(count, .4 * level, device), (0, 1), value=1.)
    power = (x * LN10).exp().transpose(0, 1)
    return F.conv1d(F.pad(power, (length, 0)), kernel, groups=count).transpose(0, 1).clamp(min=10 ** FLOOR).log10()


def limit_bands(x, level):
    """Take away what a telephone or a small microphone does not pass."""
    count, device = len(x), x.device
    band = torch.arange(MELS, device=device)[None, :, None]
    top = uniform((count, 1, 1), 50, 78, device) + 100 * (1 - chance(count, .25 * level, device))
    bottom = uniform((count, 1, 1), 1, 9, device) * chance(count, .25 * level, device)
    return x - (torch.relu(band - top) + torch.relu(bottom - band)).clamp(max=8) * uniform((count, 1, 1), .2, 1., device)


def add_noise(x, is_empty, level):
    """Coloured noise whose loudness drifts, 10 to 65 dB below the loudest value; a third of it with steady tones."""
    count, _, frames = x.shape
    device = x.device
    grain = torch.empty_like(x).exponential_().clamp(min=1e-4).log10() * .7
    drift = F.interpolate(uniform((count, 1, 8), -.5, .5, device), size=frames, mode='linear', align_corners=True)
    tones = chance(count, .3, device) * (torch.rand(count, MELS, 1, device=device) < .03) * uniform((count, MELS, 1), 0, 2.5, device)
    noise = grain + curve(count, 1.2, device) + drift * chance(count, .5, device) + tones
    below = torch.where(is_empty, uniform((count, 1, 1), 0, 7, device), 1. + 5.5 * uniform((count, 1, 1), 0, 1, device) ** .7)
    level_of_noise = x.amax((1, 2), keepdim=True).clamp(min=-2.) - below
    added = torch.where(is_empty, torch.full_like(below, .8), torch.full_like(below, .55 * level))
    noise = noise + level_of_noise - 30 * (torch.rand(count, 1, 1, device=device) > added)
    return torch.logaddexp(x * LN10, noise * LN10) / LN10


def mask(mel, level):
    """SpecAugment (Park et al. 2019): bands and stretches set to the mean."""
    count, _, frames = mel.shape
    device = mel.device
    band, time = torch.arange(MELS, device=device)[None, :, None], torch.arange(frames, device=device)[None, None]
    hidden = torch.zeros_like(mel, dtype=torch.bool)
    for _ in range(2):
        low, height = uniform((count, 1, 1), 0, MELS, device), uniform((count, 1, 1), 0, 14 * level, device)
        hidden |= (band >= low) & (band < low + height)
    for _ in range(max(1, frames // 250)):
        first, length = uniform((count, 1, 1), 0, frames, device), uniform((count, 1, 1), 0, 22 * level, device)
        hidden |= (time >= first) & (time < first + length)
    return torch.where(hidden, mel.mean((1, 2), keepdim=True), mel)


@torch.no_grad()
def render(bank, plan):
    """The normalised log-mel spectra (windows, 80, frames) of a plan, with everything that happens to the sound on the way."""
    level, x = plan['level'], log_power(waves(bank, plan))
    if level > 0:
        is_empty = (plan['letter_counts'] == 0).to(x.device)[:, None, None]
        x = reverberate(warp(x, level), level)
        x = x + curve(len(x), .8, x.device) * chance(len(x), .6 * level, x.device)
        x = add_noise(limit_bands(x, level), is_empty, level).clamp(min=FLOOR)
    mel = normalise(x)
    return mask(mel, level) if level > 0 else mel
