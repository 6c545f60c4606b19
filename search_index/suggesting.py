"""Suggestions: the best of the names that a store found, and of the domain's terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .contracts import Suggestion, SuggestionQuery
from .names import Name, likeness, name_of, nearly
from .store import Meant, Named, Typed
from .tokens import terms

# Of each source at most; titles fill what is left.
TERMS = 3
ORGANISATIONS = 2
# Terms whose use is asked for, as some are used in nothing that the reader may find.
ASKED = 10


def technologies(text: str) -> list[str]:
    """Terms of the domain dictionary that were meant, best first."""
    known = _known_terms()
    return [known[n][0] for n in _best(text, known, ASKED)]


def suggestions(query: SuggestionQuery, typed: Typed, meant: Meant) -> list[Suggestion]:
    """Technologies, then organisations, then titles, each text once."""
    used = [term for term in typed.terms if term in meant.terms][:TERMS]
    found = [Suggestion(term, "technology") for term in used]
    for named in _chosen(query.text, meant.organisations, ORGANISATIONS):
        found.append(Suggestion(named.text, "organisation", named.id))
    for named in _chosen(query.text, meant.titles, query.size):
        found.append(Suggestion(named.text, "title", named.id, named.kind))
    return found[: query.size]


def _chosen(text: str, named: Sequence[Named], count: int) -> list[Named]:
    # The newest first among equals.
    named = sorted(named, key=lambda one: -one.id)
    return [named[n] for n in _best(text, [(one.text, one.name) for one in named], count)]


def _best(text: str, names: Sequence[tuple[str, Name]], count: int) -> list[int]:
    """Which of ``names`` fit best, by number; each text once, the shorter first among equals.

    Those with a typo only where there is none without.
    """
    typed = name_of(text)
    found: dict[str, int] = {}
    for fit in (likeness, _misspelt):
        fits = [(fit(typed, name), len(shown), n) for n, (shown, name) in enumerate(names)]
        for worth, _, n in sorted(fits, key=lambda item: (-item[0], item[1], item[2])):
            if worth and len(found) < count:
                found.setdefault(names[n][0], n)
        if found:
            break
    return list(found.values())


def _misspelt(typed: Name, name: Name) -> float:
    return nearly(typed.letters, name.letters)


@cache
def _known_terms() -> list[tuple[str, Name]]:
    return [(term, name_of(term)) for term in terms()]
