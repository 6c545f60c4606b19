"""What the engine keeps of one person: told whole, and forgotten; part of the facade."""

from __future__ import annotations

from typing import Any

from .models import Digest, Habits, NoticeRow, Posting, Preference, Target
from .preferences import person_holder

_TOLD: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("notices", NoticeRow, ("kind", "words", "created_at", "read_at", "archived_at")),
    ("notice_preferences", Preference, ("kind", "scope", "frequency")),
    ("notice_habits", Habits, ("zone", "quiet_from", "quiet_until", "digest_hour")),
    ("notice_targets", Target, ("channel", "service", "label", "created_at")),
    ("digests", Digest, ("frequency", "period", "created_at")),
)


def person_told(person: int) -> dict[str, list[dict[str, Any]]]:
    """Part → rows of a person's notices and choices, oldest first; addresses of robots and devices
    are told by their label, since they are secrets of those who run them."""
    return {
        part: list(_of(model, person).order_by("pk").values(*fields))
        for part, model, fields in _TOLD
    }


def person_forget(person: int) -> None:
    """Remove all of it; part of the caller's transaction."""
    for model in (Posting, NoticeRow, Habits, Digest, Preference, Target):
        _of(model, person).delete()


def _of(model: Any, person: int) -> Any:
    fields = {field.name for field in model._meta.get_fields()}
    if "holder" in fields:
        return model.objects.filter(holder=person_holder(person))
    return model.objects.filter(**{"recipient" if "recipient" in fields else "person": person})
