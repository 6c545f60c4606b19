"""Fits a release: idf tables, scales over unrelated pairs, calibration on a market's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import runtime
from matching.contracts import Level, Profile
from matching.encoding import ListingEncoder
from matching.fitting.duplicates import fit_duplicates
from matching.fitting.logistic import logistic
from matching.fitting.market import Market, calibrate
from matching.fitting.texts import english_profiles, texts_of
from matching.normalisation import language_of, terms
from matching.passages import whole_text
from matching.ranker import judge
from matching.release import Release, Scale
from matching.signals.base import Pairs
from matching.signals.idf import Idf, term_id
from matching.terminology import Terminology

_PRIORS = Path(__file__).parent / "priors.json"
_WITHOUT_VECTORS = ("lexical", "lexical_title")
# What a level promises, of the pairings at it: 95, 80 and 50 in a hundred are worth a call.
_LEVELS = {Level.STRONG: 0.95, Level.GOOD: 0.65, Level.POSSIBLE: 0.33}
# On judged pairs, which somebody chose before, and without sub-words nobody is ever so sure.
_LEVELS_UNTRIED = {Level.STRONG: 0.4, Level.GOOD: 0.2, Level.POSSIBLE: 0.1}
_ALWAYS = (-2e9, -1e9)  # conditions count, however unlike the two are
_CALIBRATION_AT_LEAST = 10  # pairs that fit, and pairs that do not
_SCALE_OF_ONE = {"zh-zh": Scale(0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a release is fitted on: ``judged`` maps a need's and an offer's id to a grade 0 to 3.
    ``market`` are full listings, nearly all of them unrelated; without one scores are calibrated on
    the judged pairs alone.
    """

    needs: Sequence[Profile]
    offers: Sequence[Profile]
    background: Sequence[Profile]
    judged: Mapping[tuple[int | str, int | str], int]
    market: Market | None = None


def fit_release(
    name: str,
    corpus: Corpus,
    encoder: ListingEncoder | None,
    record: Mapping[str, Any],
) -> Release:
    """A release for ``encoder``, or one that reads no vectors for None.

    Scales are the mean and deviation of each signal over all pairs of a need and an offer, nearly
    all of which are unrelated; weights are hand-made priors, because with a hundred needs nothing
    learnt was better. With a market, slope and intercepts are fitted on it (``market.calibrate``),
    else a logistic regression of "fairly strong or better" over the judged pairs.
    """
    priors = json.loads(_PRIORS.read_text(encoding="utf-8"))
    needs, offers = _encoded(corpus.needs, encoder), _encoded(corpus.offers, encoder)
    english = {kind: _encoded(english_profiles(kind), encoder) for kind in ("need", "achievement")}
    texts = [*corpus.offers, *corpus.needs, *corpus.background, *english_profiles("achievement")]
    names = list(priors["weights"])
    used = names if encoder is not None else [n for n in names if n in _WITHOUT_VECTORS]
    terminology = runtime.terminology()
    release = Release(
        name=name,
        encoder_version=None if encoder is None else encoder.version,
        terms_version=None if terminology is None else terminology.version,
        intercepts={},
        about=_ALWAYS,
        bend=priors["bend"],
        weights=priors["weights"] | dict.fromkeys(("fields", "indicators"), 1.0),
        curves={},
        heard=priors["heard"],
        duplicates={},
        scales=dict.fromkeys(used, _SCALE_OF_ONE),
        fields=priors["fields"],
        indicators=priors["indicators"],
        calibration=(1.0, 0.0),
        levels=_LEVELS_UNTRIED,
        tables=_tables(texts, offers, encoder, terminology),
        record=record,
    )
    if corpus.market is not None:
        market = _encoded_market(corpus.market, encoder)
        release = replace(release, about=tuple(priors["about"]), levels=_LEVELS)
        release = calibrate(_scaled(release, _by_language(market)), market)
    else:
        sides = {"zh": (needs, offers), "en": (english["need"], english["achievement"])}
        release = _calibrated(_scaled(release, sides), needs, offers, corpus.judged)
    return _with_duplicates(release, corpus, encoder)


def refit_release(
    parent: Release,
    name: str,
    corpus: Corpus,
    encoder: ListingEncoder,
    record: Mapping[str, Any],
) -> Release:
    """``parent`` for another encoder with the same sub-words: scales and calibration are fitted
    anew, on the judged pairs alone; frequencies, weights, points and what tells a copy stay.
    """
    needs, offers = _encoded(corpus.needs, encoder), _encoded(corpus.offers, encoder)
    english = {kind: _encoded(english_profiles(kind), encoder) for kind in ("need", "achievement")}
    bare = dict.fromkeys(parent.scales, _SCALE_OF_ONE)
    release = replace(
        parent,
        name=name,
        encoder_version=encoder.version,
        scales=bare,
        intercepts={},
        about=_ALWAYS,
        levels=_LEVELS_UNTRIED,
        record=record,
    )
    sides = {"zh": (needs, offers), "en": (english["need"], english["achievement"])}
    return _calibrated(_scaled(release, sides), needs, offers, corpus.judged)


