"""Rounds of recommendations and applications for tests."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import Duty, Membership, MembershipDuty, User
from backend.nominations.models import Nomination, Round
from backend.nominations.services import nomination_apply, round_open
from backend.nominations.values import NominationValues, RoundValues
from tests.factories import Market, actor

VALUES = NominationValues(title="散热膜", text="目标与路线", requested=Decimal(2_000_000))


def opened(officer: User, **changes: Any) -> Round:
    """A call of a provincial programme with a quota of one."""
    given: dict[str, Any] = {
        "programme": "省重点研发计划",
        "level": "provincial",
        "issuer": "省科技厅",
        "guide": "关键技术攻关",
        "closes_on": timezone.localdate() + timedelta(days=10),
        "quota": 1,
    }
    return round_open(actor=actor(officer), values=RoundValues(**given | changes))


def of_market(market: Market, *, buyer_is_officer: bool = True) -> Round:
    """A round that the market's enterprise runs, as if it were a bureau."""
    if buyer_is_officer:
        membership = Membership.objects.get(user=market.buyer)
        MembershipDuty.objects.create(membership=membership, duty=Duty.REGIONAL_OFFICER)
    return Round.objects.create(
        unit=market.enterprise, region="130900", programme="x", level="provincial", issuer="x",
        guide="x", closes_on=timezone.localdate(), quota=1, opened_by=market.buyer,
    )  # fmt: skip


def applied(market: Market, *, buyer_is_officer: bool = True) -> Nomination:
    """The university's application to it."""
    round_ = of_market(market, buyer_is_officer=buyer_is_officer)
    return nomination_apply(
        actor=actor(market.office), nomination_round_id=round_.pk, values=VALUES
    )
