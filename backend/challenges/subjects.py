"""The call as a subject: its files are read by everybody, its versions compared."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted
from backend.core.subjects import Act, Subject, SubjectType, Tier, register
from backend.tasks import conditions
from backend.versions import registry

from . import rules
from .models import Call
from .selectors import call_visible_to
from .services.drafting import CHANGED
from .values import IN_CALL
from .versions import call_words


def call_subject(actor: Actor, call: Call) -> Subject:
    """A call that a selector found for the actor, as a subject."""
    acts = {Act.COMPARE}
    if rules.may_run(actor, call) and call.state in CHANGED:
        acts.add(Act.ATTACH)
    return Subject(
        name="call",
        pk=call.pk,
        title=call.title,
        url=reverse("call", args=[call.pk]),
        tiers=frozenset({Tier.SUMMARY}),
        acts=frozenset(acts),
        people=lambda: {pk for pk in (call.runner_id, call.decider_id) if pk is not None},
        organisations=lambda: {call.poster_id},
    )


def _people(call_id: int) -> set[int]:
    runner, decider = Call.objects.values_list("runner_id", "decider_id").get(pk=call_id)
    return {pk for pk in (runner, decider) if pk is not None}


def _never(actor: Actor, call_id: int, content: dict[str, Any]) -> None:
    raise NotPermitted(_("Change the call itself: entrants must confirm what is new."))


register(
    SubjectType(
        name="call",
        find=lambda actor, pk: call_subject(actor, call_visible_to(actor, pk)),
        people=_people,
        organisations=lambda pk: [Call.objects.values_list("poster_id", flat=True).get(pk=pk)],
        tiers=(Tier.SUMMARY,),
    )
)
registry.register(registry.VersionedKind("call", call_words, _never))
conditions.register(
    conditions.Condition(
        IN_CALL,
        "listing",
        lambda listing_id: Call.objects.filter(need=listing_id).exists(),
        _(
            "Draft the call that the panel decided for this need; it lacks what a call says, as a budget"
        ),
    )
)