def _with_duplicates(release: Release, corpus: Corpus, encoder: ListingEncoder | None) -> Release:
    """Fitted on every second paper: the others are kept to measure it."""
    listings = [*corpus.needs, *corpus.background[::2]]
    found = fit_duplicates(release, listings, lambda profiles: _encoded(profiles, encoder))
    return replace(release, duplicates=found)


def _scaled(
    release: Release, sides: Mapping[str, tuple[Sequence[Profile], Sequence[Profile]]]
) -> Release:
    """Scales over all pairs of the sides' needs and offers, by their languages."""
    scales: dict[str, dict[str, Scale]] = {signal: {} for signal in release.scales}
    for wanted, (some_needs, _) in sides.items():
        for offered, (_, some_offers) in sides.items():
            for signal, scale in _scales(release, some_needs, some_offers).items():
                scales[signal][f"{wanted}-{offered}"] = scale
    # A signal that judged no pair, as sub-words without an encoder that has them, is left out.
    return replace(release, scales={name: known for name, known in scales.items() if known})


def _calibrated(
    release: Release,
    needs: Sequence[Profile],
    offers: Sequence[Profile],
    judged: Mapping[tuple[int | str, int | str], int],
) -> Release:
    """Calibrated on the judged pairs; as it is where they are too few to tell."""
    raw, related = _judged_scores(release, needs, offers, judged)
    if min(related.sum(), (~related).sum()) < _CALIBRATION_AT_LEAST:
        return release
    slope, offset = logistic(raw[:, None], related)
    # The points of conditions are log-odds.
    weights = dict(release.weights) | {s.name: round(1.0 / slope, 6) for s in release.conditions}
    return replace(release, calibration=(slope, offset), weights=weights)


def _by_language(market: Market) -> dict[str, tuple[list[Profile], list[Profile]]]:
    """Needs and offers by the language that they are written in."""
    spoken = [
        [language_of(whole_text(p.texts)) for p in side] for side in (market.needs, market.offers)
    ]
    return {
        language: (
            [p for p, told in zip(market.needs, spoken[0], strict=True) if told == language],
            [p for p, told in zip(market.offers, spoken[1], strict=True) if told == language],
        )
        for language in ("zh", "en")
    }


def _encoded_market(market: Market, encoder: ListingEncoder | None) -> Market:
    needs, offers = _encoded(market.needs, encoder), _encoded(market.offers, encoder)
    return replace(market, needs=needs, offers=offers)


def _encoded(profiles: Sequence[Profile], encoder: ListingEncoder | None) -> list[Profile]:
    if encoder is None:
        return list(profiles)
    encodings = encoder.encode(texts_of(profiles), [profile.kind for profile in profiles])
    return [replace(p, encoding=e) for p, e in zip(profiles, encodings, strict=True)]


def _tables(
    texts: Sequence[Profile],
    offers: Sequence[Profile],
    encoder: ListingEncoder | None,
    terminology: Terminology | None,
) -> dict[str, Idf]:
    ids: Iterable[set[int]] = [
        set(o.encoding.token_ids.tolist()) for o in offers if o.encoding is not None
    ] or [set()]
    return {
        "pairs": Idf.count({term_id(t) for t in terms(whole_text(p.texts), 2)} for p in texts),
        "title": Idf.count({term_id(t) for t in terms(p.texts["title"], 1)} for p in texts),
        "subwords": Idf.count(ids if encoder is not None else [set()]),
        "terms": Idf.count(_things(terminology, p) for p in texts),
    }


def _things(terminology: Terminology | None, profile: Profile) -> set[int]:
    if terminology is None:
        return set()
    found = terminology.mentions(whole_text(profile.texts))
    return {term_id(terminology.key(mention.thing)) for mention in found}


def _scales(
    release: Release, needs: Sequence[Profile], offers: Sequence[Profile]
) -> dict[str, Scale]:
    """Mean and deviation of each likeness signal; none where it judged no pair. A pair of one text
    with itself is left out.
    """
    values: dict[str, list[NDArray[np.float64]]] = {s.name: [] for s in release.likeness}
    for need in needs:
        others = [o for o in offers if o.texts["title"] != need.texts["title"]]
        judged = judge(Pairs(need, others, True), release)
        for name, collected in values.items():
            collected.append(judged.values[name])
    scales = {}
    for name, collected in values.items():
        every = np.concatenate(collected)
        every = every[~np.isnan(every)]
        if len(every) > 1 and every.std() > 0.0:
            scales[name] = Scale(round(float(every.mean()), 6), round(float(every.std()), 6))
    return scales


def _judged_scores(
    release: Release,
    needs: Sequence[Profile],
    offers: Sequence[Profile],
    grades: Mapping[tuple[int | str, int | str], int],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    raw: list[float] = []
    related: list[bool] = []
    for need in needs:
        seen = [o for o in offers if (need.id, o.id) in grades]
        if seen:
            raw += judge(Pairs(need, seen, True), release).raw.tolist()
            related += [grades[need.id, o.id] >= 2 for o in seen]
    return np.array(raw), np.array(related, bool)
