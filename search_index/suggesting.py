"""Suggestions: the best of the names that a store found, and of the domain's terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from .contracts import Suggestion, SuggestionQuery
from .names import Name, likeness, name_of, nearly
from .store import Meant, Named, Typed
from .tokens import terms

# Of each source at most; titles fill what is left.
TERMS = 3
ORGANISATIONS = 2
# How a name may answer what was typed, the second only where nothing at all answers by the first.
Fit = Callable[[Name, Name], float]
# Terms whose use is asked for, as some are used in nothing that the reader may find.
ASKED = 10


def technologies(text: str) -> list[str]:
    """Terms of the domain dictionary that may be meant, best first."""
    known, typed = _known_terms(), name_of(text)
    found = (_best(typed, known, ASKED, fit) for fit in FITS)
    return [known[n][0] for n in next(filter(None, found), [])]


def suggestions(query: SuggestionQuery, typed: Typed, meant: Meant) -> list[Suggestion]:
    """Technologies, then organisations, then titles, each text once.

    Those with a typo only where none of the three has one without: while something is called 散热,
    sanre does not mean what merely sounds like it.
    """
    name = name_of(query.text)
    found = (_fitting(name, query.size, typed, meant, fit) for fit in FITS)
    return next(filter(None, found), [])


def _fitting(name: Name, size: int, typed: Typed, meant: Meant, fit: Fit) -> list[Suggestion]:
    used = [(term, name_of(term)) for term in typed.terms if term in meant.terms]
    found = [Suggestion(used[n][0], "technology") for n in _best(name, used, TERMS, fit)]
    for named in _chosen(name, meant.organisations, ORGANISATIONS, fit):
        found.append(Suggestion(named.text, "organisation", named.id))
    for named in _chosen(name, meant.titles, size, fit):
        found.append(Suggestion(named.text, "title", named.id, named.kind))
    return found[:size]


def _chosen(typed: Name, named: Sequence[Named], count: int, fit: Fit) -> list[Named]:
    # The newest first among equals.
    named = sorted(named, key=lambda one: -one.id)
    return [named[n] for n in _best(typed, [(one.text, one.name) for one in named], count, fit)]


def _best(typed: Name, names: Sequence[tuple[str, Name]], count: int, fit: Fit) -> list[int]:
    """Which of ``names`` fit best, by number; each text once, the shorter first among equals."""
    found: dict[str, int] = {}
    fits = [(fit(typed, name), len(shown), n) for n, (shown, name) in enumerate(names)]
    for worth, _, n in sorted(fits, key=lambda item: (-item[0], item[1], item[2])):
        if worth and len(found) < count:
            found.setdefault(names[n][0], n)
    return list(found.values())


def _misspelt(typed: Name, name: Name) -> float:
    return nearly(typed.letters, name.letters)


FITS: tuple[Fit, ...] = (likeness, _misspelt)


@cache
def _known_terms() -> list[tuple[str, Name]]:
    return [(term, name_of(term)) for term in terms()]
