"""A demo contract whose first milestone a voucher lessens, from the invitation to the reservation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.contracts.models import Contract
from backend.contracts.services import contract_confirm, contract_draft
from backend.contracts.values import ContractValues
from backend.delivery.services import PLAN_SERVICES, plan_propose
from backend.delivery.values import MilestoneValues, PlanValues
from backend.introductions.services import introduction_agree, introduction_make
from backend.introductions.values import IntroductionValues
from backend.programmes.models import Voucher
from backend.programmes.services import voucher_reserve


def lessened_seed(row: dict[str, Any], *, firm: Actor, office: Actor) -> None:
    """Two who met by an invitation sign, plan, and take a voucher off what is paid first."""
    contract = _signed(row, firm, office)
    today = timezone.localdate()
    plan = plan_propose(
        actor=firm,
        contract_id=contract.pk,
        values=PlanValues(
            milestones=[
                MilestoneValues(
                    title=each["title"],
                    share=Decimal(each["amount"]),
                    due_on=today + timedelta(days=each["due_in"]),
                    deliverables=each["deliverables"],
                )
                for each in row["milestones"]
            ],
            opens="accepted",
            charged="start",
        ),
    )
    PLAN_SERVICES["agree"](actor=office, schedule_id=plan.pk, expected_revision=None)
    use = row["voucher"]
    voucher_reserve(
        actor=firm,
        voucher_id=Voucher.objects.get(firm=firm.organisation_id).pk,
        contract_id=contract.pk,
        service=use["service"],
        amount=Decimal(use["amount"]),
        milestone_id=plan.milestones.get(position=use["milestone"]).pk,
    )


def _signed(row: dict[str, Any], firm: Actor, office: Actor) -> Contract:
    invited = introduction_make(
        actor=firm,
        values=IntroductionValues(
            buyer_id=firm.organisation_id or 0,
            seller_id=office.organisation_id or 0,
            title=row["title"],
            note=row["note"],
        ),
    )
    agreed = introduction_agree(actor=office, introduction_id=invited.pk)
    made = contract_draft(
        actor=firm,
        deal_id=agreed.deal_id or 0,
        values=ContractValues(
            title=row["title"],
            type="service",
            subtype="",
            amount=Decimal(row["amount"]),
            currency="CNY",
            signed_on=timezone.localdate(),
            ip_ownership="seller",
        ),
    )
    return contract_confirm(actor=office, contract_id=made.pk, expected_revision=made.revision)
