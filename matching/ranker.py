"""Scores and orders candidates: calibrated signals, weighted, with the reasons they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.conditions import kept
from matching.contracts import (
    Counterfactual,
    EncoderMismatch,
    Level,
    Likeness,
    MatchingError,
    Profile,
    Reason,
    ScoredPair,
    Verdict,
)
from matching.duplicates import suspicions
from matching.kinds import seeks, tells_readiness
from matching.release import Release
from matching.signals.base import SIMILAR, Pair, Pairs, Signal, missing
from matching.signals.indicators import (
    Indicators,
    checks_in,
    mostly_missed,
    nothing_stated,
    spoken,
)

_FIGURES = Indicators.name  # of the signal, and before the dot of its reasons' codes


@dataclass(frozen=True, slots=True)
class Judgement:
    """Scores of all pairs under one release.

    ``raw`` (n,) are the raw scores, ``alike`` (n,) what likeness adds to them; ``values`` and
    ``contributions`` map each signal to arrays (n,), NaN where it had nothing to go on.
    """

    raw: NDArray[np.float64]
    alike: NDArray[np.float64]
    values: Mapping[str, NDArray[np.float64]]
    contributions: dict[str, NDArray[np.float64]]


def orient(query: Profile, candidates: Sequence[Profile]) -> Pairs:
    """The pairs with the need on the need's side, whoever asks, so that both get one score."""
    is_need = seeks(query.kind) or not any(seeks(c.kind) for c in candidates)
    return Pairs(query, candidates, is_need)


def judge(pairs: Pairs, release: Release) -> Judgement:
    """Every signal that counts over every pair. Raises EncoderMismatch when vectors cannot be
    compared.
    """
    _check_encoders(pairs, release)
    directions = pairs.directions
    values = {
        signal.name: signal.scores(pairs)
        if release.hearing(signal.name, directions).any()
        else missing(len(pairs.others))
        for signal in release.signals
    }
    return weigh(pairs, release, values)


def weigh(pairs: Pairs, release: Release, values: Mapping[str, NDArray[np.float64]]) -> Judgement:
    """What the release makes of the scores (n,) that its signals gave; others are not looked at."""
    directions = pairs.directions
    # Kept to nine places: the last bits depend on the order in which a processor adds.
    contributions = {n: np.round(c, 9) for n, c in _likeness(pairs, release, values).items()}
    alike = np.zeros(len(pairs.others))
    for contribution in contributions.values():
        alike = alike + np.nan_to_num(contribution)
    opened = release.opened(alike)
    raw = release.starts(pairs) + alike
    for signal in release.conditions:
        weighted = values[signal.name] * release.weights[signal.name] * opened
        heard = np.round(_heard(weighted, release.hearing(signal.name, directions)), 9)
        contributions[signal.name] = heard
        raw = raw + np.nan_to_num(heard)
    return Judgement(raw, alike, values, contributions)


