"""What runs by the clock: publication on the day, and reminders of figures that are due."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from .models import SupplyTask
from .notices import SUPPLY_DUE
from .services import releases_publish_due

AHEAD = timedelta(days=3)


def releases_publish() -> int:
    """Publish what was approved for today."""
    return releases_publish_due()


def supplies_remind() -> int:
    """Remind suppliers whose figures are due in three days, and once when the day is over."""
    today = timezone.localdate()
    open_ = SupplyTask.objects.filter(
        state__in=[SupplyTask.State.ASKED, SupplyTask.State.RETURNED],
        round__supply_due__lte=today + AHEAD,
    ).select_related("round")
    told = 0
    for task in open_.order_by("pk"):
        unit = task.unit_id or task.round.unit_id
        people = members_with_duty(unit, Duty.REGIONAL_OFFICER).values_list("pk", flat=True)
        over = "over" if task.round.supply_due < today else "soon"
        key = f"supply_due:{task.pk}:{task.round.supply_due}:{over}"
        told += notice_send(SUPPLY_DUE, readers=actors_of(people), about=task.pk, key=key)
    return told
