"""The Muon optimiser (Jordan et al. 2024) for matrices; everything else is left to PyTorch's AdamW.

A matrix's momentum is replaced by the nearest orthogonal matrix, found with a few Newton-Schulz steps in 16 bits, so that all
directions learn at the same rate. The step has the size AdamW would take (Liu et al. 2025, "Muon is scalable"). Matrices of one
shape are worked on together.
"""
import torch

APART = ('embedding', 'positions', 'depth', 'ctc', 'frame', 'time_map')
DECAY = .03


def orthogonal(matrices, steps=4):
    """The nearest orthogonal matrices of a stack (n, rows, columns), roughly: singular values come out between 0.5 and 1.2."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if tall else matrices
    x = (x / (x.flatten(1).norm(dim=1)[:, None, None] + 1e-7)).bfloat16()
    for _ in range(steps):
        square = x @ x.transpose(1, 2)
        x = a * x + (b * square + c * square @ square) @ x
    return (x.transpose(1, 2) if tall else x).float()


class Muon(torch.optim.Optimizer):
    def __init__(self, matrices, lr, momentum=.95, decay=DECAY):
        shapes = {}
        for p in matrices:
            shapes.setdefault(p.flatten(1).shape, []).append(p)
        super().__init__([dict(params=part) for part in shapes.values()], dict(lr=lr, momentum=momentum, decay=decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            params = group['params']
            gradient = torch.stack([p.grad.flatten(1) for p in params])
            state = self.state[params[0]]
            mean = state.setdefault('mean', torch.zeros_like(gradient))
            mean.lerp_(gradient, 1 - group['momentum'])
            step = orthogonal(gradient.lerp(mean, group['momentum'])) * (-group['lr'] * .2 * max(gradient.shape[1:]) ** .5)
            for p, part in zip(params, step):
                p.mul_(1 - group['lr'] * group['decay']).add_(part.view_as(p))


def build(model, lr):
    """The two optimisers of a model: Muon for matrices and full convolutions, AdamW for the rest."""
    is_matrix = lambda name, p: p.dim() >= 2 and not any(k in name for k in APART)
    named = list(model.named_parameters())
    rest = [p for n, p in named if not is_matrix(n, p)]
    return [Muon([p for n, p in named if is_matrix(n, p)], lr), torch.optim.AdamW(rest, lr, betas=(.9, .98), weight_decay=DECAY, foreach=True)]
