"""How high a need's answer stands among everything, by retrieval and by ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matching import facade
from matching.contracts import Profile
from search_index.contracts import Backend, CandidateQuery
from search_index.facade import open_index
from tests.evaluation.offers import document, vector

from .corpus import Language, achievements, encoded, needs, papers, paragraphs

# As many candidates as the marketplace asks for.
CANDIDATES = 200
# From a need to places in the corpus, best first.
Way = Callable[[Profile], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Over all needs: the share whose answer is among the first ten, among the candidates, and the
    mean of one over its place.
    """

    recall_at_10: float
    recall_at_200: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Marketplace:
    """Needs and achievements in both languages among as many texts of each, encoded and indexed."""

    needs: dict[Language, list[Profile]]
    offers: list[Profile]
    index: Backend

    def retrieval(self, need: Profile) -> Sequence[int]:
        """What the index gives for a need, one more than is asked for: see ``places``."""
        return self.index.candidates(
            CandidateQuery(
                text="\n".join(need.texts.values()),
                kinds=frozenset({"achievement"}),
                vector=vector(need),
                size=CANDIDATES + 1,
                language=need.language,
            )
        )

    def ranking(self, need: Profile) -> Sequence[int]:
        """The whole corpus as the active release ranks it."""
        return self._ranked(need, range(len(self.offers)))

    def both(self, need: Profile) -> Sequence[int]:
        """What a reader sees: the candidates as ranked."""
        return self._ranked(need, self.retrieval(need))

    def _ranked(self, need: Profile, places: Sequence[int]) -> Sequence[int]:
        at = {self.offers[place].id: place for place in places}
        ranked = facade.rank(need, [self.offers[place] for place in places], explain=0)
        return [at[pair.candidate_id] for pair in ranked]

    def figures(self, way: Way, wanted: Language, answered: Language) -> Figures:
        """How well ``way`` finds answers; an answer's twin in the other language is left out."""
        where = {offer.id: place for place, offer in enumerate(self.offers)}
        found = []
        for need in self.needs[wanted]:
            twin = where[_identity(need.id, _OTHER[answered])]
            order = [place for place in way(need) if place != twin]
            answer = where[_identity(need.id, answered)]
            found.append(order.index(answer) + 1 if answer in order else np.inf)
        at = np.array(found)
        shares = [float((at <= depth).mean()) for depth in (10, CANDIDATES)]
        return Figures(*(round(figure, 3) for figure in (*shares, float((1.0 / at).mean()))))


_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


def _identity(number: int | str, language: Language) -> str:
    return f"{language}-{number}"


def surroundings(abstracts: Path, each: int) -> list[Profile]:
    """``each`` Chinese abstracts and as many English paragraphs, to find answers among."""
    return [*papers(abstracts, each), *paragraphs(each)]


def marketplace(around: Sequence[Profile], folder: Path) -> Marketplace:
    """The set among the texts ``around``; the index in ``folder``."""
    languages: tuple[Language, ...] = ("zh", "en")
    answers = [
        Profile(_identity(offer.id, language), offer.kind, offer.texts, language)
        for language in languages
        for offer in achievements(language)
    ]
    offers = encoded([*answers, *around])
    index = open_index(backend="embedded", path=folder / "index.sqlite")
    index.prepare(encoder_version=facade.encoder_version(), dimension=facade.dimension())
    index.write([document(place, offer) for place, offer in enumerate(offers)], wait=True)
    return Marketplace(
        {language: encoded(needs(language)) for language in languages}, offers, index
    )
