"""How the funds are used, against the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted
from backend.core.money_fields import CENT, MAX_AMOUNT
from backend.delivery import rules
from backend.delivery.lifecycle import PLAN
from backend.delivery.models import BudgetLine, FundUse


def fund_use_report(
    *, actor: Actor, line_id: int, amount: Decimal, spent_on: date, what: str
) -> FundUse:
    """Report what was spent out of a line; an amount below zero takes an earlier report back.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    line = BudgetLine.objects.filter(pk=line_id).first()
    if line is None:
        raise NotFound(_("There is no such line of the budget."))
    plan = PLAN.find(actor, line.plan_id)
    if not rules.may_work(actor, plan):
        raise NotPermitted(_("Only the side that delivers reports how the funds are used."))
    what = " ".join(what.replace("\x00", "").split())
    errors: dict[str, list[object]] = {}
    if not amount.is_finite() or not 0 < abs(amount) < MAX_AMOUNT:
        errors["amount"] = [_("Give an amount other than zero.")]
    elif amount != amount.quantize(CENT):
        errors["amount"] = [_("Round amounts to two places.")]
    if spent_on > timezone.localdate():
        errors["spent_on"] = [_("This day lies in the future.")]
    if not what or len(what) > 200:
        errors["what"] = [_("Say for what, in at most 200 characters.")]
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        line = BudgetLine.objects.select_for_update().get(pk=line_id)
        spent = line.uses.aggregate(total=Sum("amount"))["total"] or Decimal(0)
        if spent + amount < 0:
            raise ValidationError({"amount": [_("No more is taken back than was reported.")]})
        return FundUse.objects.create(
            line=line, spent_on=spent_on, amount=amount, what=what, reported_by_id=actor.person
        )
