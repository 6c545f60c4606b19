"""Demo of technology finance: products, wishes, a white list, answers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.finance import services
from backend.finance.models import Product, Wish
from backend.finance.selectors import lenders_possible
from backend.finance.values import AnswerValues, CheckValues, ProductValues, WishValues

from .people import rows
from .support import UNIT, member, officer


def finance_seed() -> None:
    """Write all of it, once."""
    if Product.objects.exists():
        return
    content: Any = rows("finance")[0]
    for row in content["products"]:
        _product(dict(row))
    made = [(_wish(row), row) for row in content["wishes"]]
    unit = officer(UNIT)
    unit_id = unit.organisation_id or 0
    for bank in lenders_possible(unit_id):
        services.lender_admit(actor=unit, unit_id=unit_id, bank_id=bank.pk)
    services.white_list_publish(actor=unit, unit_id=unit_id)
    for wish, row in made:
        for told in row["answers"]:
            _answer(wish, told)


def _product(row: dict[str, Any]) -> None:
    actor = member(row.pop("organisation"))
    lists = {name: tuple(row[name]) for name in ("stages", "grades")}
    services.product_list(
        actor=actor,
        provider_id=actor.organisation_id or 0,
        values=ProductValues(**row | lists | {"most": Decimal(row["most"])}),
    )


def _wish(row: dict[str, Any]) -> Wish:
    actor = member(row["organisation"])
    wish = services.wish_make(
        actor=actor,
        firm_id=actor.organisation_id or 0,
        values=WishValues(
            kind=row["kind"],
            stage=row["stage"],
            amount=Decimal(row["amount"]),
            months=row["months"],
            purpose=row["purpose"],
            consent=True,
        ),
    )
    if row["check"]:
        services.wish_check(
            actor=officer(UNIT),
            wish_id=wish.pk,
            expected_revision=None,
            values=CheckValues(
                grade=row["check"],
                body="河北征信服务中心（演示）",
                checked_on=timezone.localdate() - timedelta(days=6),
            ),
        )
    return wish


def _answer(wish: Wish, row: dict[str, Any]) -> None:
    actor = member(row["bank"])
    services.answer_give(
        actor=actor,
        wish_id=wish.pk,
        bank_id=actor.organisation_id or 0,
        values=AnswerValues(
            kind=row["kind"],
            amount=Decimal(row["amount"]) if "amount" in row else None,
            note=row["note"],
        ),
    )
