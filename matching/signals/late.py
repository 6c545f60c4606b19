"""Late interaction: each sub-word of one side finds its best match on the other.

After Khattab and Zaharia, ColBERT (SIGIR 2020), with the encoder's last layer as it is, centred and
projected, and maxima averaged by how rare the sub-word is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Encoding, Profile, Reason, Span
from matching.passages import compose, content_hash
from matching.reasons import Code
from matching.signals.base import Pair, Pairs, missing
from matching.signals.covering import covered
from matching.signals.idf import Idf
from matching.signals.shared_terms import SharedTerms
from matching.signals.terms import Terms

_MEMO = "late"
# A title is met by every text, and indicators have a comparison of their own.
_SAY_NOTHING = ("title", "indicators")
# Of all that two passages say, the least that one finds in the other where it answers it. Of the demo's
# pairings this quotes nine in ten that fit very well and fewer than half of those worth a look.
_ANSWERS = 0.14
_ANSWERS_IN_ANOTHER = 0.162  # language: words that only look alike reach more there
# What it must contribute to be called strong, and clear: of a market's unrelated pairs 97 in 100 stay
# below strong.
_BOUNDS = (1.8, 1.0)


def _vectors(encoding: Encoding) -> NDArray[np.float32]:
    return encoding.tokens.astype(np.float32) * encoding.token_scale[:, None]


def _has_tokens(profile: Profile) -> bool:
    return profile.encoding is not None and len(profile.encoding.tokens) > 0


def _title_rows(profile: Profile, encoding: Encoding) -> NDArray[np.bool_]:
    # Passage 0 is the title, where there is one.
    if not profile.texts.get("title", "").strip():
        return np.zeros(len(encoding.tokens), bool)
    in_title: NDArray[np.bool_] = encoding.token_passages == 0
    return in_title


def _mean_by(weights: NDArray, values: NDArray, starts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Weighted mean of each segment; NaN where a segment weighs nothing."""
    weights = weights.astype(np.float64)
    total = np.add.reduceat(weights, starts)
    summed = np.add.reduceat(weights * values, starts)
    return np.where(total > 0.0, summed / np.maximum(total, 1e-12), np.nan)


@dataclass(frozen=True, slots=True)
class _Both:
    """Per pair: the offer's sub-words over the need, the sub-words of the need's title over the
    offer.
    """

    offer: NDArray[np.float64]
    title: NDArray[np.float64]


def interact(pairs: Pairs, idf: Idf) -> _Both:
    """Both scores of all pairs in one product, (sub-words of others) x (sub-words of anchor)."""
    known: _Both | None = pairs.memo.get(_MEMO)
    if known is None:
        known = pairs.memo[_MEMO] = _interact(pairs, idf)
    return known


def _interact(pairs: Pairs, idf: Idf) -> _Both:
    count = len(pairs.others)
    both = _Both(missing(count), missing(count))
    found = [i for i, other in enumerate(pairs.others) if _has_tokens(other)]
    anchor = pairs.anchor.encoding
    if not found or anchor is None or not len(anchor.tokens):
        return both
    encodings = [e for i in found if (e := pairs.others[i].encoding) is not None]
    starts = np.cumsum([0] + [len(e.tokens) for e in encodings[:-1]])
    ids = np.concatenate([e.token_ids for e in encodings])
    tokens = np.concatenate([e.tokens for e in encodings]).astype(np.float32)
    tokens *= np.concatenate([e.token_scale for e in encodings])[:, None]
    likeness = tokens @ _vectors(anchor).T
    best_here = likeness.max(axis=1)  # of the anchor, for each sub-word of the others
    best_there = np.maximum.reduceat(likeness, starts, axis=0)  # of each other, for the anchor's
    rarity, own_rarity = idf.weights(ids), idf.weights(anchor.token_ids).astype(np.float64)
    if pairs.anchor_is_need:
        both.offer[found] = _mean_by(rarity, best_here, starts)
        own_rarity = own_rarity * _title_rows(pairs.anchor, anchor)
        if own_rarity.sum() > 0.0:
            both.title[found] = (best_there * own_rarity).sum(axis=1) / own_rarity.sum()
    else:
        both.offer[found] = (best_there * own_rarity).sum(axis=1) / own_rarity.sum()
        titles = [_title_rows(pairs.others[i], e) for i, e in zip(found, encodings, strict=True)]
        both.title[found] = _mean_by(rarity * np.concatenate(titles), best_here, starts)
    return both


