"""Who is told of a changed rule of approval."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actors_of, members_with_duty
from backend.catalog.kinds import ACHIEVEMENT
from backend.core.models import Event
from backend.core.notices import notice_send

from .events import ApprovalRuleSet
from .notices import RULE_SET


def approval_rule_set_notify(event: ApprovalRuleSet, event_id: int) -> None:
    """The others of the office."""
    by = Event.objects.get(pk=event_id).actor_id or 0
    office = members_with_duty(event.organisation_id, *ACHIEVEMENT.listed_by.duties)
    notice_send(
        RULE_SET,
        readers=actors_of(office.exclude(pk=by).values_list("pk", flat=True)),
        about=event.organisation_id,
        payload={"approves": event.approves, "by": str(User.objects.get(pk=by))},
        key=f"event:{event_id}",
    )
