"""What the engine asks of an encoder, beyond the vectors that cross its border."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.contracts import TextKind


@dataclass(frozen=True, slots=True)
class EncodedText:
    """One text through the encoder: a unit vector (d,) and its sub-words' vectors (n, d).

    ``offsets`` (n, 2) are the sub-words' characters in the text. Encoders without sub-words
    give none (n = 0).
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    token_ids: NDArray[np.int32]
    offsets: NDArray[np.int32]


class TextEncoder(Protocol):
    """Turns texts into raw vectors, before any mean is removed."""

    @property
    def identity(self) -> str:
        """Names weights, pooling and prefixes; the same identity gives the same vectors."""
        ...

    @property
    def dimension(self) -> int:
        """Length d of a vector."""
        ...

    @property
    def loaded(self) -> bool:
        """Whether the next text is encoded without waiting for weights."""
        ...

    def encode(self, texts: Sequence[str], kind: TextKind) -> Iterator[tuple[int, EncodedText]]:
        """Each text's index and vectors, in any order, so that few are held at a time."""
        ...
