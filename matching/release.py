"""A release of the ranker: immutable data files with a name, made by a command.

A folder holds ``release.json`` (see ``Release``) and ``statistics.npz`` with the idf tables. The
statistics are fixed when a release is made, so that a pair's score never moves with what else is in
the list or the database.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Level, MatchingError, UnknownRelease
from matching.signals.base import Direction, Pairs, Signal
from matching.signals.dense import Dense
from matching.signals.fields import Fields
from matching.signals.idf import Idf
from matching.signals.indicators import Indicators
from matching.signals.late import Late, LateTitle
from matching.signals.lexical import Lexical, LexicalTitle
from matching.signals.shared_terms import SharedTerms
from matching.signals.terms import Terms

log = logging.getLogger(__name__)

_SHIPPED = Path(__file__).parent / "releases"
_TABLES = ("pairs", "title", "subwords", "terms")


@dataclass(frozen=True)
class Scale:
    """A signal's mean and deviation over unrelated pairs."""

    mean: float
    deviation: float


@dataclass(frozen=True)
class Release:
    """Everything that turns two profiles into a score.

    ``intercepts`` is what each direction starts from, in "one" language and in "two"; ``about`` what
    likeness must add, 0 being the mean of unrelated pairs, for conditions to begin to count and to
    count wholly; ``bend`` is where a likeness signal's standard score levels off; ``scales`` maps a
    likeness signal to need and offer language, as in "zh-en", to its scale; ``weights`` each signal
    to its weight; ``curves`` a likeness signal to what its standard score counts for, at equal distances
    from -bend to bend, where that is not the score itself; ``heard`` a direction to the signals that
    count only in part there, 0 to 1; ``fields`` and ``indicators`` findings to points;
    ``terms_version`` is the dictionary's whose frequencies the tables hold, None for none;
    ``calibration`` is slope and offset of the logistic map from raw score to probability; ``levels``
    the lowest probability of each level; ``duplicates`` the model of a copy in "one" language and in
    "two": signal or "intercept" to its number; ``encoder_version`` None for a release that reads no
    vectors; ``record`` says how it was fitted.
    """

    name: str
    encoder_version: str | None
    terms_version: str | None
    intercepts: Mapping[str, Mapping[str, float]]
    about: tuple[float, float]
    bend: float
    weights: Mapping[str, float]
    curves: Mapping[str, Sequence[float]]
    heard: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, Mapping[str, Scale]]
    fields: Mapping[str, float]
    indicators: Mapping[str, float]
    calibration: tuple[float, float]
    levels: Mapping[Level, float]
    duplicates: Mapping[str, Mapping[str, float]]
    tables: Mapping[str, Idf]
    record: Mapping[str, Any]

    @property
    def learnt(self) -> bool:
        """Whether it was learnt from labels, and so has a parent that it was compared with."""
        return "parent" in self.record

    @cached_property
    def likeness(self) -> Sequence[Signal]:
        """Signals that judge how alike two texts are; they stand in for one another."""
        terms = Terms(self.tables["terms"], self.terms_version)
        shared = SharedTerms(self.tables["pairs"], terms)
        made: list[Signal] = [
            Dense(),
            Late(self.tables["subwords"]),
            LateTitle(self.tables["subwords"], shared, terms),
            Lexical(self.tables["pairs"], shared, terms),
            LexicalTitle(self.tables["title"]),
        ]
        return [signal for signal in made if signal.name in self.scales]

    @cached_property
    def conditions(self) -> Sequence[Signal]:
        """Signals in points: what both sides say of themselves."""
        return [Fields(self.fields), Indicators(self.indicators)]

    @property
    def signals(self) -> Sequence[Signal]:
        """All signals in use."""
        return [*self.likeness, *self.conditions]

    def hearing(self, signal: str, directions: Sequence[Direction]) -> NDArray[np.float64]:
        """How far ``signal`` counts in each direction, shape (len(directions),)."""
        shares = [self.heard.get(direction, {}).get(signal, 1.0) for direction in directions]
        return np.array(shares, np.float64)

    def starts(self, pairs: Pairs) -> NDArray[np.float64]:
        """What each pair's score starts from, shape (len(pairs.others),)."""
        anchor, others = pairs.languages
        tongues = ("one" if other == anchor else "two" for other in others)
        return np.array(
            [
                self.intercepts.get(direction, {}).get(spoken, 0.0)
                for direction, spoken in zip(pairs.directions, tongues, strict=True)
            ],
            np.float64,
        )

    def opened(self, likeness: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far conditions count beside what likeness adds: from 0, where the two do not speak of
        the same thing, so that no number can make up for it, to 1.
        """
        low, high = self.about
        opened: NDArray[np.float64] = np.clip((likeness - low) / (high - low), 0.0, 1.0)
        return opened

    def scale(self, signal: str, languages: str) -> Scale:
        """The scale of ``signal`` for languages such as "zh-en", or of Chinese pairs."""
        known = self.scales[signal]
        return known.get(languages) or known["zh-zh"]

    def counted(self, signal: str, standard: NDArray[np.float64]) -> NDArray[np.float64]:
        """What standard scores of a likeness signal, of any shape, count for; NaN stays NaN."""
        # A short title inside a short text can be thirty deviations alike: no signal decides alone.
        levelled: NDArray[np.float64] = self.bend * np.tanh(standard / self.bend)
        curve = self.curves.get(signal)
        if curve is None:
            return levelled
        return np.interp(levelled, np.linspace(-self.bend, self.bend, len(curve)), curve)

    def probability(self, raw: float) -> float:
        """Probability that the pair is worth a call, on a market of mostly unrelated ones."""
        slope, offset = self.calibration
        return float(1.0 / (1.0 + np.exp(-np.clip(slope * raw + offset, -50.0, 50.0))))

    def level(self, probability: float) -> Level:
        """A probability in words."""
        for level in (Level.STRONG, Level.GOOD, Level.POSSIBLE):
            if probability >= self.levels[level]:
                return level
        return Level.WEAK


_read: dict[Path, Release] = {}


def find_release(name: str, folders: Sequence[Path] = ()) -> Release:
    """The release ``name``, shipped or in one of ``folders``. Raises UnknownRelease."""
    for folder in (_SHIPPED, *folders):
        if name in _names(folder):
            path = folder / name
            if path not in _read:
                _read[path] = read_release(path)
            return _read[path]
    raise UnknownRelease(f"no release named {name!r}; there are {release_names(folders)}")


def release_names(folders: Sequence[Path] = ()) -> list[str]:
    """Names of all installed releases, the newest last."""
    return sorted({name for folder in (_SHIPPED, *folders) for name in _names(folder)})


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return [path.parent.name for path in folder.glob("*/release.json")]


def newest_for(encoder_version: str, folders: Sequence[Path] = ()) -> Release:
    """The last release made for this encoder, else the last that reads no vectors.

    What was learnt is left out: it comes into force by being promoted.
    """
    installed = [r for name in release_names(folders) if (r := _readable(name, folders))]
    installed = [r for r in installed if not r.learnt]
    installed.sort(key=lambda release: str(release.record.get("fitted_on", "")))
    for wanted in (encoder_version, None):
        fitting = [r for r in installed if r.encoder_version == wanted]
        if fitting:
            return fitting[-1]
    raise UnknownRelease(f"no release for the encoder {encoder_version}")


def _readable(name: str, folders: Sequence[Path]) -> Release | None:
    """None for damaged files: one bad candidate must not stop the market."""
    try:
        return find_release(name, folders)
    except MatchingError:
        log.exception("release_damaged: %s", name)
        return None


def derive(
    parent: Release, name: str, weights: Mapping[str, float], record: Mapping[str, Any]
) -> Release:
    """A candidate that differs from ``parent`` in its weights; ``record`` says how they came."""
    return replace(
        parent, name=name, weights=weights, record=dict(record) | {"parent": parent.name}
    )


def read_release(folder: Path) -> Release:
    """Reads a release's folder. Raises MatchingError when its files are damaged."""
    try:
        told = json.loads((folder / "release.json").read_text(encoding="utf-8"))
        tables = {}
        with np.load(folder / "statistics.npz", allow_pickle=False) as arrays:
            for name in _TABLES:
                documents = int(arrays[f"{name}_documents"])
                tables[name] = Idf(arrays[f"{name}_keys"], arrays[f"{name}_frequency"], documents)
        return Release(
            name=folder.name,
            encoder_version=told["encoder_version"],
            terms_version=told["terms_version"],
            intercepts=told["intercepts"],
            about=(float(told["about"][0]), float(told["about"][1])),
            bend=float(told["bend"]),
            weights=told["weights"],
            # Not known to releases of before.
            curves=told.get("curves", {}),
            heard=told.get("heard", {}),
            scales={
                signal: {pair: Scale(*numbers) for pair, numbers in by_language.items()}
                for signal, by_language in told["scales"].items()
            },
            fields=told["fields"],
            indicators=told["indicators"],
            calibration=(told["calibration"]["slope"], told["calibration"]["offset"]),
            duplicates=told.get("duplicates", {}),
            levels={Level(level): value for level, value in told["levels"].items()},
            tables=tables,
            record=told["record"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MatchingError(f"the release in {folder.name} cannot be read: {error}") from error


def write_release(folder: Path, release: Release) -> None:
    """Writes a release into a new folder. Raises FileExistsError: releases do not change."""
    folder.mkdir(parents=True)
    told = {
        "encoder_version": release.encoder_version,
        "terms_version": release.terms_version,
        "intercepts": {direction: dict(by) for direction, by in release.intercepts.items()},
        "about": list(release.about),
        "bend": release.bend,
        "weights": dict(release.weights),
        "curves": {signal: list(curve) for signal, curve in release.curves.items()},
        "heard": {direction: dict(shares) for direction, shares in release.heard.items()},
        "scales": {
            signal: {pair: [s.mean, s.deviation] for pair, s in by_language.items()}
            for signal, by_language in release.scales.items()
        },
        "fields": dict(release.fields),
        "indicators": dict(release.indicators),
        "calibration": {"slope": release.calibration[0], "offset": release.calibration[1]},
        "levels": {str(level): value for level, value in release.levels.items()},
        "duplicates": {tongues: dict(m) for tongues, m in release.duplicates.items()},
        "record": dict(release.record),
    }
    arrays: dict[str, Any] = {}
    for name, table in release.tables.items():
        arrays[f"{name}_keys"] = table.keys
        arrays[f"{name}_frequency"] = _narrow(table.frequency)
        arrays[f"{name}_documents"] = np.array(table.documents)
    with (folder / "statistics.npz").open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    # Last and at once: a folder without it is no release.
    beside = folder / "release.json.part"
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    beside.replace(folder / "release.json")


def _narrow(frequency: np.ndarray) -> np.ndarray:
    widest = int(frequency.max(initial=0))
    return frequency.astype(np.uint16 if widest < 2**16 else np.uint32)
