"""What happened, in words: who, when, what. Part of the selectors layer.

Apps register the words of their events; an event without words is not people's matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from backend.core.models import Fact
from backend.core.selectors import Ids, trail_of

from .models import User

Words = Mapping[str, Callable[[Fact], str]]

_WORDS: dict[str, Callable[[Fact], str]] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One step. ``who`` is a person's name, or the platform where nobody acted; ``url`` leads to what
    was done, where there is more of it."""

    name: str
    what: str
    who: str
    when: datetime
    url: str = ""


def words_register(words: Words) -> None:
    """Take an app's words: name of an event → what it says in the reader's language."""
    _WORDS.update(words)


def trail_entries(subjects: Iterable[tuple[str, Ids]]) -> list[Entry]:
    """The trail of subjects like ("deal", 5), oldest first; rights are the caller's."""
    events = [event for event in trail_of(subjects) if event.name in _WORDS]
    names = {
        user.pk: str(user)
        for user in User.objects.filter(pk__in={event.actor_id for event in events})
    }
    return [
        Entry(
            name=event.name,
            what=_WORDS[event.name](event),
            who=_who(event.actor_id, names),
            when=event.occurred_at,
        )
        for event in events
    ]


def _who(actor_id: int | None, names: Mapping[int, str]) -> str:
    if actor_id is None:
        return _("The platform")
    return names.get(actor_id, _("A former member"))