class Late:
    """What the offer speaks of, found in the need."""

    name = "late"
    version = "1"

    def __init__(self, idf: Idf) -> None:
        self.idf = idf

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Mean of best cosines; NaN for a side without sub-word vectors."""
        return interact(pairs, self.idf).offer

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """The passage of each side that carried most of it."""
        code = Code.deserved(
            contribution,
            _BOUNDS,
            Code.LATE_PASSAGES_AGREE,
            Code.LATE_PASSAGES_RELATED,
            Code.LATE_PASSAGES_DIFFER,
        )
        if not pair.likely and code is Code.LATE_PASSAGES_AGREE:
            code = Code.LATE_PASSAGES_RELATED
        params: dict[str, object] = {"similarity": round(score, 3)}
        if code is Code.LATE_PASSAGES_DIFFER:
            return [Reason(self.name, code, contribution, params)]
        spans = self._best_passages(pair)
        return [
            Reason(self.name, code if spans else Code.LATE_NO_PASSAGE, contribution, params, spans)
        ]

    def _best_passages(self, pair: Pair) -> tuple[Span, ...]:
        """One of each side; none where no two speak of the same."""
        need, offer = pair.need.encoding, pair.offer.encoding
        if need is None or offer is None:
            return ()
        likeness = _vectors(offer) @ _vectors(need).T
        best = likeness.argmax(axis=1)
        rarity, asked = self.idf.weights(offer.token_ids), self.idf.weights(need.token_ids)
        strength = np.maximum(likeness.max(axis=1), 0.0) ** 2 * rarity
        shape = (offer.token_passages.max() + 1, need.token_passages.max() + 1)
        carried = np.zeros(shape)
        np.add.at(carried, (offer.token_passages, need.token_passages[best]), strength)
        whole = np.outer(
            np.bincount(offer.token_passages, rarity), np.bincount(need.token_passages, asked)
        )
        share = carried / np.sqrt(np.maximum(whole, 1e-12))
        # By the sum alone long passages would be quoted, by the share alone short ones.
        worth = carried * np.sqrt(share)
        quotable = np.outer(_quotable(pair.offer, shape[0]), _quotable(pair.need, shape[1]))
        there, here = np.unravel_index(int(np.where(quotable, worth, -1.0).argmax()), shape)
        least = _ANSWERS if pair.one_language else _ANSWERS_IN_ANOTHER
        if share[there, here] < least:
            return ()
        need_span = passage_span("need", pair.need, int(here))
        offer_span = passage_span("offer", pair.offer, int(there))
        return tuple(span for span in (need_span, offer_span) if span is not None)


class LateTitle:
    """What the need's title names, found in the offer."""

    name = "late_title"
    version = "2"

    def __init__(self, idf: Idf, shared: SharedTerms, terms: Terms) -> None:
        self.idf = idf
        self._shared, self._terms = shared, terms

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Mean of best cosines; NaN for a side without sub-word vectors."""
        return interact(pairs, self.idf).title

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """Whether the offer covers what the title names."""
        code = Code.deserved(
            contribution,
            _BOUNDS,
            Code.LATE_TITLE_COVERED,
            Code.LATE_TITLE_PARTLY,
            Code.LATE_TITLE_NOT_COVERED,
        )
        span = passage_span("need", pair.need, 0)
        params: dict[str, object] = {"similarity": round(score, 3)}
        named = covered(pair.need, pair.offer, self._shared, self._terms)
        if named.here:
            params |= {"terms": list(named.here), "there": list(named.there)}
        return [Reason(self.name, code, contribution, params, (span,) if span else ())]


def _quotable(profile: Profile, count: int) -> NDArray[np.bool_]:
    """Which of a profile's first ``count`` passages say something; all where none does."""
    says = np.zeros(count, bool)
    for place, passage in enumerate(compose(profile.texts).passages[:count]):
        says[place] = passage.field not in _SAY_NOTHING
    return says if says.any() else np.ones(count, bool)


def passage_span(side: str, profile: Profile, index: int) -> Span | None:
    """Passage ``index`` of a profile's composition as a span."""
    passages = compose(profile.texts).passages
    if index >= len(passages):
        return None
    passage = passages[index]
    return Span(
        "need" if side == "need" else "offer",
        passage.field,
        content_hash(profile.texts),
        passage.start,
        passage.end,
    )
