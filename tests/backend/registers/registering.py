"""An alliance of the buyer's firm with the university, and who keeps the register."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from backend.registers.models import Registered
from backend.registers.services import registered_propose
from backend.registers.values import RegisteredValues
from tests.backend.pools.pooled import officer
from tests.factories import Market, actor


def values(market: Market, **changes: Any) -> RegisteredValues:
    """What the firm says of its alliance."""
    given: dict[str, Any] = {
        "unit_id": 0, "register": "alliance", "type": "strategic", "level": "municipal",
        "name": "散热材料联盟",
        "about": "共同攻关", "recognised_on": timezone.localdate(), "charter": "成果按投入共享",
        "member_ids": (market.university.pk,),
    }  # fmt: skip
    return RegisteredValues(**given | changes)


def proposed(market: Market, **changes: Any) -> Registered:
    """Handed in, where a science bureau keeps the register."""
    given = values(market, **{"unit_id": actor(officer()).organisation_id} | changes)
    return registered_propose(actor=actor(market.buyer), host_id=market.enterprise.pk, values=given)
