"""What saved searches found is told by the day or the week, in one notice a person."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .models import SavedSearch
from .notices import SUMMARY
from .selectors import finds_untold
from .services import finds_tell


def finds_tell_daily() -> int:
    """Tell of the searches that are told by the day; returns how many people were."""
    return _tell(SavedSearch.Frequency.DAILY)


def finds_tell_weekly() -> int:
    """The same of those that are told by the week."""
    return _tell(SavedSearch.Frequency.WEEKLY)


def _tell(frequency: str) -> int:
    waiting = SavedSearch.objects.filter(frequency=frequency, finds__told_at__isnull=True)
    people = waiting.filter(finds__isnull=False).values_list("user_id", flat=True).distinct()
    day = timezone.localdate()
    told = 0
    for reader in actors_of(people):
        searches = list(waiting.filter(user_id=reader.person).distinct().order_by("name", "pk"))
        counted = [(search, finds_untold(reader, search).count()) for search in searches]
        found = [(search.name, n) for search, n in counted if n]
        if found:
            told += notice_send(
                SUMMARY,
                readers=[reader],
                about=reader.person,
                payload={"n": sum(n for _name, n in found), "searches": found},
                key=f"finds:{frequency}:{day}",
            )
        finds_tell([search.pk for search in searches])
    return told
