"""What other apps add to the page of a listing.

An app that stands above registers one Section from its ``apps.ready``; the page only composes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.accounts.actors import Actor

from .models import Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One app's part of a listing's page; rights on the listing itself are checked by then.

    ``context`` gives what ``template`` reads as ``section``, None to leave it out. ``aside``: it stands
    beside the text rather than below it.
    """

    name: str
    template: str
    context: Callable[[Actor, Listing], Mapping[str, Any] | None]
    order: int = 100
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as the page renders it."""

    template: str
    context: Mapping[str, Any]


_SECTIONS: dict[str, Section] = {}


def section_register(section: Section) -> None:
    """Take an app's part of listings. Raises ValueError where two share a name."""
    if _SECTIONS.setdefault(section.name, section) is not section:
        raise ValueError(f"two sections of listings are called {section.name}")


def sections_shown(actor: Actor, listing: Listing) -> dict[str, list[Shown]]:
    """The sections for one reader: those of the ``main`` column and those ``aside``, in their order."""
    shown: dict[str, list[Shown]] = {"main": [], "aside": []}
    for section in sorted(_SECTIONS.values(), key=lambda one: (one.order, one.name)):
        context = section.context(actor, listing)
        if context is not None:
            place = "aside" if section.aside else "main"
            shown[place].append(Shown(section.template, context))
    return shown
