"""What runs by the clock for notices: what is due goes out, digests are made."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from notifications import facade as notifications


def notices_post() -> int:
    """Send what is due beyond the inbox; return how much was looked at."""
    return notifications.post_due()


def digests_make() -> int:
    """Make the digests whose period has ended, for notices_post to send; return how many."""
    return notifications.digests_make()


def notices_prune() -> int:
    """Delete what was read and is older than NOTICES_KEEP_DAYS, with summaries; 0 keeps all."""
    days = settings.NOTICES_KEEP_DAYS
    return notifications.notices_prune(timezone.now() - timedelta(days=days)) if days else 0
