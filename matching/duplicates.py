"""Whether two listings of a kind are one and the same: a copy, cut, reordered or translated.

A logistic model over the likenesses as they are, without the bend of the ranker: among what is nearly
the same, thirty deviations and eighty are not alike.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.release import Release
from matching.signals.base import Pairs

# Late interaction has sides, and a copy none.
EVIDENCE = ("dense", "lexical", "lexical_title")
INTERCEPT = "intercept"


def suspicions(
    pairs: Pairs, values: Mapping[str, NDArray[np.float64]], release: Release
) -> NDArray[np.float64]:
    """Probabilities (n,) that each other is the anchor's copy, from what the signals gave (n,); 0
    where the release was fitted on nothing alike, or a side lacks what it takes.
    """
    spoken, languages = pairs.languages
    found = np.zeros(len(pairs.others))
    for tongues, same in (("one", True), ("two", False)):
        model = release.duplicates.get(tongues)
        if model is None:
            continue
        names = [name for name in model if name != INTERCEPT]
        log_odds = sum(
            (values[name] * model[name] for name in names), np.full(len(found), model[INTERCEPT])
        )
        chances = 1.0 / (1.0 + np.exp(-np.clip(np.nan_to_num(log_odds, nan=-50.0), -50.0, 50.0)))
        those = np.array([(language == spoken) is same for language in languages], bool)
        found = np.where(those, chances, found)
    return found
