"""What learning is worth on a judged folder, by cross-validation: nobody is measured on what it saw.

Equal texts stay in one fold. The weights are learnt without the needs of a fold, pass the gate or
stay as they are, and rank those needs over the whole corpus, against the same release untrained;
grades are predicted for pairs of held-back needs, or of held-back pairs, as ``by`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from matching import runtime
from matching.contracts import Profile
from matching.evaluation import measures
from matching.evaluation.beir import BadFolder, Folder, read_folder
from matching.evaluation.encodings import EncodingStore
from matching.learning.comparisons import compare
from matching.learning.features import signal_names, signal_values, weight_vector
from matching.learning.gate import compare_releases, paired_interval
from matching.learning.grades import JudgedPairs, closeness, predict_grades
from matching.learning.holding_back import folds_of, split
from matching.learning.labels import Id, Label, Labels
from matching.learning.weights import fit_weights
from matching.normalisation import normalise
from matching.passages import whole_text
from matching.release import Release, newest_for

Split = Literal["need", "pair"]
Progress = Callable[[str, int, int], None]
_CHEAP = ("dense", "lexical", "lexical_title")
_CANDIDATES = 1_000
_JUDGED_AT_LEAST = 5
_SAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Gain:
    """A measure untrained and trained, out of fold; ``low`` and ``high`` bound the paired
    difference with 95% confidence.
    """

    untrained: float
    trained: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """``gains`` by measure; ``closeness`` is 1/(1+MAE) of predicted grades with its interval."""

    folds: int
    by: Split
    gains: Mapping[str, Gain]
    closeness: float
    closeness_low: float
    closeness_high: float

    def as_table(self) -> str:
        """A line for each measure, untrained and trained, and one for the grades."""
        lines = [
            f"{self.folds} folds{'untrained':>17}{'trained':>15}{'difference (paired 95%)':>33}"
        ]
        for name, gain in self.gains.items():
            change = f"{gain.trained - gain.untrained:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]"
            lines.append(f"{name:14}{gain.untrained:>10.4f}{gain.trained:>15.4f}{change:>33}")
        grades = f"{self.closeness:.4f} [{self.closeness_low:.4f}, {self.closeness_high:.4f}]"
        return "\n".join([*lines, f"1/(1+MAE), held back by {self.by}: {grades}"])

    def as_record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def cross_validate(
    path: Path,
    *,
    release: Release | None = None,
    folds: int = 5,
    by: Split = "need",
    seed: int = 0,
    encodings: Path | None = None,
    progress: Progress | None = None,
) -> CrossValidation:
    """Out-of-fold figures on a BEIR folder.

    ``release`` defaults to the newest shipped; ``encodings`` is a folder that keeps vectors between
    runs; ``progress`` is called with a stage's name, what of it is done, and of how much. Raises
    BadFolder, BadLabels where a fold has nothing to learn from.
    """
    if folds < 2:
        raise BadFolder(f"{folds} folds: at least 2 are wanted")
    folder = read_folder(path)
    encoder = runtime.encoder()
    release = release or newest_for(encoder.version, [runtime.settings().releases])
    tell = progress or (lambda stage, done, total: None)
    profiles = EncodingStore(encoder, encodings).encoded(
        [*folder.needs, *folder.offers], lambda done, total: tell("encode", done, total)
    )
    corpus = _Corpus(folder, profiles[: len(folder.needs)], profiles[len(folder.needs) :], release)
    corpus.see(lambda done, total: tell("signals", done, total))
    by_need = folds_of(corpus.needs, folds, seed)
    gains = corpus.gains(np.array([by_need[need.id] for need in corpus.needs]), seed)
    pairs = corpus.judged_pairs()
    chosen = corpus.pair_folds(pairs, by_need, folds, by, seed)
    predicted = predict_grades(pairs, chosen, within_needs=by == "pair", seed=seed)
    low, high = _closeness_interval(pairs, predicted, seed)
    return CrossValidation(folds, by, gains, closeness(pairs.grades, predicted), low, high)


class _Corpus:
    """A folder's pairs as the ranker sees them: ``seen`` (needs, offers, signals)."""

    def __init__(
        self, folder: Folder, needs: Sequence[Profile], offers: Sequence[Profile], release: Release
    ) -> None:
        self.needs, self.offers, self.release = needs, offers, release
        self.seen = np.zeros((len(needs), len(offers), len(signal_names(release))), np.float32)
        self.need_at = {need.id: row for row, need in enumerate(needs)}
        self.offer_at = {offer.id: row for row, offer in enumerate(offers)}
        self.rows = np.array(
            [(self.need_at[n], self.offer_at[o]) for n, o in folder.grades], np.intp
        )
        self.judged = np.array(list(folder.grades.values()), np.int64)
        self.relevant_from = 2 if self.judged.max(initial=0) > 1 else 1
        # Ties are broken by id.
        self.places = np.argsort(np.argsort([str(offer.id) for offer in offers]))
        names = signal_names(release)
        self.present = weight_vector(release.weights, release)
        self.cheap = self.present * np.array([name in _CHEAP for name in names])

    def see(self, progress: Callable[[int, int], None]) -> None:
        """Let the release look at every pair."""
        for number, need in enumerate(self.needs):
            self.seen[number] = signal_values(need, self.offers, self.release)
            progress(number + 1, len(self.needs))

    def gains(self, folds: NDArray[np.intp], seed: int) -> dict[str, Gain]:
        """Every measure before and after, by need; needs (n,) in ``folds`` (n,)."""
        values: dict[str, list[tuple[float, float]]] = {}
        for fold in np.unique(folds):
            learnt = self._learnt(folds != fold)
            for need in np.flatnonzero(folds == fold).tolist():
                before, after = (self._measured(need, w) for w in (self.present, learnt))
                for name, value in before.items():
                    values.setdefault(name, []).append((value, after[name]))
        found = {}
        for name, pairs in values.items():
            both = np.array(pairs)
            low, high = paired_interval(both[:, 1] - both[:, 0], seed=seed)
            untrained, trained = both.mean(axis=0).tolist()
            found[name] = Gain(untrained, trained, low, high)
        return found

    def _learnt(self, known: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Weights as the product would have them: learnt ones where they pass the gate on needs
        held back among the known ones, else those in force.
        """
        kept = [row for row, (need, _) in enumerate(self.rows) if known[need]]
        labels = Labels(
            "fold",
            {need.id: need for need, held in zip(self.needs, known, strict=True) if held},
            {offer.id: offer for offer in self.offers},
            [self._label(row) for row in kept],
        )
        candidate = self._fitted(split(labels)[0])
        held = split(labels)[1]
        gate = compare_releases(
            held, ("", self._values(held) @ self.present), ("", self._values(held) @ candidate)
        )
        return self._fitted(labels) if gate.passed else self.present

    def _fitted(self, labels: Labels) -> NDArray[np.float64]:
        weights = fit_weights(self.release, compare(labels), self._values(labels))
        return weight_vector(weights, self.release)

    def _values(self, labels: Labels) -> NDArray[np.float64]:
        needs = [self.need_at[label.need_id] for label in labels.labels]
        offers = [self.offer_at[label.offer_id] for label in labels.labels]
        return self.seen[needs, offers].astype(np.float64)

    def _label(self, row: int) -> Label:
        need, offer = self.rows[row]
        return Label(self.needs[need].id, self.offers[offer].id, float(self.judged[row]))

    def _measured(self, need: int, weights: NDArray[np.float64]) -> dict[str, float]:
        """The measures that this need allows; see the evaluation's."""
        scores = np.round(self.seen[need] @ weights, 6)
        mine = self.rows[:, 0] == need
        judged, grades = self.rows[mine, 1], self.judged[mine]
        relevant = judged[grades >= self.relevant_from]
        found = {}
        if len(grades) >= _JUDGED_AT_LEAST and grades.max() > 0:
            order = np.lexsort((self.places[judged], -scores[judged]))
            found["ndcg_at_10"] = measures.ndcg_at_10(grades[order])
        area = measures.auc(scores[judged], grades >= self.relevant_from)
        if not np.isnan(area):
            found["auc"] = area
        if len(relevant):
            # As retrieved: what the cheap signals leave out comes after all that is ranked.
            first = np.argsort(-(self.seen[need] @ self.cheap), kind="stable")[:_CANDIDATES]
            left_out = np.ones(len(scores), bool)
            left_out[first] = False
            place = np.empty(len(scores), np.int64)
            place[np.lexsort((self.places, -scores, left_out))] = np.arange(1, len(scores) + 1)
            found["recall_at_100"] = measures.recall_at_100(place[relevant])
            found["mrr"] = measures.reciprocal_rank(place[relevant])
        return found

    def judged_pairs(self) -> JudgedPairs:
        """The judged pairs with what the whole corpus tells of them."""
        need, offer = self.rows[:, 0], self.rows[:, 1]
        raw = self.seen @ self.present
        best = -np.sort(-raw, axis=1)
        tenth, hundredth = (best[:, min(place, best.shape[1]) - 1] for place in (10, 100))
        ranks = [_ranks(raw), *(_ranks(self.seen[:, :, k]) for k in range(self.seen.shape[2]))]
        titles = _vectors(self.needs, "title") @ _vectors(self.offers, "title").T
        of_need = [best[:, 0], tenth, hundredth, raw.std(axis=1), *_lengths(self.needs)]
        of_offer = [raw.mean(axis=0), raw.max(axis=0), *_lengths(self.offers)]
        columns = [
            raw[need, offer],
            (raw - tenth[:, None])[need, offer],
            titles[need, offer],
            *(values[need, offer] for values in ranks),
            *(values[need] for values in of_need),
            *(values[offer] for values in of_offer),
        ]
        return JudgedPairs(
            self.judged,
            np.column_stack([*columns, self.seen[need, offer]]).astype(np.float64),
            _texts(self.needs)[need],
            _texts(self.offers)[offer],
            _vectors(self.needs, "text")[need],
            _vectors(self.offers, "text")[offer],
        )

    def pair_folds(
        self, pairs: JudgedPairs, by_need: Mapping[Id, int], folds: int, by: Split, seed: int
    ) -> NDArray[np.intp]:
        """A fold for each judged pair; pairs of equal texts share one."""
        if by == "need":
            return np.array([by_need[self.needs[need].id] for need in self.rows[:, 0]])
        keys = np.stack([pairs.needs, pairs.offers], axis=1)
        distinct, which = np.unique(keys, axis=0, return_inverse=True)
        order = np.random.default_rng(seed).permutation(len(distinct))
        chosen: NDArray[np.intp] = (order % folds)[which.reshape(-1)]
        return chosen


def _texts(profiles: Sequence[Profile]) -> NDArray[np.intp]:
    """Equal numbers for equal texts."""
    texts = [normalise(whole_text(profile.texts)) for profile in profiles]
    return np.unique(texts, return_inverse=True)[1].reshape(-1)


def _ranks(values: NDArray) -> NDArray[np.float64]:
    """The logarithm of each offer's place for its need (needs, offers), the best last."""
    ranks: NDArray[np.float64] = np.log1p(np.argsort(np.argsort(-values, axis=1), axis=1))
    return ranks


def _lengths(profiles: Sequence[Profile]) -> list[NDArray[np.intp]]:
    """Characters of the titles, and of title and text."""
    return [
        np.array([len(profile.texts.get("title", "")) for profile in profiles]),
        np.array([len(whole_text(profile.texts)) for profile in profiles]),
    ]


def _vectors(profiles: Sequence[Profile], part: str) -> NDArray[np.float32]:
    """Vectors of titles or of whole texts; zeros for what was not encoded."""
    held = [p.encoding.dense.get(part) if p.encoding else None for p in profiles]
    width = max((len(v) for v in held if v is not None), default=1)
    return np.stack([np.zeros(width, np.float32) if v is None else v for v in held])


def _closeness_interval(
    pairs: JudgedPairs, predicted: NDArray[np.int64], seed: int
) -> tuple[float, float]:
    """95% bootstrap over needs: pairs of one need are wrong together."""
    wrong = np.abs(pairs.grades - predicted)
    _, which = np.unique(pairs.needs, return_inverse=True)
    total, count = np.bincount(which, wrong), np.bincount(which)
    draws = np.random.default_rng(seed).integers(0, len(count), (_SAMPLES, len(count)))
    found = 1.0 / (1.0 + total[draws].sum(axis=1) / count[draws].sum(axis=1))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
