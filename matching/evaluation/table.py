"""An evaluation as a table for readers and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from matching.evaluation.evaluate import Evaluation, Figures

_COLUMNS = ("ndcg_at_10", "auc", "recall_at_100", "mrr")


def as_json(evaluation: Evaluation) -> str:
    """One JSON object: the ranker's figures at the top, each signal's under ``signals``."""
    told: dict[str, Any] = asdict(evaluation)
    figures = told.pop("figures")
    return json.dumps(figures | told, ensure_ascii=False, indent=2)


def as_table(evaluation: Evaluation) -> str:
    """A line for the ranker, for BM25 and for each signal."""
    head = (
        f"{evaluation.folder}: {evaluation.needs} needs, {evaluation.offers} achievements, "
        f"{evaluation.judged_pairs} judged pairs; release {evaluation.release}, "
        f"encoder {evaluation.encoder_version}; {evaluation.ms_per_query:.0f} ms per query"
    )
    rows = [("ranker", evaluation.figures), ("BM25", evaluation.bm25), *evaluation.signals.items()]
    lines = [f"{'':16}" + "".join(f"{column:>15}" for column in _COLUMNS)]
    lines += [f"{name:16}" + _cells(figures) for name, figures in rows]
    return "\n".join([head, "", *lines])


def _cells(figures: Figures) -> str:
    values = (getattr(figures, column) for column in _COLUMNS)
    return "".join(f"{'-' if value is None else f'{value:.4f}':>15}" for value in values)
