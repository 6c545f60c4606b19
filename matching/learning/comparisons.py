"""From labels to comparisons: of two pairs in one list, which did better, and by how much.

A list is what one organisation, or the staff, had before it: the offers for a need, or the needs
for an offer of its own. No organisation may steer what everybody is shown, whether it accepts all
it is offered, declines its rivals or clicks at random: it is compared with itself alone, so it
takes nothing from what others said, and its comparisons weigh at most ``ORGANISATION_CAP``
together. Staff's judgements are not bounded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import BadLabels
from matching.learning.labels import STAFF, Label, Labels

ORGANISATION_CAP = 5.0  # in labels of the staff


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Rows of the labels (n,): in each, the one at ``better`` did better than the one at ``worse``;
    ``weights`` (n,) says how much that counts.
    """

    better: NDArray[np.intp]
    worse: NDArray[np.intp]
    weights: NDArray[np.float64]


def compare(labels: Labels) -> Comparisons:
    """All comparisons. A list weighs what its labels do, shared among its pairs.

    Raises BadLabels where there is none: no labels, one, or labels that all agree.
    """
    found: dict[str, list[Comparisons]] = {}
    for (owner, _), rows in _lists(labels).items():
        compared = _of_list([labels.labels[row] for row in rows], np.array(rows))
        if len(compared.weights):
            found.setdefault(owner, []).append(compared)
    if not found:
        raise BadLabels(
            f"the {len(labels.labels)} labels of {labels.name} agree wherever they could be "
            "compared: an order can be learnt only where one pair did better than another"
        )
    joined = [_capped(_joined(parts), owner) for owner, parts in found.items()]
    return _joined(joined)


def _lists(labels: Labels) -> dict[tuple[str, str], list[int]]:
    """Rows by organisation and list."""
    lists: dict[tuple[str, str], list[int]] = {}
    for row, label in enumerate(labels.labels):
        own = labels.offers[label.offer_id].organisation
        if label.organisation != STAFF and label.organisation == own:
            list_ = f"offer {label.offer_id}"
        else:
            list_ = f"need {label.need_id}"
        lists.setdefault((label.organisation, list_), []).append(row)
    return lists


def _of_list(labels: list[Label], rows: NDArray[np.intp]) -> Comparisons:
    grades = np.array([label.grade for label in labels])
    trust = np.array([label.weight for label in labels])
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    # The gain of nDCG: strong against fairly strong counts more than weak against unrelated.
    gap = 2.0 ** grades[better] - 2.0 ** grades[worse]
    weights = gap * np.sqrt(trust[better] * trust[worse])
    return Comparisons(
        rows[better], rows[worse], weights * trust.sum() / np.maximum(weights.sum(), 1e-9)
    )


def _joined(parts: list[Comparisons]) -> Comparisons:
    return Comparisons(
        np.concatenate([part.better for part in parts]),
        np.concatenate([part.worse for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )


def _capped(found: Comparisons, owner: str) -> Comparisons:
    total = float(found.weights.sum())
    if owner == STAFF or total <= ORGANISATION_CAP:
        return found
    return Comparisons(found.better, found.worse, found.weights * (ORGANISATION_CAP / total))
