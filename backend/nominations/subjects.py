"""An application as a subject: what proves it hangs there."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Nomination
from .selectors import nomination_readable_by


def nomination_subject(actor: Actor, nomination: Nomination) -> Subject:
    """An application that a selector found for the actor, as a subject."""
    writes = nomination.state == Nomination.State.APPLIED and rules.may_withdraw(actor, nomination)
    decides = rules.may_decide(actor, nomination)
    return Subject(
        name="nomination",
        pk=nomination.pk,
        title=nomination.title,
        url=reverse("nomination", args=[nomination.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if writes or decides else frozenset(),
    )


def _people(nomination_id: int) -> Iterable[int]:
    found = Nomination.objects.select_related("round").get(pk=nomination_id)
    officers = members_with_duty(found.round.unit_id, Duty.REGIONAL_OFFICER)
    return {found.applied_by_id, *officers.values_list("pk", flat=True)}


register(
    SubjectType(
        name="nomination",
        find=lambda actor, pk: nomination_subject(actor, nomination_readable_by(actor, pk)),
        people=_people,
    )
)
