"""Any sentence-transformers model as an encoder, loaded at first use, batched by length."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matching.contracts import MatchingError, TextKind
from matching.encoders.base import EncodedText
from matching.encoders.processor import multiplies_bfloat16

if TYPE_CHECKING:
    from collections.abc import Callable

    from sentence_transformers import SentenceTransformer

# Sub-words in one pass: enough to keep two cores busy, small enough to stay in their caches.
_TOKENS_PER_BATCH = 4096
_TEXTS_PER_BATCH = 256
# A query: two cores would wait for one another longer than they work, the more so on a busy machine.
_TOKENS_FOR_ONE_CORE = 64
_LEAST_FILLED = 0.7  # of the longest text's length: padding costs as much as words


def identity_of(model: str) -> str:
    """Short name of a model: a folder's by its files' sizes and configuration, else by its name."""
    folder = Path(model)
    digest = hashlib.sha256()
    if folder.is_dir():
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(f"{path.relative_to(folder)}:{path.stat().st_size}".encode())
            if path.suffix in {".json", ".safetensors", ".bin"}:
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    else:
        digest.update(model.encode())
    return f"st-{digest.hexdigest()[:10]}"


class SentenceEncoder:
    """A sentence-transformers model. ``locate`` gives its folder or name when first needed.

    One text batch runs at a time: two would only share the same cores.
    """

    def __init__(
        self, identity: str, locate: Callable[[], str], *, threads: int | None = None
    ) -> None:
        self.identity = identity
        self.locate = locate
        self._threads = threads
        self._lock = threading.RLock()
        self._loaded: SentenceTransformer | None = None

    @property
    def dimension(self) -> int:
        """Length of a vector; loads the model."""
        size = self._model().get_embedding_dimension()
        if size is None:
            raise MatchingError(f"the model {self.identity} does not tell its dimension")
        return int(size)

    @property
    def loaded(self) -> bool:
        """Whether the weights are in memory; never waits for a load that is under way."""
        return self._loaded is not None

    def encode(self, texts: Sequence[str], kind: TextKind) -> Iterator[tuple[int, EncodedText]]:
        """Vectors of mean pooling and of the last layer's sub-words, the prefix left out."""
        if not texts:
            return
        model = self._model()
        prompt = model.prompts.get(kind) or ""
        encoded = self._tokenise(model, [prompt + text for text in texts])
        lengths = [len(ids) for ids in encoded["input_ids"]]
        order = sorted(range(len(texts)), key=lambda i: -lengths[i])
        at = 0
        while at < len(order):
            batch = _next_batch(order, at, lengths)
            at += len(batch)
            vectors, hidden = self._forward(model, [encoded["input_ids"][i] for i in batch])
            for row, index in enumerate(batch):
                yield index, _encoded_text(encoded, index, len(prompt), vectors[row], hidden[row])

    def _tokenise(self, model: SentenceTransformer, texts: list[str]) -> dict[str, Any]:
        tokenizer: Any = model.tokenizer
        fast = bool(getattr(tokenizer, "is_fast", False))
        result: dict[str, Any] = dict(
            tokenizer(
                texts,
                truncation=True,
                max_length=model.max_seq_length,
                return_offsets_mapping=fast,
                return_special_tokens_mask=True,
            )
        )
        return result

    def _forward(
        self, model: SentenceTransformer, rows: list[list[int]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import torch

        tokenizer: Any = model.tokenizer
        width = max(len(row) for row in rows)
        ids = torch.full((len(rows), width), tokenizer.pad_token_id or 0)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        with self._lock, torch.inference_mode(), _cores(ids.numel()):
            features: dict[str, Any] = {
                "input_ids": ids.to(model.device),
                "attention_mask": mask.to(model.device),
            }
            first, *others = list(model)
            features = first(features)
            # Pooling in bfloat16 would lose what the matrix products keep.
            features["token_embeddings"] = features["token_embeddings"].float()
            for module in others:
                features = module(features)
            vectors = features["sentence_embedding"].cpu().numpy()
            hidden = features["token_embeddings"].cpu().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.maximum(lengths, 1e-9), hidden

    def _model(self) -> SentenceTransformer:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> SentenceTransformer:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        quiet: Any = logging
        quiet.disable_progress_bar()
        if self._threads is not None:
            torch.set_num_threads(self._threads)
        on_gpu = torch.cuda.is_available()
        fast = torch.cuda.is_bf16_supported() if on_gpu else multiplies_bfloat16()
        model = SentenceTransformer(
            self.locate(),
            device="cuda" if on_gpu else "cpu",
            model_kwargs={"dtype": torch.bfloat16 if fast else torch.float32},
        )
        for module in list(model)[1:]:
            module.float()
        model.eval()
        if not on_gpu:
            from matching.encoders.packed import pack

            pack(model[0])
        return model


@contextmanager
def _cores(tokens: int) -> Iterator[None]:
    """One core for a pass over a query, all that torch was given for others."""
    import torch

    given = torch.get_num_threads()
    if tokens <= _TOKENS_FOR_ONE_CORE:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(given)


def _next_batch(order: list[int], at: int, lengths: list[int]) -> list[int]:
    """Texts from ``at`` on, the longest first, that fit in one pass with little padding."""
    longest = max(1, lengths[order[at]])
    fit = min(max(1, _TOKENS_PER_BATCH // longest), _TEXTS_PER_BATCH)
    return [i for i in order[at : at + fit] if lengths[i] >= _LEAST_FILLED * longest]


def _encoded_text(
    encoded: dict[str, Any],
    index: int,
    prompt_length: int,
    vector: NDArray[np.float32],
    hidden: NDArray[np.float32],
) -> EncodedText:
    ids = np.asarray(encoded["input_ids"][index], np.int32)
    if "offset_mapping" not in encoded:
        none = np.zeros(0, np.int32)
        return EncodedText(vector, np.zeros((0, len(vector)), np.float32), none, none.reshape(0, 2))
    offsets = np.asarray(encoded["offset_mapping"][index], np.int32).reshape(-1, 2)
    special = np.asarray(encoded["special_tokens_mask"][index], bool)
    own = ~special & (offsets[:, 1] > prompt_length)
    return EncodedText(
        vector,
        hidden[: len(ids)][own],
        ids[own],
        np.maximum(offsets[own] - prompt_length, 0),
    )
