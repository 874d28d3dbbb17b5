"""Weights that learn to live on the grid of the shipped file: rounded in each forward step, moved underneath.

The grid is that of ``export.quantise``: one scale for each output channel, whole numbers from -64 to 64.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

LEVELS = 64


class _Rounded(nn.Module):
    def forward(self, weight: Tensor) -> Tensor:
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / LEVELS
        # The gradient passes as though nothing had been rounded.
        return weight + (torch.round(weight / scale) * scale - weight).detach()


@contextmanager
def rounded(network: nn.Module) -> Iterator[None]:
    """Inside, ``network`` computes with rounded weights; afterwards these are its weights."""
    linear = [module for module in network.modules() if isinstance(module, nn.Linear)]
    for module in linear:
        parametrize.register_parametrization(module, "weight", _Rounded())
    try:
        yield
    finally:
        for module in linear:
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=True)
