"""What must always hold of notices and their ways."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .models import Digest, NoticeRow, Posting

LATE = timedelta(hours=1)  # that what is due may wait: a mail server that is down keeps it longer


def differences() -> list[str]:
    """One line for each notice without its one mail or with two, each digest without, and each posting
    that is long due or given up."""
    by_mail = Count("posting", filter=Q(posting__channel=Posting.Channel.MAIL))
    notices = NoticeRow.objects.annotate(mails=by_mail).exclude(mails=1)
    own = Count("posting", filter=Q(posting__notice__isnull=True))
    digests = Digest.objects.annotate(mails=own).exclude(mails=1)
    late = Posting.objects.filter(state=Posting.State.WAITING, due_at__lt=timezone.now() - LATE)
    failed = Posting.objects.filter(state=Posting.State.FAILED)
    return [
        *(f"notice {row.pk}: {row.mails} ways by mail" for row in notices.order_by("pk")),
        *(f"digest {row.pk}: {row.mails} mails" for row in digests.order_by("pk")),
        *(f"posting {pk}: waits for over an hour" for pk in _ids(late)),
        *(f"posting {pk}: given up" for pk in _ids(failed)),
    ]


def _ids(rows: QuerySet[Posting]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
