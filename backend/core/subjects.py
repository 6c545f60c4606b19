"""Subjects: how parts that hang on anything speak of it without knowing what it is.

Files, conversations, tasks and stored versions keep a subject's name and id ("deal", 5) in their rows
and ask here what they need: whether an actor may know of it, how it is called, where its page is, what
he may do. An app registers its subjects in ``<app>/subjects.py``, imported by its ``AppConfig.ready``;
so a lower part never imports an upper one, and nothing is a generic foreign key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .errors import NotFound


class Tier(TextChoices):
    """Who may read what hangs on a subject; the same tiers as of the subject's own text."""

    SUMMARY = "summary", _("Whoever sees the summary")
    DETAILS = "details", _("Whoever sees the details")
    PARTIES = "parties", pgettext_lazy("tier", "The parties alone")


class Act(StrEnum):
    """What an actor may do with what hangs on a subject."""

    ATTACH = "attach"
    TALK = "talk"
    ASSIGN = "assign"
    COMPARE = "compare"  # read its stored versions
    RESTORE = "restore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject as one actor may know it."""

    name: str
    pk: int
    title: str
    url: str
    tiers: frozenset[str]
    acts: frozenset[str] = frozenset()
    # Files from before stand as they were agreed on: none is replaced or removed.
    settled_at: datetime | None = None
    # Ids of who takes part, where what was read of the subject knows them already.
    people: Callable[[], Collection[int]] | None = None
    organisations: Callable[[], Collection[int]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectType:
    """How a kind of subject is found.

    ``find(actor, id)`` gives it as the actor may know it and raises NotFound where he may not; the actor
    is accounts' Actor. ``people(id)`` gives the ids of those who take part in it: who may be mentioned,
    is told, and may be given a task. ``organisations(id)`` gives those of the organisations. ``tiers``
    are the tiers that a file may have here, the widest first. ``opened(actor, id, tier, name)`` is told
    that the actor opened a file of it.
    """

    name: str
    find: Callable[[Any, int], Subject]
    people: Callable[[int], Iterable[int]] = lambda pk: ()
    organisations: Callable[[int], Iterable[int]] = lambda pk: ()
    tiers: tuple[Tier, ...] = (Tier.PARTIES,)
    opened: Callable[[Any, int, str, str], None] = lambda actor, pk, tier, name: None


_TYPES: dict[str, SubjectType] = {}


def register(subject_type: SubjectType) -> None:
    """Take a kind of subject. Raises ValueError where two share a name."""
    if _TYPES.setdefault(subject_type.name, subject_type) is not subject_type:
        raise ValueError(f"two subjects are called {subject_type.name}")


def subject_type(name: str) -> SubjectType:
    """The kind of subject of this name. Raises NotFound where there is none."""
    found = _TYPES.get(name)
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def subject_opened(actor: Any, name: str, pk: int, tier: str, file: str) -> None:
    """Tell the subject that the actor opened a file of it."""
    subject_type(name).opened(actor, pk, tier, file)


def people_of(subject: Subject) -> set[int]:
    """The ids of those who take part in a subject."""
    if subject.people is not None:
        return set(subject.people())
    return set(subject_type(subject.name).people(subject.pk))


def organisations_of(subject: Subject) -> set[int]:
    """The ids of the organisations that take part in a subject."""
    if subject.organisations is not None:
        return set(subject.organisations())
    return set(subject_type(subject.name).organisations(subject.pk))


def subject_for(actor: Any, name: str, pk: int) -> Subject:
    """The subject as the actor may know it. Raises NotFound, also where he may not know of it."""
    return subject_type(name).find(actor, pk)
