"""An encoder without a model: the same text gives the same vector, like texts give like vectors."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.contracts import TextKind
from matching.encoders.base import EncodedText
from matching.normalisation import terms

_DIMENSION = 256


class NullEncoder:
    """Hashes character 1- and 2-grams into 256 signed buckets. For tests and for machines
    without torch; it knows shared characters, not meaning.
    """

    identity = "null-1"
    dimension = _DIMENSION
    loaded = True

    def encode(self, texts: Sequence[str], kind: TextKind) -> Iterator[tuple[int, EncodedText]]:
        """Vectors without sub-words; ``kind`` makes no difference."""
        del kind
        none = np.zeros(0, np.int32)
        for index, text in enumerate(texts):
            yield (
                index,
                EncodedText(
                    self._vector(text),
                    np.zeros((0, _DIMENSION), np.float32),
                    none,
                    none.reshape(0, 2),
                ),
            )

    @staticmethod
    def _vector(text: str) -> NDArray[np.float32]:
        vector = np.zeros(_DIMENSION, np.float32)
        for term, count in Counter(terms(text, 2)).items():
            digest = zlib.crc32(term.encode("utf-8", "surrogatepass"))
            sign = 1.0 if digest & 0x10000 else -1.0
            vector[digest % _DIMENSION] += sign * (1.0 + np.log(count))
        length = float(np.linalg.norm(vector))
        if length == 0.0:
            vector[0], length = 1.0, 1.0
        return vector / np.float32(length)
