"""Demo choices: how often some people get what, and a summary that was made of it."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from backend.accounts.models import Duty
from backend.accounts.selectors import actor_of, memberships_with_duty
from backend.portal import services
from notifications import facade as notifications
from notifications.contracts import Frequency

CHOOSING = (Duty.ENTERPRISE_MEMBER, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE)


def notices_seed() -> None:
    """Who stands first of each duty gathers matches hourly, is not disturbed at night, and has the
    summary of the hour."""
    for duty in CHOOSING:
        held = memberships_with_duty(duty).select_related("user").order_by("pk").first()
        if held is None:
            continue
        actor = actor_of(held.user, organisation_id=held.organisation_id)
        services.frequencies_choose(
            actor=actor,
            scope="",
            choices={"pairings.*": Frequency.HOURLY, "messages.*": Frequency.HOURLY},
        )
        services.habits_choose(
            actor=actor,
            zone="Asia/Shanghai",
            quiet_from=time(22),
            quiet_until=time(7),
            digest_hour=8,
        )
    # Twice: what was held for the day moves to the hour first.
    soon = timezone.now() + timedelta(days=1)
    for _time in range(2):
        notifications.digests_make(now=soon)
