"""An evaluation as one HTML file that needs nothing else: numbers placed for its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string

from matching.facade import Evaluation

_LEFT, _RIGHT = 190.0, 560.0  # of a picture's plot; names stand before it, numbers behind
_ROW = 30.0
_TOP = 28.0  # above the first row, for the axis
_MEASURES = {
    "ndcg_at_10": ("nDCG@10", "order of the judged achievements"),
    "auc": ("AUC", "fairly strong or better above the rest"),
    "recall_at_100": ("Recall@100", "relevant ones among the first 100 of the whole corpus"),
    "mrr": ("MRR", "one over the rank of the first relevant one"),
}


@dataclass(frozen=True)
class Axis:
    """A scale from ``low`` to ``high`` over the width of a plot."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, values: Iterable[float]) -> Axis:
        """Wide enough for all ``values``, in round steps."""
        known = list(values)
        low, high = min(known), max(known)
        step = next(
            s for s in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0)
            if high - low <= 8 * s or s == 1.0
        )  # fmt: skip
        return cls(step * (low // step), step * (high // step + 1), step)

    def at(self, value: float) -> float:
        """Place of ``value`` in the plot."""
        share = (value - self.low) / (self.high - self.low)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)

    @property
    def ticks(self) -> Iterator[tuple[float, str]]:
        """Places with what is written at them."""
        digits = next(d for d in range(5) if round(self.step, d) == self.step)
        for number in range(round((self.high - self.low) / self.step) + 1):
            value = self.low + number * self.step
            yield self.at(value), f"{value:.{digits}f}".replace("-", "−")


Row = tuple[str, float | None, tuple[float, float] | None]


def forest(rows: Sequence[Row], *, mark: float | None = None, signed: bool = False) -> Any:
    """A dot with its interval on each row; ``mark`` is a line through all of them."""
    known = [(name, value, interval) for name, value, interval in rows if value is not None]
    if not known:
        return None
    numbers = [v for _, value, interval in known for v in (value, *(interval or ()))]
    axis = Axis.over(numbers if mark is None else [*numbers, mark])
    bottom = _TOP + _ROW * len(known)
    return {
        "height": bottom + 8,
        "top": _TOP - 6,
        "bottom": bottom,
        "left": _LEFT,
        "right": _RIGHT,
        "ticks": list(axis.ticks),
        "mark": None if mark is None else axis.at(mark),
        "rows": [
            {
                "name": name,
                "y": _TOP + _ROW * (place + 0.5),
                "x": axis.at(value),
                "low": axis.at(interval[0]) if interval else None,
                "high": axis.at(interval[1]) if interval else None,
                "told": _told(value, interval, signed=signed),
            }
            for place, (name, value, interval) in enumerate(known)
        ],
    }


def _told(
    value: float | None, interval: tuple[float, float] | None, *, signed: bool = False
) -> str:
    if value is None:
        return "–"
    form = "+.3f" if signed else ".3f"
    told = f"{value:{form}}"
    if interval is not None:
        told += f" [{interval[0]:{form}}, {interval[1]:{form}}]"
    return told.replace("-", "−")


def report(evaluation: Evaluation) -> str:
    """The HTML of the report."""
    measure = "ndcg_at_10" if evaluation.figures.ndcg_at_10 is not None else "mrr"
    whole = getattr(evaluation.figures, measure)
    compared = _compared(evaluation)
    return render_to_string(
        "discovery/evaluation/report.html",
        {
            "evaluation": evaluation,
            "measure": _MEASURES[measure][0],
            "measures": [name for name, _ in _MEASURES.values()],
            "tiles": _tiles(evaluation),
            "alone": forest(_rows(compared, measure), mark=whole),
            "alone_table": _table(compared),
            "left_out": forest(_rows(_left_out(evaluation), measure), mark=0.0, signed=True),
            "left_out_table": _table(_left_out(evaluation), signed=True),
            "slices": forest(_rows(_slices(evaluation), measure), mark=whole),
            "slices_table": _table(_slices(evaluation)),
            "spread": _spread(evaluation.per_need),
            "reliability": _reliability(evaluation),
        },
    )


def _tiles(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    figures = asdict(evaluation.figures)
    tiles = []
    for measure, (name, told) in _MEASURES.items():
        if figures[measure] is not None:
            interval = evaluation.intervals.get(measure)
            tiles.append((name, f"{figures[measure]:.3f}", _between(interval), told))
    found = evaluation.calibration
    if found is not None:
        error, brier = _between(found.error_interval), _between(found.brier_interval)
        tiles.append(
            ("Calibration error", f"{found.error:.3f}", error, "probability against share")
        )
        tiles.append(("Brier score", f"{found.brier:.3f}", brier, "squared error of probability"))
    tiles.append(
        ("A query", f"{evaluation.ms_per_query:.0f} ms", "", "encoding of the need included")
    )
    return tiles


def _between(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


Named = Sequence[tuple[str, Any, Any]]  # name, figures, intervals


def _compared(evaluation: Evaluation) -> Named:
    signals = [
        (name, figures, evaluation.signal_intervals[name])
        for name, figures in evaluation.signals.items()
    ]
    return [
        ("the ranker", evaluation.figures, evaluation.intervals),
        ("BM25", evaluation.bm25, evaluation.bm25_intervals),
        *signals,
    ]


def _left_out(evaluation: Evaluation) -> Named:
    return [
        (f"without {name}", left.difference, left.difference_intervals)
        for name, left in evaluation.ablation.items()
    ]


def _slices(evaluation: Evaluation) -> Named:
    return [(f"{s.name} ({s.needs})", s.figures, s.intervals) for s in evaluation.slices]


def _rows(named: Named, measure: str) -> list[Row]:
    return [(name, getattr(figures, measure), by.get(measure)) for name, figures, by in named]


def _table(named: Named, *, signed: bool = False) -> list[tuple[str, list[str]]]:
    return [
        (name, [_told(getattr(figures, m), by.get(m), signed=signed) for m in _MEASURES])
        for name, figures, by in named
    ]


def _spread(values: Sequence[float | None]) -> Any:
    """A histogram of the needs' nDCG in tenths."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    counts = [0] * 10
    for value in known:
        counts[min(9, int(value * 10))] += 1
    unit = 150.0 / max(counts)
    return [
        {
            "x": 20 + 60 * tenth,
            "middle": 20 + 60 * tenth + 28,
            "y": round(180 - unit * count, 1),
            "height": round(unit * count, 1),
            "above": round(174 - unit * count, 1),
            "count": count,
            "name": f"{tenth / 10:.1f}–{(tenth + 1) / 10:.1f}",
        }
        for tenth, count in enumerate(counts)
    ]


def _reliability(evaluation: Evaluation) -> Any:
    """The bins over a square of 320, the diagonal being perfect; areas as the pairs."""
    found = evaluation.calibration
    if found is None:
        return None
    most = max(b.pairs for b in found.bins)
    return [
        {
            "x": round(50 + 320 * b.predicted, 1),
            "y": round(340 - 320 * b.observed, 1),
            "radius": round(3 + 15 * (b.pairs / most) ** 0.5, 1),
            "predicted": f"{b.predicted:.0%}",
            "observed": f"{b.observed:.0%}",
            "pairs": b.pairs,
        }
        for b in found.bins
    ]
