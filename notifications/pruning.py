"""What is old goes: notices that were read or put away, with their ways, and digests that hold nothing
any more; part of the facade."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Digest, NoticeRow, Posting

BATCH = 500


def notices_prune(before: datetime) -> int:
    """Delete what is older; what nobody has read stays, and what is still on its way. Returns how many
    notices and digests."""
    on_its_way = Posting.objects.filter(
        notice=OuterRef("pk"), state__in=(Posting.State.WAITING, Posting.State.HELD)
    )
    done = Q(read_at__isnull=False) | Q(archived_at__isnull=False)
    notices = NoticeRow.objects.filter(done, ~Exists(on_its_way), created_at__lt=before)
    # A notice that stays has its way in a digest: each goes after all that it gathered.
    gathered = Posting.objects.filter(digest=OuterRef("pk"), notice__isnull=False)
    waiting = Posting.objects.filter(digest=OuterRef("pk"), state=Posting.State.WAITING)
    digests = Digest.objects.filter(~Exists(gathered), ~Exists(waiting), created_at__lt=before)
    return _deleted(notices) + _deleted(digests)


def _deleted(rows: QuerySet[Any]) -> int:
    count = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=ids).delete()
        count += len(ids)
    return count
