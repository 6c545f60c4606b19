"""What other apps add to deals: a section of the page, steps of the trail, the next step.

An app that stands above registers one Section from its ``apps.ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.accounts.actors import Actor
from backend.core.selectors import Ids

from .models import Deal


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next in one sentence for one reader. ``mine``: this reader can take it now.

    ``act`` and ``url`` are the words and address of a link to where it is taken, if there is one.
    ``idle``: nothing is open of what says it, so that what another app has open comes before it.
    """

    sentence: str
    mine: bool
    act: str = ""
    url: str = ""
    idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One app's part of a deal; rights on the deal itself are checked by then.

    ``context`` gives what ``template`` reads as ``section``, None to leave it out; the page may
    hand in values, as a form that was refused. ``subjects`` adds events to the trail; ``steps``
    knows the next step of some of the deals. ``words`` name it among the page's anchors; its template
    then has an element whose id is ``name``.
    """

    name: str
    template: str
    context: Callable[[Actor, Deal], dict[str, Any] | None]
    words: object = ""
    order: int = 100
    subjects: Callable[[int], Iterable[tuple[str, Ids]]] = lambda deal_id: ()
    steps: Callable[[Sequence[Deal], Actor], Mapping[int, NextStep]] = lambda deals, actor: {}


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as the page renders it."""

    name: str
    words: object
    template: str
    context: Mapping[str, Any]


_SECTIONS: dict[str, Section] = {}


def section_register(section: Section) -> None:
    """Take an app's part of deals."""
    _SECTIONS[section.name] = section


def sections() -> list[Section]:
    """All parts, in their order on the page."""
    return sorted(_SECTIONS.values(), key=lambda section: (section.order, section.name))


def sections_shown(actor: Actor, deal: Deal, given: Mapping[str, Mapping[str, Any]]) -> list[Shown]:
    """The sections for one reader; ``given`` holds values by section that come before its own."""
    found = []
    for section in sections():
        context = section.context(actor, deal)
        if context is not None:
            values = {**context, **given.get(section.name, {})}
            found.append(Shown(section.name, section.words, section.template, values))
    return found
