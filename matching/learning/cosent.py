"""CoSENT over the graded pairs of one need at a time. Imports torch: to be imported when tuning.

Huang et al., CoSENT (IEEE/ACM TASLP 2024): every pair with the higher grade is to have the higher
cosine. With one need's pairs in a batch the need is encoded once for all of them, which takes a
third of the time on two cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.sentence_transformer.losses import CoSENTLoss
from torch import Tensor
from transformers import TrainerCallback

Row = tuple[str, str, float]  # need's text, offer's text, grade
_COLUMNS = ("need", "offer", "score")


class _EachTextOnce(CoSENTLoss):
    """CoSENT that runs each distinct text of a column through the model once."""

    def forward(self, sentence_features: Iterable[dict[str, Tensor]], labels: Tensor) -> Tensor:
        """The loss of one batch."""
        embeddings = [self._embedded(features) for features in sentence_features]
        loss: Tensor = self.compute_loss_from_embeddings(embeddings, labels)
        return loss

    def _embedded(self, features: dict[str, Any]) -> Tensor:
        ids = features["input_ids"]
        distinct, which = torch.unique(ids, dim=0, return_inverse=True)
        first = torch.stack([(which == n).nonzero()[0, 0] for n in range(len(distinct))])
        chosen = {
            name: value[first] if isinstance(value, Tensor) and len(value) == len(ids) else value
            for name, value in features.items()
        }
        embedded: Tensor = self.model(chosen)["sentence_embedding"]
        return embedded[which]


class _ByNeed(DefaultBatchSampler):
    """Batches of one need's pairs, in an order that seed and epoch decide."""

    def __init__(self, dataset: Dataset, **options: Any) -> None:
        super().__init__(dataset, **options)
        groups: dict[str, list[int]] = {}
        for row, need in enumerate(dataset["need"]):
            groups.setdefault(need, []).append(row)
        self._batches = [
            rows[at : at + self.batch_size]
            for rows in groups.values()
            for at in range(0, len(rows), self.batch_size)
        ]

    def __iter__(self) -> Iterator[list[int]]:
        chance = torch.Generator().manual_seed(self.seed + self.epoch)
        for number in torch.randperm(len(self._batches), generator=chance).tolist():
            yield self._batches[number]

    def __len__(self) -> int:
        return len(self._batches)


class _Told(TrainerCallback):
    """Tells of steps done."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell

    def on_step_end(self, args: Any, state: Any, control: Any, **_more: Any) -> None:
        """After each step."""
        self._tell(state.global_step, state.max_steps)


def trainer(
    model: SentenceTransformer,
    rows: list[Row],
    arguments: dict[str, Any],
    tell: Callable[[int, int], None] | None,
) -> SentenceTransformerTrainer:
    """A trainer over ``rows``; ``arguments`` are those of the training arguments."""
    columns: dict[str, list[Any]] = {
        name: [row[place] for row in rows] for place, name in enumerate(_COLUMNS)
    }
    dataset = Dataset.from_dict(columns)
    return SentenceTransformerTrainer(
        model=model,
        args=SentenceTransformerTrainingArguments(batch_sampler=_ByNeed, **arguments),
        train_dataset=dataset,
        loss=_EachTextOnce(model),
        callbacks=[] if tell is None else [_Told(tell)],
    )
