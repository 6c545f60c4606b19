"""More time: asked by one party, agreed by the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.deals.models import DealDuty
from backend.deals.rules import party_of
from backend.delivery import rules
from backend.delivery.events import ExtensionAsked
from backend.delivery.lifecycle import EXTENSION, MILESTONE, extension_facts
from backend.delivery.models import LONG, Extension


def extension_ask(*, actor: Actor, milestone_id: int, until: date | None, why: str) -> Extension:
    """Ask the other party for a later day.

    Raises NotFound, NotPermitted, WrongState, ValidationError for ``until`` and ``why``.
    """
    why = why.replace("\x00", "").strip()
    with transaction.atomic():
        milestone = MILESTONE.find(actor, milestone_id)
        if not rules.may_ask_extension(actor, milestone):
            raise NotPermitted(rules.ONLY_SIDES)
        milestone = MILESTONE.lock(milestone_id)
        party = party_of(actor, milestone.plan.contract.deal, rules.PLAN)
        if not milestone.in_work or not milestone.plan.running:
            raise WrongState(_("Only what is in work gets more time."))
        if milestone.extensions.filter(state=Extension.State.ASKED).exists():
            raise WrongState(_("More time was asked for already; it waits for an answer."))
        errors: dict[str, list[object]] = {}
        if until is None or until <= max(milestone.due_on, timezone.localdate()):
            errors["until"] = [_("Give a day after the present one and after today.")]
        if not why or len(why) > LONG:
            errors["why"] = [_("Say why, in at most 2,000 characters.")]
        if errors or until is None:
            raise ValidationError(errors)
        extension = Extension.objects.create(
            milestone=milestone,
            was_due_on=milestone.due_on,
            until=until,
            why=why,
            asked_by_buyer=party == DealDuty.BUYER,
            asked_by_id=actor.person,
        )
        publish(ExtensionAsked(**extension_facts(extension)), actor_id=actor.user_id)
    return extension


def extension_agree(*, actor: Actor, extension_id: int, expected_revision: int | None) -> Extension:
    """Agree: the milestone is due on the new day. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        EXTENSION, "agree", extension_id, actor=actor, expected_revision=expected_revision
    ) as extension:
        extension.answered_by_id = actor.person
        milestone = extension.milestone
        if not milestone.in_work:
            raise WrongState(_("Only what is in work gets more time."))
        milestone.due_on = extension.until
        milestone.revision += 1
        milestone.save(update_fields=["due_on", "revision", "updated_at"])
    return extension


def extension_refuse(
    *, actor: Actor, extension_id: int, expected_revision: int | None, note: str
) -> Extension:
    """Keep to the day. Raises NotFound, NotPermitted, WrongState, ValidationError for the note."""
    with moving(
        EXTENSION,
        "refuse",
        extension_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as extension:
        extension.answered_by_id = actor.person
    return extension


def extension_withdraw(
    *, actor: Actor, extension_id: int, expected_revision: int | None
) -> Extension:
    """Take the request back. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        EXTENSION, "withdraw", extension_id, actor=actor, expected_revision=expected_revision
    ) as extension:
        return extension


EXTENSION_SERVICES: dict[str, Callable[..., Extension]] = {
    "agree": extension_agree,
    "refuse": extension_refuse,
    "withdraw": extension_withdraw,
}
