"""Which needs a candidate never learns from, so that the gate can trust what it sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from matching.contracts import Profile
from matching.learning.labels import Id, Labels
from matching.normalisation import normalise
from matching.passages import whole_text

HELD_BACK = 0.3


def split(labels: Labels, share: float = HELD_BACK) -> tuple[Labels, Labels]:
    """Labels to learn from, and labels of needs held back.

    By a digest of the need's text: a need is on one side for good, so that no later candidate has
    learnt from what an earlier one was compared on, and equal texts are never on both.
    """
    held = {need.id for need in labels.needs.values() if _fraction(need) < share}
    needs = [need for need in labels.needs if need not in held]
    return labels.of_needs(needs), labels.of_needs(sorted(held, key=str))


def _fraction(need: Profile) -> float:
    digest = hashlib.sha256(_text(need).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") / 2.0**64


def _text(profile: Profile) -> str:
    return normalise(whole_text(profile.texts))


def folds_of(profiles: Iterable[Profile], count: int, seed: int) -> dict[Id, int]:
    """A fold (0 to count - 1) for each profile; equal texts share one. Seeded."""
    texts = {profile.id: _text(profile) for profile in profiles}
    unique = sorted(set(texts.values()))
    order = np.random.default_rng(seed).permutation(len(unique))
    fold = {text: int(place % count) for text, place in zip(unique, order, strict=True)}
    return {identity: fold[text] for identity, text in texts.items()}
