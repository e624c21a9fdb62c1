"""The Muon optimiser (Jordan et al. 2024) for matrices, with AdamW for everything else.

A matrix's momentum is replaced by the nearest orthogonal matrix, found with a few Newton-Schulz steps in 16 bits, so that all directions
learn at the same rate. The step is scaled to the size AdamW would take (Liu et al. 2025, "Muon is scalable").
"""
import torch


def orthogonal(matrix, steps=3):
    """The nearest orthogonal matrix, roughly: singular values come out between 0.5 and 1.2."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = (x / (x.norm() + 1e-7)).bfloat16()
    for _ in range(steps):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return (x.T if tall else x).float()


class Muon(torch.optim.Optimizer):
    """Muon for `matrices`, AdamW for `others`; one learning rate for both."""

    def __init__(self, matrices, others, lr, momentum=.95, betas=(.9, .98), decay=.03):
        groups = [dict(params=list(matrices), muon=True), dict(params=list(others), muon=False)]
        super().__init__(groups, dict(lr=lr, momentum=momentum, betas=betas, decay=decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is not None:
                    (self.matrix_step if group['muon'] else self.adam_step)(p, group, self.state[p])

    def matrix_step(self, p, group, state):
        mean = state.setdefault('mean', torch.zeros_like(p))
        mean.lerp_(p.grad, 1 - group['momentum'])
        blended = p.grad.lerp(mean, group['momentum']).flatten(1)
        p.mul_(1 - group['lr'] * group['decay'])
        p.add_(orthogonal(blended).view_as(p), alpha=-group['lr'] * .2 * max(blended.shape) ** .5)

    def adam_step(self, p, group, state):
        mean, square = state.setdefault('mean', torch.zeros_like(p)), state.setdefault('square', torch.zeros_like(p))
        state['count'] = count = state.get('count', 0) + 1
        slow, fast = group['betas']
        mean.lerp_(p.grad, 1 - slow)
        square.mul_(fast).addcmul_(p.grad, p.grad, value=1 - fast)
        size = (square / (1 - fast ** count)).sqrt_().add_(1e-8)
        p.addcdiv_(mean, size, value=-group['lr'] / (1 - slow ** count))


def build(model, lr):
    """The optimiser of a model: matrices and full convolutions by Muon, embeddings, norms, biases and small kernels by AdamW."""
    is_matrix = lambda name, p: p.dim() >= 2 and not any(k in name for k in ('embedding', 'positions', 'depth', 'ctc', 'frame', 'time_map'))
    named = list(model.named_parameters())
    return Muon([p for n, p in named if is_matrix(n, p)], [p for n, p in named if not is_matrix(n, p)], lr)
