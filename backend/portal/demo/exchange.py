"""A demo partner market with a finished harvest and the common texts. Nothing outside is asked: the page
that it took is content of the demo."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.exchange.harvest.pages import Harvested, Page
from backend.exchange.models import Accord, Market, Run
from backend.exchange.services import (
    AccordValues,
    MarketValues,
    accord_accept,
    accord_publish,
    market_add,
)
from backend.exchange.services.taking import page_take

from .people import CONTENT

BY = "li.zhanqiao@tiqiao.example"


def exchange_seed() -> None:
    """Write the market, what came from it and the common texts. Safe to repeat."""
    if Market.objects.exists():
        return
    content = json.loads((CONTENT / "exchange.json").read_text("utf-8"))
    operator = actor_of(User.objects.get(email=BY))
    about = dict(content["market"])
    values = MarketValues(protocol="feed", address=about.pop("address"), site=about.pop("site"))
    market = market_add(actor=operator, values=values, **about)
    # Its address is nobody's: it is shown, and not asked again.
    Market.objects.filter(pk=market.pk).update(next_run_at=None)
    _harvested(market, content["listings"])
    contact = actor_of(market.contact, organisation_id=market.organisation_id)
    for row in content["accords"]:
        accord = accord_publish(actor=operator, values=AccordValues(**row))
        if accord.series != Accord.Series.SERVICES:
            accord_accept(actor=contact, accord_id=accord.pk, market_id=market.pk)


def _harvested(market: Market, listings: list[dict[str, Any]]) -> None:
    page = Page(tuple(_record(market, row) for row in listings), "", str(len(listings)))
    with transaction.atomic():
        run = Run.objects.create(market=market, pages=1, whole=True, mark=page.mark)
        page_take(run, market, page)
        run.state, run.ended_at = Run.State.FINISHED, timezone.now()
        run.save()


def _record(market: Market, row: dict[str, Any]) -> Harvested:
    home, number = market.market_id, row["number"]
    body = {
        "url": f"{market.site}listings/{number}/",
        "language": "zh",
        "industry": "",
        "region": "",
        "modes": [],
        "required_conditions": [],
        **row,
    }
    return Harvested(f"oai:{home}:{row['kind']}/{number}", home, kind=row["kind"], body=body)
