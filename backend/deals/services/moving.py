"""When something last happened in a deal: a word, a file, a task, a contract, not the stage alone."""

from __future__ import annotations

from datetime import datetime

from backend.deals.models import Deal


def deal_touch(*, deal_id: int, moved_at: datetime) -> None:
    """Let a deal stand among those that moved at this time, unless it moved later; repeatable."""
    Deal.objects.filter(pk=deal_id, updated_at__lt=moved_at).update(updated_at=moved_at)
