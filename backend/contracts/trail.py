"""What happened, in words: who, when, what. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.core.models import Fact
from backend.core.selectors import trail_of

from .models import Contract

Words = Mapping[str, Callable[[Fact], str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One step. ``who`` is a person's name, or the platform where nobody acted."""

    name: str
    what: str
    who: str
    when: datetime


CONTRACT_WORDS: Words = {
    "contract.proposed": lambda event: (
        _("Contract record drafted")
        if event.payload["revision"] == 1
        else _("Contract record redrafted")
    ),
    "contract.returned": lambda event: _("Contract record returned for changes"),
    "contract.confirmed": lambda event: _("Contract confirmed and recorded"),
}


def entries(subjects: Iterable[tuple[str, int]], words: Words) -> list[Entry]:
    """The trail of these subjects, oldest first; events without words are not people's matter."""
    events = [event for event in trail_of(subjects) if event.name in words]
    names = {
        user.pk: str(user)
        for user in User.objects.filter(pk__in={event.actor_id for event in events})
    }
    return [
        Entry(
            name=event.name,
            what=words[event.name](event),
            who=_who(event.actor_id, names),
            when=event.occurred_at,
        )
        for event in events
    ]


def contract_trail(contract: Contract) -> list[Entry]:
    """The steps of one contract record; rights are the caller's."""
    return entries([("contract", contract.pk)], CONTRACT_WORDS)


def _who(actor_id: int | None, names: Mapping[int, str]) -> str:
    if actor_id is None:
        return _("The platform")
    return names.get(actor_id, _("A former member"))
