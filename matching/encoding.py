"""From texts to encodings: one batch for many listings, token vectors kept small."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Encoding, Kind, MatchingError, TextKind
from matching.encoders.base import EncodedText, TextEncoder
from matching.encoders.statistics import EncoderStatistics
from matching.kinds import seeks
from matching.normalisation import language_of
from matching.passages import Composition, compose, content_hash

# 76 rows of 96 numbers with scale, sub-word and passage are 7.9 kB. About half of all Chinese
# abstracts have no more different sub-words, and more numbers a row were worth more than more rows.
TOKENS_AT_MOST = 76
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Tokens:
    vectors: NDArray[np.int8]
    scale: NDArray[np.float32]
    ids: NDArray[np.int32]
    passages: NDArray[np.int16]


class ListingEncoder:
    """An encoder with the statistics of its version; keeps ``rows`` sub-words of a text at most."""

    def __init__(
        self, encoder: TextEncoder, statistics: EncoderStatistics, *, rows: int = TOKENS_AT_MOST
    ) -> None:
        self.encoder = encoder
        self.statistics = statistics
        self._rows = rows

    @property
    def version(self) -> str:
        """Encoder version: changes with weights, prefixes, means or projection."""
        return f"{self.encoder.identity}-{self.statistics.digest}"

    @property
    def dimension(self) -> int:
        """Length of a dense vector."""
        common = self.statistics.common
        return self.encoder.dimension if common is None else common.shape[1]

    def embed(self, texts: Sequence[str], kind: TextKind) -> NDArray[np.float32]:
        """Unit vectors (len(texts), d)."""
        # Titles repeat: each text goes through the encoder once.
        unique = list(dict.fromkeys(texts))
        found: dict[str, NDArray[np.float32]] = {}
        for index, encoded in self.encoder.encode(unique, kind):
            text = unique[index]
            found[text] = self.statistics.vector(encoded, language_of(text))
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = found[text]
        return vectors

    def encode(
        self, listings: Sequence[Mapping[str, str]], kinds: Sequence[Kind]
    ) -> list[Encoding]:
        """Encodings in the order of ``listings``. A need is encoded as a query, what answers it as
        a passage.
        """
        if len(listings) != len(kinds):
            raise MatchingError(f"{len(listings)} listings, but {len(kinds)} kinds")
        result: list[Encoding | None] = [None] * len(listings)
        for role in ("query", "passage"):
            chosen = [i for i, k in enumerate(kinds) if seeks(k) == (role == "query")]
            of_role = self._encode([listings[i] for i in chosen], role)
            for index, encoding in zip(chosen, of_role, strict=True):
                result[index] = encoding
        return [encoding for encoding in result if encoding is not None]

    def _encode(self, listings: Sequence[Mapping[str, str]], kind: TextKind) -> list[Encoding]:
        compositions = [compose(texts) for texts in listings]
        titles = [c.text[: c.title_length].strip() for c in compositions]
        wholes = {c.text: c for c in compositions if c.text}
        texts = list(dict.fromkeys([*wholes, *filter(None, titles)]))
        vectors: dict[str, NDArray[np.float32]] = {}
        tokens: dict[str, _Tokens] = {}
        for index, encoded in self.encoder.encode(texts, kind):
            text = texts[index]
            vector = self.statistics.vector(encoded, language_of(text))
            # Stored as float16: rounded here, so that a fresh encoding scores as a stored one does.
            vectors[text] = vector.astype(np.float16).astype(np.float32)
            if text in wholes and self.statistics.projection is not None:
                tokens[text] = self._tokens(encoded, wholes[text])
        return [
            self._encoding(content_hash(listing), composition, title, vectors, tokens)
            for listing, composition, title in zip(listings, compositions, titles, strict=True)
        ]

    def _encoding(
        self,
        hashed: str,
        composition: Composition,
        title: str,
        vectors: Mapping[str, NDArray[np.float32]],
        tokens: Mapping[str, _Tokens],
    ) -> Encoding:
        dense = {"title": vectors[title]} if title else {}
        if composition.text:
            dense["text"] = vectors[composition.text]
        kept = tokens.get(composition.text)
        if kept is None:
            return Encoding(self.version, hashed, dense)
        return Encoding(
            self.version, hashed, dense, kept.vectors, kept.scale, kept.ids, kept.passages
        )

    def _tokens(self, encoded: EncodedText, composition: Composition) -> _Tokens:
        kept = _kept_tokens(encoded, composition, self._rows)
        language = language_of(composition.text)
        vectors = self.statistics.projected(encoded.tokens[kept], language)
        scale = np.maximum(np.abs(vectors).max(axis=1, initial=0.0), 1e-9) / 127.0
        passages = [composition.passage_at(int(encoded.offsets[i, 0])) for i in kept]
        return _Tokens(
            np.round(vectors / scale[:, None]).astype(np.int8),
            scale.astype(np.float16).astype(np.float32),
            encoded.token_ids[kept],
            np.asarray(passages, np.int16),
        )


def _kept_tokens(encoded: EncodedText, composition: Composition, rows: int) -> list[int]:
    """Sub-words that are words, each once: all of the title, then the rarest."""
    kept: list[int] = []
    seen: set[int] = set()
    in_title: set[int] = set()
    for i, (start, end) in enumerate(encoded.offsets.tolist()):
        token = int(encoded.token_ids[i])
        if token in seen or not _WORD.search(composition.text[start:end]):
            continue
        seen.add(token)
        kept.append(i)
        if start < composition.title_length:
            in_title.add(i)
    if len(kept) <= rows:
        return kept
    # A unigram vocabulary is ordered by frequency, so a high id is a rare sub-word, and no idf of
    # some corpus gets into the encoder's version.
    first = sorted(kept, key=lambda i: (i not in in_title, -int(encoded.token_ids[i])))
    return sorted(first[:rows])


_MAGIC = b"TQE1"
_STORED: tuple[tuple[str, str, str], ...] = (
    # name of the array, type in memory, type in store
    ("tokens", "int8", "int8"),
    ("token_scale", "float32", "float16"),
    ("token_ids", "int32", "int32"),
    ("token_passages", "int16", "int16"),
)


def pack_encoding(encoding: Encoding) -> bytes:
    """An encoding as bytes to store: a JSON head, then the arrays, dense ones as float16."""
    arrays = [(f"dense:{part}", v.astype("<f2")) for part, v in encoding.dense.items()]
    arrays += [(name, getattr(encoding, name).astype(kept)) for name, _, kept in _STORED]
    head = json.dumps(
        {
            "version": encoding.encoder_version,
            "hash": encoding.content_hash,
            "arrays": [[name, list(array.shape)] for name, array in arrays],
        }
    ).encode()
    body = b"".join(array.tobytes() for _, array in arrays)
    return _MAGIC + struct.pack("<I", len(head)) + head + body


def unpack_encoding(packed: bytes) -> Encoding:
    """What ``pack_encoding`` was given. Raises MatchingError for bytes it did not write."""
    try:
        if packed[:4] != _MAGIC:
            raise ValueError("magic")
        (length,) = struct.unpack_from("<I", packed, 4)
        at = 8 + length
        head = json.loads(packed[8:at])
        stored = {name: kept for name, _, kept in _STORED}
        found: dict[str, NDArray] = {}
        for name, shape in head["arrays"]:
            kind = np.dtype(stored.get(name, "<f2"))
            count = int(np.prod(shape))
            found[name] = np.frombuffer(packed, kind, count, at).reshape(shape)
            at += count * kind.itemsize
        dense = {
            name.partition(":")[2]: array.astype(np.float32)
            for name, array in found.items()
            if name.startswith("dense:")
        }
        tokens = {name: found[name].astype(kind) for name, kind, _ in _STORED}
        return Encoding(head["version"], head["hash"], dense, **tokens)
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise MatchingError("these bytes are no packed encoding") from error