def _likeness(
    pairs: Pairs, release: Release, values: Mapping[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """Standard scores times weights; the weight of a missing signal goes to those that are there,
    since all of them measure one likeness. So does that of one that this direction hears in part.
    """
    anchor, others = pairs.languages
    spoken = np.array(
        [f"{anchor}-{o}" if pairs.anchor_is_need else f"{o}-{anchor}" for o in others]
    )
    names = [signal.name for signal in release.likeness]
    weights = np.array([release.weights[name] for name in names])
    standard = np.zeros((len(names), len(others)))
    for row, name in enumerate(names):
        for languages in set(spoken.tolist()):
            scale = release.scale(name, languages)
            those = spoken == languages
            score = (values[name][those] - scale.mean) / scale.deviation
            standard[row, those] = release.counted(name, score)
    directions = pairs.directions
    heard = np.array([release.hearing(name, directions) for name in names]).reshape(standard.shape)
    there = ~np.isnan(standard) * heard
    present = (weights[:, None] * there).sum(axis=0)
    share = np.where(present > 0.0, weights.sum() / np.maximum(present, 1e-9), 0.0)
    weighted = _heard(standard * weights[:, None] * share, heard)
    return {name: weighted[row] for row, name in enumerate(names)}


def _heard(weighted: NDArray[np.float64], heard: NDArray[np.float64]) -> NDArray[np.float64]:
    """As far as each direction hears it; NaN, as if missing, where not at all."""
    return np.where(heard > 0.0, weighted * heard, np.nan)


def _check_encoders(pairs: Pairs, release: Release) -> None:
    if release.encoder_version is None:
        return
    for profile in (pairs.anchor, *pairs.others):
        encoding = profile.encoding
        if encoding is not None and encoding.encoder_version != release.encoder_version:
            raise EncoderMismatch(
                f"{profile.kind} {profile.id} was encoded by {encoding.encoder_version}, the "
                f"release {release.name} reads {release.encoder_version}: encode it anew"
            )


def rank(
    query: Profile, candidates: Sequence[Profile], release: Release, *, explain: int
) -> list[ScoredPair]:
    """Candidates by falling score, ties by id; see ``facade.rank``."""
    candidates = kept(orient(query, candidates))
    pairs = orient(query, candidates)
    judged = judge(pairs, release)
    order = sorted(range(len(candidates)), key=lambda i: (-judged.raw[i], str(candidates[i].id), i))
    return [
        _scored(query, pairs, index, judged, release, explained=place < explain)
        for place, index in enumerate(order)
    ]


def alike(query: Profile, candidates: Sequence[Profile], release: Release) -> list[Likeness]:
    """Candidates of the query's kind by falling likeness, ties by id; see ``facade.alike``."""
    pairs = orient(query, candidates)
    if set(pairs.directions) - {SIMILAR}:
        raise MatchingError(f"only listings of one kind are alike: compare {query.kind}s")
    judged = judge(pairs, release)
    same = suspicions(pairs, judged.values, release)
    found = [
        Likeness(other.id, float(raw), float(chance))
        for other, raw, chance in zip(candidates, judged.raw, same, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, str(one.candidate_id)))


def _scored(
    query: Profile,
    pairs: Pairs,
    index: int,
    judged: Judgement,
    release: Release,
    *,
    explained: bool,
) -> ScoredPair:
    raw = float(judged.raw[index])
    probability = release.probability(raw)
    level = release.level(probability)
    need, offer = pairs.sides(index)
    checks = spoken(checks_in(pairs)[index], level)
    if not tells_readiness(offer.kind) and all(c.verdict is Verdict.ABSENT for c in checks):
        checks = []  # nobody expects figures of a person
    if level is Level.STRONG and (mostly_missed(checks) or nothing_stated(checks)):
        probability, level = _held_back(probability, release)
    reasons: list[Reason] = []
    if explained:
        likely = level in (Level.STRONG, Level.GOOD)
        pair = Pair(need, offer, checks, likely, shown=level is not Level.WEAK)
        for signal in release.signals:
            reasons += _reasons(signal, pair, index, judged)
        reasons.sort(key=lambda reason: -reason.contribution)
    return ScoredPair(
        query.id,
        pairs.others[index].id,
        raw,
        probability,
        level,
        reasons,
        checks if explained else (),
        release.name,
    )


def _held_back(probability: float, release: Release) -> tuple[float, Level]:
    """Of who would fit very well but for the figures: order among themselves is kept, and all stand
    below whoever does fit very well.
    """
    return probability * release.levels[Level.STRONG], Level.GOOD


def _is_held_back(pair: ScoredPair, release: Release) -> bool:
    """Whether its score alone would put it above the level that it has."""
    by_score = release.level(release.probability(pair.score))
    return by_score is Level.STRONG and pair.level is not Level.STRONG


def _reasons(signal: Signal, pair: Pair, index: int, judged: Judgement) -> list[Reason]:
    contribution = float(judged.contributions[signal.name][index])
    if np.isnan(contribution):
        return []
    return signal.reasons(pair, float(judged.values[signal.name][index]), contribution)


def without(pair: ScoredPair, left_out: str, release: Release) -> Counterfactual:
    """The pair without what a reason's code or a whole signal contributes; see
    ``facade.without``.
    """
    shares = [r.contribution for r in pair.reasons if left_out in (r.code, r.signal)]
    if not shares:
        given = sorted({r.code for r in pair.reasons})
        raise MatchingError(f"the pair has no reason {left_out!r}; it has {given}")
    score = pair.score - sum(shares)
    probability = release.probability(score)
    level = release.level(probability)
    figures_left_out = left_out.partition(".")[0] == _FIGURES
    if level is Level.STRONG and _is_held_back(pair, release) and not figures_left_out:
        probability, level = _held_back(probability, release)
    return Counterfactual(score, probability, level)
