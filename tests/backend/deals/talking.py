"""What the two sides and their broker may do while they talk, up to the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from backend.brokerage.models import Commission
from backend.brokerage.services import commission_agree, commission_decline, commission_propose
from backend.brokerage.values import CommissionValues
from backend.contracts.models import Contract
from backend.contracts.services import SERVICES as CONTRACT_SERVICES
from backend.contracts.services import contract_draft, contract_revise
from backend.contracts.versions import contract_values_of
from backend.deals.services import MOVES, deal_end, nda_agree
from backend.ownership.models import Plan as Shares
from backend.ownership.services import plan_agree
from backend.ownership.services import plan_propose as shares_propose
from backend.ownership.values import PlanValues as SharesValues
from backend.ownership.values import ShareValues
from backend.terms.models import Offer
from backend.terms.services import SERVICES as OFFER_SERVICES
from backend.terms.services import offer_make
from backend.terms.values import TermsValues
from tests.backend.contracts import records
from tests.backend.terms import offers

from .deciding import CENTS, Deciding


class Talking(Deciding):
    """Terms, shares, commissions, contracts."""

    def offer(self) -> None:
        values = TermsValues(**offers.TERMS | {"price": self.draw(CENTS)})
        days = self.one([7, 7, 7, -1, 400])
        self.attempt(
            offer_make,
            actor=self.by("buyer", "office", "researcher"),
            deal_id=self.deal_id,
            values=values,
            answer_until=timezone.localdate() + timedelta(days=days),
        )

    def answer(self) -> None:
        found = Offer.objects.filter(deal_id=self.deal_id).order_by("-pk").first()
        if found is None:
            return self.offer()
        act = self.one(["accept", "accept", "decline", "withdraw"])
        more = {"note": self.one(["价格过高", ""])} if act == "decline" else {}
        self.attempt(
            OFFER_SERVICES[act], actor=self.by("buyer", "office"), offer_id=found.pk, **more
        )
        return None

    def move(self) -> None:
        self.attempt(
            MOVES[self.one(sorted(MOVES))],
            actor=self.by("buyer", "researcher", "broker"),
            deal_id=self.deal_id,
        )

    def promise(self) -> None:
        self.attempt(nda_agree, actor=self.by("buyer", "office"), deal_id=self.deal_id)

    def end(self) -> None:
        if self.draw(st.integers(0, 5)) == 0:
            reason = self.one(["terms", "other"])
            self.attempt(
                deal_end, actor=self.by("buyer", "office"), deal_id=self.deal_id, reason=reason
            )

    def share(self) -> None:
        own = self.one([Decimal(30), Decimal("29.99"), Decimal("33.33")])
        people = (
            ShareValues(kind="institution", person_id=None, percent=own),
            ShareValues(
                kind="inventor",
                person_id=self.market.researcher.pk,
                percent=Decimal(100) - own.quantize(Decimal(1)),
            ),
        )
        held = Shares.objects.filter(deal_id=self.deal_id).first()
        self.attempt(
            shares_propose,
            actor=self.by("office"),
            deal_id=self.deal_id,
            values=SharesValues(
                pricing="auction", price=None, currency="CNY", noticed_on=None, shares=people
            ),
            expected_revision=held.revision if held else None,
        )

    def agree_shares(self) -> None:
        held = Shares.objects.filter(deal_id=self.deal_id).first()
        if held is None:
            return self.share()
        self.attempt(
            plan_agree,
            actor=self.by("researcher"),
            plan_id=held.pk,
            expected_revision=held.revision,
        )
        return None

    def commission(self) -> None:
        values = CommissionValues(
            payer=self.one(["seller", "seller", "buyer"]),
            percent=self.one([Decimal("3.00"), Decimal("0.07"), Decimal(31)]),
        )
        self.attempt(
            commission_propose, actor=self.by("broker"), deal_id=self.deal_id, values=values
        )

    def agree_commission(self) -> None:
        found = Commission.objects.filter(deal_id=self.deal_id).order_by("-pk").first()
        if found is None:
            return self.commission()
        service = self.one([commission_agree, commission_agree, commission_decline])
        more = {"note": "过高"} if service is commission_decline else {}
        self.attempt(
            service,
            actor=self.by("office" if found.payer == "seller" else "buyer"),
            commission_id=found.pk,
            expected_revision=found.revision,
            **more,
        )
        return None

    def draft(self) -> None:
        values = replace(
            records.VALUES,
            amount=self.draw(CENTS),
            written=self.one(["paper", "paper", "paper", "here"]),
        )
        if values.written == "here":
            values = replace(values, signed_on=None)
        kind = self.one(["", "", "supplementary", "amendment", "termination"])
        self.attempt(
            contract_draft,
            actor=self.by("buyer", "office"),
            deal_id=self.deal_id,
            values=values,
            kind=kind,
        )

    def contract(self) -> None:
        found = Contract.objects.filter(deal_id=self.deal_id).order_by("-pk").first()
        if found is None or found.state not in Contract.OPEN:
            return self.draft()
        act = self.one(["confirm", "confirm", "confirm", "return", "withdraw", "revise", "reopen"])
        more: dict[str, Any] = {}
        if act in {"return", "reopen"}:
            more = {"note": self.one(["请改第三条", ""])}
        if act == "revise":
            more = {"values": contract_values_of(found)}
        self.attempt(
            contract_revise if act == "revise" else CONTRACT_SERVICES[act],
            actor=self.by("buyer", "office"),
            contract_id=found.pk,
            expected_revision=found.revision - self.one([0, 0, 0, 1]),
            **more,
        )
        return None
