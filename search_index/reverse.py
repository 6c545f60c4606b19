"""Which questions a new document may answer, without asking each of them.

Questions are kept by what a document must share with them to be found (``terms_asked``), and a new
document is looked up by all that it shares with any (``terms_told``). What is left out answers for
certain not; of the rest each is asked of the document alone (``SearchQuery.only``), which decides.
So both sides are taken from the functions that search itself uses: the longest stretch of three
characters of a way to write a concept stands in every text that holds it, whatever cuts it to words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .contracts import Document, Term, TermsAsked
from .coverage import GENERAL, PARTS, UNHEARD, speaks
from .dictionary import Concept, Dictionary, stems_of
from .fusion import (
    ANSWERS,
    ANSWERS_AT_LENGTH,
    ANSWERS_IN_WORDS,
    AT_LENGTH,
    ENOUGH,
    NEAR,
    TEXT,
    TITLE,
)
from .normalise import normalise
from .query_language import understood
from .store import document_parts, document_tokens
from .tokens import LONGEST, VERSION, Tokens, query_tokens

GRAM = 3  # characters: few texts share them by chance
# Of one document alone: what a concept weighs that it speaks of, in part, or not at all.
SPOKEN, APART, SILENT = math.log1p(1 / 2), math.log1p(1), math.log1p(1)
SLACK = 0.02  # of a cosine: an index may keep vectors in fewer bits
EPSILON = 1e-9  # of sums, whose order differs


def terms_asked(text: str, dictionary: Dictionary, *, everything: bool) -> TermsAsked:
    """What a document must share with ``text``; ``everything``: to be found at all, not to answer."""
    request = understood(text)
    version = terms_version(dictionary)
    concepts = [] if everything else dictionary.concepts(request.plain)
    if concepts:
        found = [
            Term(number, whole, term)
            for number, concept in enumerate(concepts)
            for whole, term in _of_concept(concept)
        ]
        technical = tuple(concept.technical for concept in concepts)
        return TermsAsked(technical, tuple(dict.fromkeys(found)), version=version)
    tokens = query_tokens(request.plain)
    if everything:
        tokens = dictionary.widened(tokens, dictionary.concepts(request.plain))
    shared = tuple(Term(0, True, term) for term in _of_tokens(tokens))
    return TermsAsked((), shared, bool(request.plain), version)


def terms_version(dictionary: Dictionary) -> str:
    """Names how texts become terms: a number raised with the code, tokens and dictionary."""
    return f"1.{VERSION}.{dictionary.version}"


def terms_told(document: Document) -> frozenset[str]:
    """All that a question may share with the document, whoever asks."""
    told: set[str] = set()
    for part in document_parts(document):
        told.update(_of_tokens(document_tokens(part)))
        for value in part.fields.values():
            text = normalise(value).text
            told.update(
                f"g{text[at : at + length]}"
                for length in range(1, GRAM + 1)
                for at in range(len(text) - length + 1)
            )
            told.update(f"s{stem[:LONGEST]}" for stem in stems_of(value))
    return frozenset(told)


def may_answer(
    technical: Sequence[bool], shared: Mapping[int, bool], near: float | None, *, floor: float
) -> bool:
    """Whether a document may answer a question of such concepts (none: be found by it).

    ``shared`` maps the concepts with a term in common to whether it is one of the whole concept;
    ``near`` is the cosine of the two, None where vectors take no part.
    """
    nearness = 0.0 if near is None or near + SLACK < floor else max(0.0, near + SLACK)
    if not technical:
        return bool(shared) or (near is not None and near + SLACK >= floor)
    least = ANSWERS if len(technical) < AT_LENGTH else ANSWERS_AT_LENGTH
    least = least if near is not None else ANSWERS_IN_WORDS
    text = _most_covered(technical, shared)
    told = len(technical) >= AT_LENGTH or text >= ENOUGH or nearness >= NEAR
    return told and (TEXT + TITLE) * text + nearness >= least


def may_say(
    text: str,
    document: Document,
    near: float | None,
    dictionary: Dictionary,
    *,
    floor: float,
) -> bool:
    """Whether a document may answer a question, by what it says of each of the question's concepts;
    closer than ``may_answer``, and dearer. A question without concepts is not looked at."""
    concepts = dictionary.concepts(understood(text).plain)
    if not concepts:
        return True
    nearness = 0.0 if near is None or near + SLACK < floor else max(0.0, near + SLACK)
    fields = [item for part in document_parts(document) for item in part.fields.items()]
    said = [max((speaks(one, value) for _name, value in fields), default=0.0) for one in concepts]
    titles = [value for name, value in fields if name == "title"]
    named = [max((speaks(one, value) for value in titles), default=0.0) for one in concepts]
    words, title = _most_said(concepts, said, named)
    least = ANSWERS if len(concepts) < AT_LENGTH else ANSWERS_AT_LENGTH
    least = least if near is not None else ANSWERS_IN_WORDS
    told = len(concepts) >= AT_LENGTH or words >= ENOUGH or nearness >= NEAR
    return told and TEXT * words + TITLE * title + nearness >= least


def _most_said(
    concepts: Sequence[Concept], said: Sequence[float], named: Sequence[float]
) -> tuple[float, float]:
    """The largest shares in text and title, whichever of the texts a reader may read."""
    most = whole = title = least = 0.0
    for concept, much, in_title in zip(concepts, said, named, strict=True):
        weight = 1.0 if concept.technical else GENERAL
        if not much:
            silent = SILENT * (UNHEARD if concept.technical else GENERAL)
            whole, least = whole + silent, least + silent
            continue
        # Said as such, or only by its parts: whichever is worth more.
        full = max(SPOKEN, PARTS * APART)
        most += weight * (full if much == 1.0 else much * APART)
        whole += weight * (full if much == 1.0 else APART)
        least += weight * (SPOKEN if much == 1.0 else APART)
        title += weight * (full if in_title == 1.0 else in_title * APART)
    return most / whole + EPSILON, min(1.0, title / least) + EPSILON


def _most_covered(technical: Sequence[bool], shared: Mapping[int, bool]) -> float:
    """The largest share that ``coverage`` can give of one document."""
    said = whole = 0.0
    for number, term_of_field in enumerate(technical):
        weight = 1.0 if term_of_field else GENERAL
        if number not in shared:
            whole += SILENT * (UNHEARD if term_of_field else GENERAL)
        elif shared[number]:
            # Said as such, or only by its parts: whichever is worth more.
            said += max(SPOKEN, PARTS * APART) * weight
            whole += max(SPOKEN, PARTS * APART) * weight
        else:
            said += PARTS * APART * weight
            whole += APART * weight
    return said / whole + EPSILON


def _of_concept(concept: Concept, *, whole: bool = True) -> Iterator[tuple[bool, str]]:
    for form in concept.zh:
        if form:
            yield whole, f"g{form[:GRAM]}"
    for stems in concept.en:
        yield whole, f"s{max(stems, key=len)[:LONGEST]}"
    for part in concept.parts:
        yield from _of_concept(part, whole=False)


def _of_tokens(tokens: Tokens) -> Iterable[str]:
    yield from (f"w{word[:LONGEST]}" for word in tokens.words)
    yield from (f"c{some}" for some in tokens.chars)
