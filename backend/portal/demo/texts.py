"""A demo contract that is written and signed on the platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.contracts.clauses import OPEN
from backend.contracts.models import Contract, PaymentForm
from backend.contracts.services import (
    contract_confirm,
    contract_draft,
    contract_revise,
    contract_sign,
)
from backend.contracts.values import ContractValues, InstalmentValues
from backend.contracts.versions import contract_values_of

# What the parties fill in, clause by clause, in the order of the places.
FILLED = {
    "object": ["技术秘密"],
    "scope": ["中国境内", "焊缝底片智能评定软件及其检测服务"],
    "plan": ["十五", "模型与部署程序、标注规范、增量标定手册", "甲方检测中心", "十"],
    "warranty": ["甲方四成、乙方六成"],
    "disputes": ["甲方"],
}


def contract_agree(
    *, buyer: Actor, seller: Actor, deal_id: int, title: str, row: dict[str, Any]
) -> None:
    """Write a contract for the buyer, let the seller agree to it and sign first."""
    made = contract_draft(
        actor=buyer,
        deal_id=deal_id,
        values=ContractValues(
            title=title,
            type=row["type"],
            subtype=row["subtype"] or "",
            amount=Decimal(row["amount"]),
            currency=row["currency"],
            signed_on=None,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=365 * row["years"]),
            ip_ownership=row["ip_ownership"],
            written="here",
            **instalments_of(row),
        ),
    )
    sent = contract_revise(
        actor=buyer,
        contract_id=made.pk,
        expected_revision=made.revision,
        values=_filled(Contract.objects.get(pk=made.pk)),
    )
    agreed = contract_confirm(actor=seller, contract_id=made.pk, expected_revision=sent.revision)
    if settings.TIMESTAMP:
        contract_sign(actor=seller, contract_id=made.pk, expected_revision=agreed.revision)


def instalments_of(row: dict[str, Any]) -> dict[str, Any]:
    """How a contract of the file is paid, as its values say."""
    if "instalments" not in row:
        return {}
    rows = tuple(
        InstalmentValues(
            amount=Decimal(each["amount"]),
            due_on=timezone.localdate() + timedelta(days=each["due_in_days"])
            if "due_in_days" in each
            else None,
            condition=each["condition"],
        )
        for each in row["instalments"]
    )
    return {"payment_form": PaymentForm.INSTALMENTS.value, "instalments": rows}


def _filled(contract: Contract) -> ContractValues:
    values = contract_values_of(contract)
    clauses = []
    for clause in values.clauses:
        places = iter(FILLED.get(clause.code, []))
        text = OPEN.sub(partial(_next_of, places), clause.text)
        clauses.append(replace(clause, text=text))
    return replace(values, clauses=tuple(clauses))


def _next_of(places: Iterator[str], found: re.Match[str]) -> str:
    """What fills the next place; it stays open where nothing is left."""
    return next(places, found[0])
