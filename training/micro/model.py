"""The network: Whisper's interface with an encoder that learns quickly from little data.

As in Whisper, 80 mel bands go through two convolutions and a pre-LN transformer encoder, and a transformer decoder with
learned positions and tied embeddings writes text and time tokens. What differs, all of it inside the encoder:

* frames of 40 ms inside (both convolutions halve the rate); the exported graph repeats each one, so outside it has 50 a second,
* each block works twice, one pass after the other, with the same weights (Liu et al. 2024, "MobileLLM"): depth costs no bytes,
* each block holds a depthwise convolution (Gulati et al. 2020, "Conformer"), which gives nearness without having to learn it,
* positions are added after the last block instead of before the first: only the decoder needs them, to tell the time,
* the loudest value of a window is subtracted first, so that loudness does not matter.

The embedding of a time token is a linear map of the sinusoid of its position, so that all 1501 are learned together.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from .features import MELS
from .tokens import TIME_TOKENS

LETTERS = " abcdefghijklmnopqrstuvwxyz'"          # CTC symbols 1 to 28; 0 is the blank
POSITIONS, TEXT_POSITIONS, RATE = 1500, 448, 2     # RATE: positions of 20 ms per frame of the encoder


def sinusoids(count, width):
    """Whisper's position signals (count, width)."""
    scale = torch.exp(-math.log(10000) / (width // 2 - 1) * torch.arange(width // 2).float())
    angle = torch.arange(count).float()[:, None] * scale[None]
    return torch.cat([angle.sin(), angle.cos()], 1)


class Gelu(torch.autograd.Function):
    """GELU with a contiguous gradient: PyTorch 1.13 with oneDNN returns garbage (1e10) for one that is not."""

    @staticmethod
    def forward(context, x):
        context.save_for_backward(x)
        return F.gelu(x)

    @staticmethod
    def backward(context, gradient):
        return torch.ops.aten.gelu_backward(gradient.contiguous(), context.saved_tensors[0].contiguous())


def gelu(x):
    return F.gelu(x) if x.is_cuda else Gelu.apply(x)


class ShortProduct(torch.autograd.Function):
    """x @ weight.T with 16-bit operands (bfloat16), forwards and backwards: half the time where the processor has them."""

    @staticmethod
    def forward(context, x, weight):
        x, weight = x.bfloat16(), weight.bfloat16()
        context.save_for_backward(x, weight)
        return (x @ weight.T).float()

    @staticmethod
    def backward(context, gradient):
        x, weight = context.saved_tensors
        gradient = gradient.contiguous().bfloat16()
        return (gradient @ weight).float(), (gradient.T @ x).float()


class Linear(nn.Linear):
    """A linear layer that uses 16-bit products while it is trained (on CUDA, autocast sees to that)."""

    def forward(self, x):
        if x.is_cuda or not (self.training and torch.is_grad_enabled()):
            return super().forward(x)
        y = ShortProduct.apply(x.flatten(0, -2), self.weight).view(*x.shape[:-1], -1)
        return y if self.bias is None else y + self.bias


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key = Linear(width, width), Linear(width, width, bias=False)
        self.value, self.out = Linear(width, width), Linear(width, width)

    def forward(self, x, source=None, mask=None):
        """Returns the result and the weights (batch, heads, rows, columns), which fused attention on CUDA does not give."""
        batch, rows, width = x.shape
        size = width // self.heads
        split = lambda t: t.view(batch, -1, self.heads, size).transpose(1, 2)
        if source is None and x.is_cuda:
            mixed = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), is_causal=mask is not None)
            return self.out(mixed.transpose(1, 2).reshape(batch, rows, width)), None
        source = x if source is None else source
        scores = split(self.query(x) * size ** -.5) @ split(self.key(source)).transpose(2, 3)
        weights = F.softmax(scores if mask is None else scores + mask, -1)
        mixed = weights @ split(self.value(source))
        return self.out(mixed.transpose(1, 2).reshape(batch, rows, width)), weights


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.fc1, self.fc2 = nn.LayerNorm(width), Linear(width, 4 * width), Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(gelu(self.fc1(self.norm(x))))


class Convolution(nn.Module):
    """Gated pointwise, depthwise and pointwise convolution along time."""

    def __init__(self, width, kernel):
        super().__init__()
        self.norm, self.gate, self.out = nn.LayerNorm(width), Linear(width, 2 * width), Linear(width, width)
        self.depth, self.mid = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width), nn.LayerNorm(width)

    def forward(self, x):
        y = F.glu(self.gate(self.norm(x)), -1)
        y = self.depth(y.transpose(1, 2)).transpose(1, 2)
        return self.out(gelu(self.mid(y)))


class EncoderBlock(nn.Module):
    def __init__(self, width, heads, kernel):
        super().__init__()
        self.norm, self.attention = nn.LayerNorm(width), Attention(width, heads)
        self.convolution, self.feed = Convolution(width, kernel), FeedForward(width)

    def forward(self, x):
        x = x + self.convolution(x)
        x = x + self.attention(self.norm(x))[0]
        return x + self.feed(x)


class DecoderBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm, self.attention = nn.LayerNorm(width), Attention(width, heads)
        self.cross_norm, self.cross = nn.LayerNorm(width), Attention(width, heads)
        self.feed = FeedForward(width)

    def forward(self, x, source, mask):
        x = x + self.attention(self.norm(x), mask=mask)[0]
        y, weights = self.cross(self.cross_norm(x), source)
        x = x + y
        return x + self.feed(x), weights


class Micro(nn.Module):
    """The whole model. `ctc` and `frame` help training and are not exported."""

    def __init__(self, text_size, width=192, heads=4, encoder=5, decoder=2, kernel=15, repeat=2, dropout=0.):
        super().__init__()
        self.config = dict(text_size=text_size, width=width, heads=heads, encoder=encoder, decoder=decoder, kernel=kernel, repeat=repeat)
        self.dropout = dropout
        self.conv1 = nn.Conv1d(MELS, width, 5, stride=2, padding=2)
        self.conv2 = nn.Conv1d(width, width, 5, stride=2, padding=2)
        self.encoder = nn.ModuleList(EncoderBlock(width, heads, kernel) for _ in range(encoder))
        self.encoder_norm, self.place_scale = nn.LayerNorm(width), nn.Parameter(torch.ones(()))
        self.register_buffer('places', sinusoids(TIME_TOKENS + 1, width), persistent=False)
        self.embedding = nn.Parameter(torch.randn(text_size, width) * .05)
        self.time_map, self.time_bias = nn.Parameter(torch.eye(width) * .07), nn.Parameter(torch.randn(width) * .05)
        self.positions = nn.Parameter(sinusoids(TEXT_POSITIONS, width) * .05)
        self.decoder = nn.ModuleList(DecoderBlock(width, heads) for _ in range(decoder))
        self.decoder_norm = nn.LayerNorm(width)
        self.ctc, self.frame = nn.Linear(width, 2 * (len(LETTERS) + 1)), nn.Linear(width, len(LETTERS) + 1)
        self.scale_start(encoder * repeat + decoder)

    def scale_start(self, depth):
        """Small residual branches and convolutions that keep the signal's size: PyTorch's default shrinks it tenfold."""
        with torch.no_grad():
            self.conv1.weight *= 2.5
            self.conv2.weight *= 4
            for module in self.modules():
                if isinstance(module, (Attention, Convolution)):
                    module.out.weight *= depth ** -.5
                if isinstance(module, FeedForward):
                    module.fc2.weight *= depth ** -.5

    def tokens(self):
        """The embeddings of all tokens: text and special tokens, then time tokens (size, width)."""
        return torch.cat([self.embedding, self.places[:TIME_TOKENS] @ self.time_map + self.time_bias])

    def drop(self, x):
        return F.dropout(x, self.dropout, self.training)

    def encode(self, mel, offsets=None):
        """(batch, 80, frames) -> (batch, frames / 4, width). `offsets`: where each window begins, in positions of 20 ms."""
        x = mel - mel.amax((1, 2), keepdim=True) + 1
        x = gelu(self.conv2(gelu(self.conv1(x)))).transpose(1, 2)
        for block in self.encoder:
            for _ in range(self.config['repeat']):
                x = self.drop(block(x))
        places = RATE * torch.arange(x.shape[1], device=x.device)
        places = places[None] if offsets is None else places[None] + torch.as_tensor(offsets, device=x.device)[:, None]
        return self.encoder_norm(x) + self.place_scale * self.places[places]

    def letters(self, source):
        """CTC log-probabilities (batch, 2 * frames, 29): two steps per frame, since fast speech has 20 letters a second."""
        return F.log_softmax(self.ctc(source).float().view(source.shape[0], -1, len(LETTERS) + 1), -1)

    def decode(self, tokens, source, first=0):
        """Logits (batch, n, tokens) and the cross-attention weights of every layer."""
        count, table = tokens.shape[1], self.tokens()
        x = self.drop(table[tokens] + self.positions[first:first + count])
        mask = torch.full((count, count), -1e9, device=tokens.device).triu(1)
        weights = []
        for block in self.decoder:
            x, w = block(x, source, mask)
            weights.append(w)
        return self.drop(self.decoder_norm(x)) @ table.T, weights

    @torch.no_grad()
    def greedy(self, source, prompt, end, most=120):
        """The most probable next token again and again, for a batch; lists of tokens without prompt and end."""
        tokens = torch.tensor([prompt] * source.shape[0], device=source.device)
        done = torch.zeros(source.shape[0], dtype=torch.bool, device=source.device)
        for _ in range(most):
            following = self.decode(tokens, source)[0][:, -1].argmax(-1)
            following[done] = end
            done |= following == end
            tokens = torch.cat([tokens, following[:, None]], 1)
            if done.all():
                break
        return [[t for t in row if t != end] for row in tokens[:, len(prompt):].tolist()]
