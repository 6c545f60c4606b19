"""The encoders as other parts use them: loading, versions, vectors; part of the facade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching import normalisation, passages, runtime
from matching.contracts import Encoding, Kind, TextKind, UnknownEncoder


def warm_up(encoder: str | None = None) -> None:
    """Loads an encoder, the configured one unless told its version, so that no reader waits.

    The first time on a machine it also unpacks the bundled model: about half a minute.
    """
    runtime.encoder(encoder).embed(["warm up"], "query")


def warm_up_soon(encoder: str | None = None) -> None:
    """As ``warm_up``, without waiting for it; asking again while it loads does nothing."""
    runtime.load_soon(encoder)


def warm(encoder: str | None = None) -> bool:
    """Whether texts are encoded at once; False until ``warm_up`` or a first text loaded the model.

    For readers who would rather do without vectors than wait for torch.
    """
    return runtime.encoder(encoder).encoder.loaded


def encoder_version() -> str:
    """Version of the configured encoder's vectors; letters, digits and hyphens."""
    return runtime.encoder().version


def encoder_known(version: str) -> bool:
    """Whether this process can make vectors of that version."""
    try:
        runtime.encoder(version)
    except UnknownEncoder:
        return False
    return True


def dimension(encoder: str | None = None) -> int:
    """Length of a dense vector."""
    return runtime.encoder(encoder).dimension


def embed(texts: Sequence[str], kind: TextKind) -> NDArray[np.float32]:
    """Unit vectors, shape (len(texts), dimension)."""
    return runtime.encoder().embed(texts, kind)


def embed_query(text: str, encoder: str | None = None) -> tuple[NDArray[np.float32], str]:
    """Vector (dimension,) of what stands in a search box, and its encoder version. Remembered."""
    return runtime.query_vector(text, encoder)


def language_of(text: str) -> str:
    """The language a text is taken to be in, by its script: "zh" or "en"."""
    return normalisation.language_of(text)


def encode(
    listings: Sequence[Mapping[str, str]], kinds: Sequence[Kind], encoder: str | None = None
) -> list[Encoding]:
    """Encodings of many listings in one go, in their order; call it with as many as there are.

    ``listings`` map a field's name to its text, "title" among them, as in ``Profile.texts``; a
    language needs not be told, it is read off the script. ``encoder`` is a version, by default the
    configured encoder's. Not to be called inside a transaction. Raises UnknownEncoder.
    """
    return runtime.encoder(encoder).encode(listings, kinds)


def content_hash(texts: Mapping[str, str]) -> str:
    """Identity of a content: 32 hexadecimal digits, whatever the order of the fields."""
    return passages.content_hash(texts)
