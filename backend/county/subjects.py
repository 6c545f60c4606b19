"""Supplies of figures and uses of money as subjects: their proof hangs there."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import MoneyUse, SupplyTask
from .selectors import scheme_for, task_readable_by, use_readable_by


def task_subject(actor: Actor, task: SupplyTask) -> Subject:
    """A task that a selector found for the actor, as a subject."""
    open_ = task.state != SupplyTask.State.ACCEPTED
    may = open_ and rules.may_supply(actor, task)
    return Subject(
        name="supply_task",
        pk=task.pk,
        title=f"{scheme_for(task.round).supplier_name(task.supplier)} · {task.round.year}",
        url=reverse("supply_task", args=[task.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if may else frozenset(),
        settled_at=None if open_ else task.updated_at,
    )


def use_subject(actor: Actor, use: MoneyUse) -> Subject:
    """A use of an incentive that a selector found for the actor, as a subject."""
    may = rules.USE.allows(actor, use.organisation_id)
    return Subject(
        name="money_use",
        pk=use.pk,
        title=use.what,
        url=reverse("money_use", args=[use.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if may else frozenset(),
    )


def _users(money_use_id: int) -> list[int]:
    use = MoneyUse.objects.get(pk=money_use_id)
    found = members_with_duty(use.organisation_id, Duty.REGIONAL_OFFICER)
    return list(found.values_list("pk", flat=True))


def _suppliers(supply_task_id: int) -> list[int]:
    task = SupplyTask.objects.select_related("round").get(pk=supply_task_id)
    found = members_with_duty(task.unit_id or task.round.unit_id, Duty.REGIONAL_OFFICER)
    return list(found.values_list("pk", flat=True))


register(
    SubjectType(
        name="supply_task",
        find=lambda actor, pk: task_subject(actor, task_readable_by(actor, pk)),
        people=_suppliers,
    )
)
register(
    SubjectType(
        name="money_use",
        find=lambda actor, pk: use_subject(actor, use_readable_by(actor, pk)),
        people=_users,
    )
)
