"""Fits what tells a copy from a neighbour: edited copies of texts, against the nearest other texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.duplicates import EVIDENCE, INTERCEPT
from matching.fitting.logistic import logistic
from matching.fitting.texts import chinese_profiles, english_profiles
from matching.passages import sentences
from matching.release import Release
from matching.signals.base import Pairs

Encode = Callable[[Sequence[Profile]], list[Profile]]
NEIGHBOURS = 5
AT_MOST = 400  # texts copied
_LONG_ENOUGH = 4  # sentences, so that there is something to drop and to change about
_DROPPED = 0.3  # of a copy's sentences
_TITLE = 24  # characters
_BEGINNINGS = ("一种", "关于", "新型")
_ENDINGS = ("的研究", "技术", "及其应用", "")


def fit_duplicates(
    release: Release, listings: Sequence[Profile], encode: Encode
) -> dict[str, dict[str, float]]:
    """Models for texts of one language and of two, see ``Release.duplicates``.

    A copy has lost a third of its sentences, the others in another order, and bears another title.
    Negatives are the texts most like the original, the hardest there are.
    """
    # Chance that must be the same again, and guards no secret.
    chance = random.Random(7)  # noqa: S311
    originals = copyable(listings)
    originals = chance.sample(originals, min(AT_MOST, len(originals)))
    copies = encode([copied(p, chance) for p in originals])
    chinese, english = chinese_profiles("achievement"), english_profiles("achievement")
    found = {
        "one": _fitted(release, encode(originals), copies, EVIDENCE),
        "two": _fitted(release, encode(chinese), encode(english), ("dense",)),
    }
    return {tongues: model for tongues, model in found.items() if model}


def copyable(listings: Sequence[Profile]) -> list[Profile]:
    """Those long enough to be copied."""
    return [p for p in listings if len(_sentences(p)) >= _LONG_ENOUGH]


def copied(profile: Profile, chance: random.Random) -> Profile:
    """The listing as somebody lists it who would not have it noticed."""
    told = _sentences(profile)
    dressed = chance.choice(_BEGINNINGS) + profile.texts["title"] + chance.choice(_ENDINGS)
    title = chance.choice([dressed, told[0][:_TITLE]])
    kept = chance.sample(told, max(2, round(len(told) * (1.0 - _DROPPED))))
    return replace(profile, id=f"{profile.id}-copy", texts={"title": title, "text": "".join(kept)})


def _sentences(profile: Profile) -> list[str]:
    texts = [text for name, text in profile.texts.items() if name != "title"]
    return [text[start:end] for text in texts for start, end in sentences(text)]


def _fitted(
    release: Release,
    originals: Sequence[Profile],
    copies: Sequence[Profile],
    evidence: Sequence[str],
) -> dict[str, float]:
    names = [signal.name for signal in release.likeness if signal.name in evidence]
    if not names or len(originals) <= NEIGHBOURS:
        return {}
    rows, same = [], []
    for place, original in enumerate(originals):
        values = evidence_of(release, original, copies, names)
        nearest = np.argsort(-np.nan_to_num(values.sum(axis=1)), kind="stable")
        others = [other for other in nearest if other != place][:NEIGHBOURS]
        rows.append(values[[place, *others]])
        same += [True] + [False] * len(others)
    design, wanted = np.concatenate(rows), np.array(same)
    there = ~np.isnan(design).any(axis=1)
    return _model(names, design[there], wanted[there])


def _model(
    names: Sequence[str], design: NDArray[np.float64], wanted: NDArray[np.bool_]
) -> dict[str, float]:
    """Signal to weight, none of them negative: that texts are alike never speaks against a copy."""
    if not names or not len(design):
        return {}
    *weights, intercept = logistic(design, wanted)
    kept = [place for place, weight in enumerate(weights) if weight > 0.0]
    if len(kept) < len(names):
        return _model([names[place] for place in kept], design[:, kept], wanted)
    return dict(zip(names, weights, strict=True)) | {INTERCEPT: intercept}


def evidence_of(
    release: Release, anchor: Profile, others: Sequence[Profile], names: Sequence[str]
) -> NDArray[np.float64]:
    """What the signals ``names`` give, shape (others, names)."""
    pairs = Pairs(anchor, others, True)
    told = {
        signal.name: signal.scores(pairs) for signal in release.likeness if signal.name in names
    }
    return np.stack([told[name] for name in names], axis=1)
