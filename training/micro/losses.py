"""What is minimised: decoder cross-entropy, CTC on letters, attention guidance and, at first, a letter for each frame."""
import torch
import torch.nn.functional as F

# (layer, head, rows back): 1 guides the row that predicts a token, 0 the row the token is fed to, which transformers.js 4 reads
GUIDED_HEADS = ((0, 0, 1), (1, 0, 0), (1, 1, 1))
FRAME_SHARE = .12


def ctc_loss(model, source, batch):
    """CTC per letter; windows with more letters than steps count nothing."""
    probabilities, counts = model.letters(source), batch['letter_counts']
    lengths = torch.full_like(counts, probabilities.shape[1])
    loss = F.ctc_loss(probabilities.transpose(0, 1), batch['letters'], lengths, counts, reduction='sum', zero_infinity=True)
    return loss / max(1, int(counts.sum()))


def guide_loss(weights, guide, frames):
    """How much attention misses the frames of each token (two frames of 40 ms to either side are allowed)."""
    if not len(guide):
        return guide.sum()
    at = torch.arange(frames, device=guide.device)
    inside = ((at >= guide[:, 2:3] / 2 - 3) & (at <= guide[:, 3:4] / 2 + 2)).float()
    clip, row = guide[:, 0].long(), guide[:, 1].long()
    found = [(weights[layer][clip, head, row - back] * inside).sum(-1) for layer, head, back in GUIDED_HEADS]
    return sum(-torch.log(f + 1e-4).mean() for f in found) / len(found)


def losses(model, mel, batch, progress):
    """The total to be minimised and its parts, for the log."""
    source = model.encode(mel, batch['offsets'])
    logits, weights = model.decode(batch['input'], source)
    parts = dict(
        text=F.cross_entropy(logits.flatten(0, 1).float(), batch['target'].flatten(), ignore_index=-100, label_smoothing=.04),
        ctc=ctc_loss(model, source, batch), guide=guide_loss(weights, batch['guide'], source.shape[1]))
    total = parts['text'] + (.8 if progress < .5 else .4) * parts['ctc'] + .3 * parts['guide']
    if 'frames' in batch and progress < FRAME_SHARE:
        frames = batch['frames'][:, :source.shape[1]]
        parts['frame'] = F.cross_entropy(model.frame(source[:, :frames.shape[1]]).flatten(0, 1).float(), frames.flatten())
        total = total + (1 - progress / FRAME_SHARE) * parts['frame']
    return total, parts
