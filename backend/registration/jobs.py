"""What the schedule runs over registrations."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from .models import Registration
from .notices import DUE
from .working_days import working_day_after

NEAR = 3  # working days


def registrations_remind() -> int:
    """Tell registries of applications whose term ends soon or has ended; once for each term."""
    until = working_day_after(timezone.localdate(), NEAR)
    waiting = Registration.objects.filter(state__in=Registration.WITH_REGISTRY, due_on__lte=until)
    sent = 0
    for found in waiting.order_by("pk"):
        officers = members_with_duty(found.registry_id or 0, Duty.REGIONAL_OFFICER)
        sent += notice_send(
            DUE,
            readers=actors_of(officers.values_list("pk", flat=True)),
            about=found.pk,
            key=f"registration_due:{found.pk}:{found.due_on}",
        )
    return sent
