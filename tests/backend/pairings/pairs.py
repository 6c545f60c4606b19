"""Pairings for tests, stored as the matcher's results are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from backend.accounts.models import User
from backend.catalog.documents import texts_of
from backend.catalog.models import Disclosure, Listing
from backend.catalog.values import IndicatorValues
from backend.deals.models import Deal
from backend.pairings.models import Fit, Pairing, Side
from backend.pairings.services import Proposal, pairing_accept, pairings_propose
from matching.facade import content_hash
from tests import factories
from tests.factories import Market, actor

SECRET = "褶皱预置角为七度"  # stands in the details of the achievement alone
NEED = {
    "summary": "希望得到面内导热系数不低于 1200 W/(m·K)、可弯折 20 万次的散热膜。",
    "background": "转轴处石墨片五万次后开裂。",
    "trl": 6,
    "modes": ("licence",),
    "budget_max": Decimal(5_000_000),
    "indicators": (
        IndicatorValues(name="导热系数", comparator=">=", value=Decimal(1200), unit="W/(m·K)"),
        IndicatorValues(name="厚度", comparator="<=", value=Decimal(60), unit="μm"),
        IndicatorValues(name="成本", comparator="<=", value=Decimal(120), unit="元/m²"),
    ),
}
ACHIEVEMENT = {
    "summary": "面内热导率 1350 W/(m·K) 的柔性膜，弯折 30 万次后保持 96%。",
    "innovation": f"{SECRET}，膜厚 0.05 mm。",
    "trl": 5,
    "modes": ("licence",),
    "price_mode": "fixed",
    "price": Decimal(4_000_000),
}


def span(side: str, listing: Listing, field: str, text: str) -> dict[str, Any]:
    """Where ``text`` stands, for the content as it is now."""
    texts = texts_of(listing)
    start = texts[field].index(text)
    return {
        "side": side,
        "field": field,
        "content_hash": content_hash(texts),
        "start": start,
        "end": start + len(text),
    }


def reason(code: str, contribution: float, params: Any = None, spans: Any = ()) -> dict[str, Any]:
    """A stored reason."""
    return {
        "signal": code.split(".")[0],
        "code": code,
        "contribution": contribution,
        "params": params or {},
        "spans": list(spans),
    }


def check(wanted: IndicatorValues, verdict: str, **found: Any) -> dict[str, Any]:
    """A stored indicator check."""
    stored = {"reached": None, "reached_max": None, "reached_unit": "", "converted": None}
    return {
        "wanted": {
            "name": wanted.name,
            "comparator": wanted.comparator,
            "value": str(wanted.value),
            "value_max": None if wanted.value_max is None else str(wanted.value_max),
            "unit": wanted.unit,
        },
        "verdict": verdict,
        **stored,
        "gap": None,
        "span": None,
        "wanted_span": None,
        **found,
    }


def proposal(need: Listing, offer: Listing, **changes: Any) -> Proposal:
    """What the matcher would say of the two."""
    conductivity, thickness, cost = NEED["indicators"]
    fit: dict[str, Any] = {
        "score": 3.0,
        "probability": 0.9,
        "level": "strong",
        "reasons": [
            reason(
                "late.passages_agree",
                2.0,
                spans=[
                    span("need", need, "summary", "可弯折 20 万次"),
                    span("offer", offer, "innovation", SECRET),
                ],
            ),
            reason("lexical.shared_terms", 1.0, {"terms": ["散热膜", "褶皱"]}),
            reason("fields.price_within_budget", 0.5, {"budget": "5000000", "price": "4000000"}),
            reason("fields.trl_below", -0.5, {"wanted": 6, "reached": 5}),
        ],
        "indicators": [
            check(
                conductivity,
                "met",
                reached="1350",
                reached_unit="W/(m·K)",
                span=span("offer", offer, "summary", "面内热导率 1350 W/(m·K)"),
            ),
            check(
                thickness,
                "met",
                reached="0.05",
                reached_unit="mm",
                converted="50",
                span=span("offer", offer, "innovation", "膜厚 0.05 mm"),
            ),
            check(cost, "absent"),
        ],
    }
    whole = Fit(**fit | changes)
    return Proposal(
        need_id=need.pk,
        offer_id=offer.pk,
        release="null/linear",
        whole=whole,
        fits={
            Side.OFFER if listing.type.seeks else Side.NEED: _without_details(whole, listing)
            for listing in (need, offer)
            if listing.disclosure == Disclosure.CONFIDENTIAL
        },
    )


def _without_details(fit: Fit, listing: Listing) -> Fit:
    """What the matcher finds where it reads the summary of one listing alone."""
    side = "need" if listing.type.seeks else "offer"
    texts = texts_of(listing, public_only=True)

    def seen(found: Any) -> bool:
        return found is not None and (found["side"] != side or found["field"] in texts)

    def kept(found: Any) -> Any:
        return found if found["side"] != side else found | {"content_hash": content_hash(texts)}

    reasons = [
        row | {"spans": [kept(one) for one in row["spans"] if seen(one)]} for row in fit.reasons
    ]
    checks = [] if side == "need" else fit.indicators
    indicators = [
        row | {"span": kept(row["span"])}
        if seen(row["span"])
        else row | {"verdict": "absent", "reached": None, "converted": None, "span": None}
        for row in checks
    ]
    return replace(fit, reasons=reasons, indicators=indicators)


def need(by: User, **values: Any) -> Listing:
    """A published need with details."""
    return Listing.objects.get(pk=factories.need(by, **NEED | values).pk)


def achievement(by: User, **values: Any) -> Listing:
    """A published achievement with details."""
    return Listing.objects.get(pk=factories.achievement(by, **ACHIEVEMENT | values).pk)


def pairing(
    market: Market, *, need_disclosure: str = "public", offer_disclosure: str = "public"
) -> Pairing:
    """A proposed pairing of the market's enterprise and researcher."""
    wanted = need(market.buyer, disclosure=need_disclosure)
    offered = achievement(market.researcher, disclosure=offer_disclosure)
    found = pairings_propose(
        listing_id=wanted.pk, proposals=[proposal(wanted, offered)], keep=20, notify_best=1
    )
    return Pairing.objects.get(pk=found[0])


def deal(market: Market, **disclosures: str) -> Deal:
    """A deal: both sides accepted."""
    found = pairing(market, **disclosures)
    pairing_accept(actor=actor(market.buyer), pairing_id=found.pk, expected_revision=1)
    pairing_accept(actor=actor(market.office), pairing_id=found.pk, expected_revision=2)
    return Deal.objects.get(origin_id=found.pk)
