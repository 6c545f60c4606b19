"""The need and the offer that the tests of the chain publish."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from backend.catalog.values import IndicatorValues
from backend.pairings.models import Pairing, Side
from tests import factories
from tests.factories import Market, NeedValues

Drain = Callable[[], int]


FILM = NeedValues(
    title="手机用高导热柔性散热膜",
    background="折叠屏弯折区散热膜易断裂，需要面内导热系数高的柔性石墨烯散热膜。",
    indicators=(
        IndicatorValues(name="面内导热系数", comparator=">=", value=Decimal(1200), unit="W/(m·K)"),
    ),
)


FILM_OFFER: dict[str, Any] = {
    "title": "面向移动终端的柔性石墨烯散热膜",
    "abstract": "柔性石墨烯散热膜，面内导热系数 1350 W/(m·K)，弯折 30 万次。",
    "indicators": (
        IndicatorValues(name="面内导热系数", comparator="=", value=Decimal(1350), unit="W/(m·K)"),
    ),
}


def film_need(market: Market, **values: Any):
    fields = {name: getattr(FILM, name) for name in ("title", "background", "indicators")}
    return factories.need(market.buyer, **fields | values)


def film_offer(market: Market, **values: Any):
    return factories.achievement(market.researcher, **FILM_OFFER | values)


def recommended(pairing: Pairing) -> set[Side]:
    """The sides in whose lists it stands."""
    return {side for side in Side if pairing.recommended_to(side)}
