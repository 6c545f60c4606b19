"""What becomes of a signed contract: milestones, payments, money that comes back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from backend.contracts.models import Contract
from backend.delivery.models import Extension, Milestone, Plan
from backend.delivery.services import (
    EXTENSION_SERVICES,
    PLAN_SERVICES,
    extension_ask,
    plan_propose,
)
from backend.delivery.services.milestones import MILESTONE_SERVICES
from backend.payments import services as payments
from backend.payments.gateways import local
from backend.payments.models import Payment, Payout, Refund
from tests.backend.delivery import plans

from .deciding import Deciding


class Delivering(Deciding):
    """Milestones and money."""

    def plan(self) -> None:
        found = Contract.objects.filter(deal_id=self.deal_id, state="signed").order_by("-pk")
        held = Plan.objects.filter(contract__in=found).first()
        contract = found.first()
        if contract is None:
            return None
        if held is not None:
            act = self.one(["agree", "agree", "agree", "return", "reopen"])
            more = {"note": "顺序要调整"} if act != "agree" else {}
            return self.attempt(
                PLAN_SERVICES[act],
                actor=self.by("buyer", "office"),
                schedule_id=held.pk,
                expected_revision=None,
                **more,
            )
        percents = self.one([("40", "60"), ("33.33", "66.67"), ("50", "49.99"), ("100",)])
        stones = tuple(replace(plans.FIRST, share=Decimal(each)) for each in percents)
        self.attempt(
            plan_propose,
            actor=self.by("buyer", "office"),
            contract_id=contract.pk,
            values=plans.PlanValues(
                milestones=stones, in_percent=True, opens=self.one(["paid", "accepted", "at_once"])
            ),
        )
        return None

    def milestone(self) -> None:
        found = self._milestones(state__in=["open", "submitted", "returned"])
        if not found:
            return self.plan()
        stone = self.one(found)
        if stone.state in Milestone.IN_WORK:
            act, who, more = "submit", "researcher", {"reached": {}}
        else:
            act, who = self.one(["accept", "accept", "return"]), "buyer"
            more = {"note": "缺检测报告"} if act == "return" else {}
        self.attempt(
            MILESTONE_SERVICES[act],
            actor=self.by(who),
            milestone_id=stone.pk,
            expected_revision=None,
            **more,
        )
        return None

    def more_time(self) -> None:
        asked = Extension.objects.filter(state="asked").first()
        if asked is not None:
            act = self.one(["agree", "refuse", "withdraw"])
            more = {"note": "不同意"} if act == "refuse" else {}
            return self.attempt(
                EXTENSION_SERVICES[act],
                actor=self.by("buyer", "office"),
                extension_id=asked.pk,
                expected_revision=None,
                **more,
            )
        found = self._milestones(state="open")
        if found:
            self.attempt(
                extension_ask,
                actor=self.by("office"),
                milestone_id=self.one(found).pk,
                until=plans.day(self.one([60, 5])),
                why="设备检修",
            )
        return None

    def pay(self) -> None:
        found = self._milestones(state="accepted") or self._milestones()
        if not found:
            return self.plan()
        self.attempt(
            payments.payment_start,
            actor=self.by("buyer"),
            kind="milestone",
            payable_id=self.one(found).pk,
            method=self.one(["local", "local", "bank"]),
        )
        self.passes()
        return None

    def payment(self) -> None:
        found = list(Payment.objects.filter(deal_id=self.deal_id).order_by("pk"))
        if not found:
            return self.pay()
        payment = self.one(found)
        if payment.method == "local" and payment.state == "open":
            if self.draw(st.integers(0, 5)):
                local.checkout_pay(payment.checkout_id, self.one(sorted(local.CARDS)))
                return None
            return self.attempt(
                payments.payment_cancel, actor=self.by("buyer"), payment_id=payment.pk
            )
        act = self.one(["declare", "confirm", "confirm", "refund", "deny", "cancel"])
        who = {"declare": "buyer", "cancel": "buyer"}.get(act, "office")
        more: dict[str, Any] = {}
        if act == "confirm":
            off = self.one([Decimal(0), Decimal(0), Decimal(0), Decimal("0.01")])
            more = {"amount": payment.amount - off, "received_on": timezone.localdate()}
        if act == "refund":
            part = self.one([payment.amount, (payment.amount / 3).quantize(Decimal("0.01"))])
            more = {"amount": part, "reason": self.one(["agreed", "other"])}
        if act == "deny":
            more = {"note": "未到账"}
        return self.attempt(
            payments.SERVICES[act], actor=self.by(who), payment_id=payment.pk, **more
        )

    def back(self) -> None:
        due = Refund.objects.filter(state="due").first()
        if due is not None:
            self.attempt(payments.refund_confirm, actor=self.by("buyer"), refund_id=due.pk)

    def pay_out(self) -> None:
        for payout in Payout.objects.filter(state="due").select_related("share"):
            who = "researcher" if payout.share.owner_kind == "user" else "broker"
            self.attempt(payments.payout_confirm, actor=self.by(who), payout_id=payout.pk)

    def decide(self) -> None:
        for payment in Payment.objects.filter(state="disputed"):
            for dispute in local.disputes_open(payment.number):
                local.dispute_decide(dispute, self.one(["won", "lost"]))
