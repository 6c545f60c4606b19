"""An evaluation as tables for readers and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from matching.evaluation.evaluate import Evaluation
from matching.evaluation.sample import MEASURES, Figures, Intervals

_NAME = 24
_CELL = 24


def as_json(evaluation: Evaluation) -> str:
    """One JSON object: the ranker's figures at the top, each signal's under ``signals``."""
    told: dict[str, Any] = asdict(evaluation)
    figures = told.pop("figures")
    return json.dumps(figures | told, ensure_ascii=False, indent=2)


def as_table(evaluation: Evaluation) -> str:
    """The ranker, BM25 and each signal alone, what each signal adds, the slices, calibration."""
    return "\n".join(_lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield (
        f"{evaluation.folder}: {evaluation.needs} needs, {evaluation.offers} achievements, "
        f"{evaluation.judged_pairs} judged pairs; release {evaluation.release}, "
        f"encoder {evaluation.encoder_version}; {evaluation.ms_per_query:.0f} ms per query"
    )
    yield "in brackets the 95% interval of 1,000 bootstrap samples of needs"
    yield from _head("")
    yield _row("ranker", evaluation.figures, evaluation.intervals)
    yield _row("BM25", evaluation.bm25, evaluation.bm25_intervals)
    for name, figures in evaluation.signals.items():
        yield _row(name, figures, evaluation.signal_intervals[name])
    yield from _head("without, by difference")
    for name, left in evaluation.ablation.items():
        yield _row(name, left.difference, left.difference_intervals, signed=True)
    yield from _head("needs")
    for part in evaluation.slices:
        yield _row(f"{part.name} ({part.needs})", part.figures, part.intervals)
    if evaluation.calibration is not None:
        found = evaluation.calibration
        yield ""
        yield f"calibration error {_cell(found.error, found.error_interval)}"
        yield f"Brier score       {_cell(found.brier, found.brier_interval)}"


def _head(title: str) -> Iterator[str]:
    yield ""
    yield f"{title:{_NAME}}" + "".join(f"{measure:>{_CELL}}" for measure in MEASURES)


def _row(name: str, figures: Figures, intervals: Intervals, *, signed: bool = False) -> str:
    values = asdict(figures)
    cells = (_cell(values[m], intervals.get(m), signed=signed) for m in MEASURES)
    return f"{name:{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _cell(
    value: float | None, interval: tuple[float, float] | None, *, signed: bool = False
) -> str:
    if value is None:
        return "-"
    form = "+.4f" if signed else ".4f"
    if interval is None:
        return f"{value:{form}}"
    short = "+.3f" if signed else ".3f"
    return f"{value:{form}} [{interval[0]:{short}}, {interval[1]:{short}}]"
