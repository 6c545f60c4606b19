"""Reads of stored versions, for those who may compare them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound
from backend.core.subjects import Act, Subject

from .comparing import words_compared
from .models import StoredVersion
from .registry import kind_of

LONG = 60  # characters: what is shorter is read faster side by side


@dataclass(frozen=True, slots=True)
class Change:
    """A field that two versions say differently, in lines."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def marked(self) -> list[tuple[str, str]]:
        """A long text word by word: (same, gone or new) and the words; empty for short values."""
        old, new = "\n".join(self.before), "\n".join(self.after)
        return words_compared(old, new) if min(len(old), len(new)) >= LONG else []


def versions_kept_of(subject: Subject) -> QuerySet[StoredVersion]:
    """The versions of a subject, newest first; none for who may not compare them."""
    if Act.COMPARE not in subject.acts:
        return StoredVersion.objects.none()
    found = StoredVersion.objects.filter(subject=subject.name, subject_id=subject.pk)
    return found.select_related("changed_by").order_by("-number")


def version_of(subject: Subject, number: int) -> StoredVersion:
    """One version. Raises NotFound."""
    found = versions_kept_of(subject).filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no such version, or you may not see it."))
    return found


def changes_last(name: str, pk: int) -> list[Change]:
    """What the last change of a subject changed; nothing where none was kept; rights are the
    caller's."""
    kept = StoredVersion.objects.filter(subject=name, subject_id=pk).order_by("-number")[:2]
    return changes_between(kept[1], kept[0]) if len(kept) == 2 else []


def changes_between(before: StoredVersion, after: StoredVersion) -> list[Change]:
    """The fields that two versions of one subject say differently, in the order of its page."""
    words = kind_of(before.subject).words
    old = {field.name: field for field in words(before.content)}
    new = {field.name: field for field in words(after.content)}
    found = []
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name), new.get(name)
        lines = was.lines if was else (), now.lines if now else ()
        label = now.label if now else was.label if was else name
        if lines[0] != lines[1]:
            found.append(Change(name, label, *lines))
    return found
