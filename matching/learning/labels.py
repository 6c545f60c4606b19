"""What a matcher learns from: graded pairs of a need and an offer, each with a weight.

Grades are those of the staff: 0 unrelated, 1 weak, 2 fairly strong, 3 strong. What people do is
weaker evidence than what staff say, and looking is weaker than deciding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.contracts import Outcome, OutcomeKind, Profile
from matching.evaluation.beir import read_folder
from matching.learning.outcome_file import read_outcomes

Id = int | str
STAFF = ""

_DECIDED = {
    OutcomeKind.DELIVERED: (3.0, 1.0),
    OutcomeKind.CONTRACTED: (3.0, 1.0),
    OutcomeKind.TALKED: (2.0, 0.6),
    OutcomeKind.ACCEPTED: (2.0, 0.5),
}
# Reasons that speak of the fit. "No capacity" or "already solved" say nothing about the pair.
_DECLINED = {
    "field_mismatch": (0.0, 0.5),
    "indicators_short": (1.0, 0.5),
    "not_mature": (1.0, 0.5),
    "too_expensive": (1.0, 0.25),
}
# Talks that ended. Price, budget and other partners say nothing about the pair.
_FAILED = {"indicators_short": (1.0, 0.7)}
_LOOKED = {OutcomeKind.OPENED: (1.0, 0.1), OutcomeKind.IGNORED: (0.0, 0.1)}
_PROPENSITY_EXPONENT = 0.5
_CORRECTION_AT_MOST = 4.0


@dataclass(frozen=True, slots=True)
class Label:
    """One organisation's, or the staff's, grade of a pair."""

    need_id: Id
    offer_id: Id
    grade: float
    weight: float = 1.0
    organisation: str = STAFF


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels with the profiles they speak of; ``name`` says where they are from."""

    name: str
    needs: Mapping[Id, Profile]
    offers: Mapping[Id, Profile]
    labels: Sequence[Label]

    def of_needs(self, chosen: Sequence[Id]) -> Labels:
        """Those of the chosen needs alone, with the listings they speak of."""
        wanted = set(chosen)
        kept = [label for label in self.labels if label.need_id in wanted]
        offers = {label.offer_id: self.offers[label.offer_id] for label in kept}
        needs = {need: found for need, found in self.needs.items() if need in wanted}
        return Labels(self.name, needs, offers, kept)

    def rows_by_need(self) -> dict[Id, list[int]]:
        """Places in ``labels`` by need."""
        rows: dict[Id, list[int]] = {}
        for row, label in enumerate(self.labels):
            rows.setdefault(label.need_id, []).append(row)
        return rows


def read_labels(path: Path) -> Labels:
    """From a BEIR folder of judged pairs, or from a file of outcomes. Raises MatchingError."""
    if path.is_dir():
        return labels_of_folder(path)
    return labels_of_outcomes(path)


def labels_of_folder(path: Path) -> Labels:
    """Staff's grades of a BEIR folder. Raises BadFolder."""
    folder = read_folder(path)
    judged = {offer for _, offer in folder.grades}
    return Labels(
        folder.name,
        {need.id: need for need in folder.needs},
        {offer.id: offer for offer in folder.offers if offer.id in judged},
        [Label(need, offer, float(grade)) for (need, offer), grade in folder.grades.items()],
    )


def labels_of_outcomes(path: Path) -> Labels:
    """Labels of an exported file. Raises BadLabels."""
    found = read_outcomes(path)
    return Labels(path.name, found.needs, found.offers, graded(found.outcomes))


def graded(outcomes: Sequence[Outcome]) -> list[Label]:
    """One label for each pair and organisation: its strongest evidence, the latest of equals."""
    kept: dict[tuple[Id, Id, str], Label] = {}
    for outcome in outcomes:
        label = _label(outcome)
        if label is not None:
            key = (label.need_id, label.offer_id, label.organisation)
            before = kept.get(key)
            if before is None or label.weight >= before.weight:
                kept[key] = label
    return list(kept.values())


def _label(outcome: Outcome) -> Label | None:
    grade, weight = _evidence(outcome)
    if weight == 0.0:
        return None
    return Label(outcome.need_id, outcome.offer_id, grade, weight, outcome.organisation)


def _evidence(outcome: Outcome) -> tuple[float, float]:
    if outcome.kind is OutcomeKind.JUDGED:
        return float(outcome.grade or 0), 1.0
    if outcome.kind is OutcomeKind.DECLINED:
        return _DECLINED.get(outcome.reason, (0.0, 0.0))
    if outcome.kind is OutcomeKind.FAILED:
        return _FAILED.get(outcome.reason, (0.0, 0.0))
    if outcome.kind is OutcomeKind.SHOWN:
        return 0.0, 0.0  # whether it was looked at is told by what follows
    if outcome.kind in _DECIDED:
        return _DECIDED[outcome.kind]
    grade, weight = _LOOKED[outcome.kind]
    seen = propensity(outcome.position)
    if outcome.kind is OutcomeKind.OPENED:
        return grade, weight * min(1.0 / seen, _CORRECTION_AT_MOST)
    # Not opening says the less, the less likely it is that the line was read at all.
    return grade, weight * seen


def propensity(position: int | None) -> float:
    """Chance that a line at ``position`` (from 1) was looked at; 1 where there was no list.

    The position model of Joachims, Swaminathan and Schnabel (WSDM 2017), 1 / position^0.5. What was
    opened counts by its inverse, so that the present order does not confirm itself; the correction
    is bounded, or one click far down would outweigh a page.
    """
    return 1.0 if position is None else float(position) ** -_PROPENSITY_EXPONENT
