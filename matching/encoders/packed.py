"""Weights laid out for the processor once, and not in each pass.

PyTorch's oneDNN products rearrange a layer's weights every time they are used; for a short text
that takes longer than the product. The numbers stay the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

# What a query fills; longer passes gain from this layout too, but less.
_ROWS = 16
_ROUNDS = 7


class PackedLinear(nn.Module):
    """A linear layer for inference."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        kernels: Any = torch.ops.mkldnn
        self._product: Callable[..., torch.Tensor] = kernels._linear_pointwise
        weight = layer.weight.detach()
        # No buffers: converting or copying them would undo the layout.
        self._weight = kernels._reorder_linear_weight(weight, _ROWS)
        self._bias = None if layer.bias is None else layer.bias.detach()

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """What ``nn.Linear`` gives."""
        return self._product(rows, self._weight, self._bias, "none", [], "")


def pack(model: nn.Module) -> bool:
    """Packs all linear layers of ``model``, on the CPU, where that is faster here; whether it was.

    A build of PyTorch without these kernels keeps its own layers.
    """
    layers = [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if isinstance(child, nn.Linear)
    ]
    if not layers:
        return False
    largest = max((layer for _, _, layer in layers), key=lambda layer: layer.weight.numel())
    try:
        with torch.inference_mode():
            if not _faster(PackedLinear(largest), largest):
                return False
            for parent, name, layer in layers:
                setattr(parent, name, PackedLinear(layer))
    except (AttributeError, NotImplementedError, RuntimeError):
        return False
    return True


def _faster(packed: nn.Module, plain: nn.Linear) -> bool:
    rows = torch.ones((_ROWS, plain.in_features), dtype=plain.weight.dtype)
    seconds: dict[nn.Module, list[float]] = {packed: [], plain: []}
    for _ in range(_ROUNDS):
        for layer, taken in seconds.items():
            started = time.perf_counter()
            layer(rows)
            taken.append(time.perf_counter() - started)
    # The shortest: a busy machine only ever adds.
    return min(seconds[packed]) < min(seconds[plain])
