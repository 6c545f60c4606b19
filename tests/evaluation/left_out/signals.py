"""Likenesses of every need and every achievement that the ranker does without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.evaluation.bm25 import Bm25
from matching.evaluation.encodings import EncodingStore
from matching.normalisation import terms
from matching.passages import compose, whole_text
from matching.signals.idf import Idf, term_id
from search_index.tokens import index_tokens, query_tokens

SENTENCES = 12  # of a text; the title comes on top
# (needs, achievements), NaN where a side lacks what it takes.
Values = NDArray[np.float64]
Cut = Callable[[str], Sequence[str]]


def signals_left_out(
    needs: Sequence[Profile], offers: Sequence[Profile], store: EncodingStore
) -> dict[str, Values]:
    """All of them by name; needs and offers come with their encodings."""
    return {
        **_dense(needs, offers, store),
        **_bm25(_wholes(needs), _wholes(offers)),
        "TF-IDF, words": tfidf(_words(_wholes(needs)), _words(_wholes(offers))),
        "TF-IDF, words of titles": tfidf(_words(_titles(needs)), _words(_titles(offers))),
    }


def _dense(
    needs: Sequence[Profile], offers: Sequence[Profile], store: EncodingStore
) -> Mapping[str, Values]:
    titles = _vectors(needs, "title") @ _vectors(offers, "title").T
    untitled = store.encoded([replace(n, texts=_untitled(n)) for n in needs], _quiet)
    texts = _vectors(untitled, "text") @ _vectors(offers, "text").T
    # A need that has nothing but a title is judged by it alone.
    told = np.where(np.isnan(texts), titles, texts)
    return {
        "dense, best sentence": _best_sentences(needs, offers, store),
        "dense, titles": titles,
        "dense, need's text": texts,
        "dense, titles and text": (titles + told) / 2,
        "dense, titles twice, text": (2 * titles + told) / 3,
    }


def _best_sentences(
    needs: Sequence[Profile], offers: Sequence[Profile], store: EncodingStore
) -> Values:
    vectors, starts = [], []
    for side in (needs, offers):
        sentences = [sentences_of(profile) for profile in side]
        found = store.encoded([one for of_profile in sentences for one in of_profile], _quiet)
        vectors.append(_vectors(found, "title"))
        starts.append(np.cumsum([0, *map(len, sentences[:-1])]))
    return best_of_each(vectors[0] @ vectors[1].T, *starts)


def sentences_of(profile: Profile) -> list[Profile]:
    """The title and the first sentences of the text, each a listing that has only a title."""
    passages = compose(profile.texts).passages
    read = SENTENCES + bool(passages and passages[0].field == "title")
    found = [profile.texts[p.field][p.start : p.end] for p in passages[:read]]
    return [replace(profile, texts={"title": text}, encoding=None) for text in found or [""]]


def best_of_each(
    cosines: NDArray, need_starts: NDArray[np.intp], offer_starts: NDArray[np.intp]
) -> Values:
    """The highest cosine (needs, offers) out of those of their sentences, which begin at the given
    rows and columns.
    """
    rows = np.maximum.reduceat(cosines, need_starts, axis=0)
    best: Values = np.maximum.reduceat(rows, offer_starts, axis=1)
    return best


def _bm25(needs: Sequence[str], offers: Sequence[str]) -> Mapping[str, Values]:
    def values(asked: Cut, held: Cut) -> Values:
        bm25 = Bm25([held(text) for text in offers])
        return np.stack([bm25.scores(asked(text)) for text in needs])

    return {
        "BM25, words": values(_said, _said),
        "BM25, words as searched": values(_searched, _said),
        "BM25, characters": values(_characters, _characters),
        "BM25, characters, pairs": values(_and_pairs, _and_pairs),
    }


def tfidf(needs: Sequence[Sequence[str]], offers: Sequence[Sequence[str]]) -> Values:
    """Cosines (needs, offers) of texts given as terms, weighted as the ranker's lexical signals
    are: (1 + ln tf) * idf, L2 on both sides; 0 for a text without terms.
    """
    idf = Idf.count({term_id(term) for term in said} for said in [*needs, *offers])
    # What no need says lengthens an offer and adds to no product.
    asked = np.unique(np.fromiter((term_id(t) for said in needs for t in said), np.uint32))
    sides = []
    for side in (needs, offers):
        rows = np.zeros((len(side), len(asked)))
        for row, said in zip(rows, side, strict=True):
            counts = Counter(map(term_id, said))
            keys = np.fromiter(counts, np.uint32)
            weights = (1.0 + np.log(list(counts.values()))) * idf.weights(keys)
            shared = np.isin(keys, asked)
            row[np.searchsorted(asked, keys[shared])] = weights[shared] / np.linalg.norm(weights)
        sides.append(rows)
    return sides[0] @ sides[1].T


def _vectors(profiles: Sequence[Profile], part: str) -> NDArray[np.float64]:
    """Unit vectors (n, d) of a part, NaN for who has none."""
    parts = [p.encoding.dense.get(part) if p.encoding else None for p in profiles]
    width = next((len(v) for v in parts if v is not None), 0)
    return np.array([np.full(width, np.nan) if v is None else v for v in parts], np.float64)


def _untitled(profile: Profile) -> dict[str, str]:
    text = "\n".join(text for name, text in profile.texts.items() if name != "title")
    return {"text": text}


def _wholes(profiles: Sequence[Profile]) -> list[str]:
    return [whole_text(profile.texts) for profile in profiles]


def _titles(profiles: Sequence[Profile]) -> list[str]:
    return [profile.texts.get("title", "") for profile in profiles]


def _words(texts: Sequence[str]) -> list[Sequence[str]]:
    return [_said(text) for text in texts]


def _said(text: str) -> Sequence[str]:
    return index_tokens(text).words


def _searched(text: str) -> Sequence[str]:
    return query_tokens(text, at_length=True).words


def _characters(text: str) -> Sequence[str]:
    return terms(text, 1)


def _and_pairs(text: str) -> Sequence[str]:
    return terms(text, 2)


def _quiet(done: int, total: int) -> None:
    """Nobody is told how far it is."""
