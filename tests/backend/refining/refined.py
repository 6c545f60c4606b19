"""Needs that are being refined, for tests."""

from __future__ import annotations

from typing import Any

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.models import Listing
from backend.refining.models import Proposal, Refinement
from backend.refining.services import proposal_make, refinement_ask, refinement_open
from tests import factories
from tests.factories import Market, actor


def bureau(name: str = "沧州市科技局") -> tuple[Organisation, User]:
    """An office of science and technology where the test's firms are, and its officer."""
    unit = factories.organisation(
        Organisation.Kind.GOVERNMENT, unit_kind="science", name=name, credit_code=None
    )
    return unit, factories.member(unit, Duty.REGIONAL_OFFICER, name="Officer")


def vague(market: Market, **values: Any) -> Listing:
    """A need of which little is said."""
    return factories.need(market.buyer, **{"title": "散热不好", "publish": False} | values)


def asked(market: Market) -> Refinement:
    """The broker would refine a need of the enterprise."""
    need = factories.need(market.buyer)
    return refinement_ask(actor=actor(market.broker), listing_id=need.pk, words="缺少指标")


def opened(market: Market, **values: Any) -> Refinement:
    """The enterprise opened a need that is not published to the broker."""
    need = vague(market, **values)
    return refinement_open(
        actor=actor(market.buyer), listing_id=need.pk, broker_id=market.broker.pk
    )


def proposed(market: Market, **given: Any) -> Proposal:
    """The broker proposes another title."""
    refinement = opened(market)
    values = {"field": "title", "words": "说清楚用在哪里", "wording": "手机用高导热散热膜"}
    return proposal_make(actor=actor(market.broker), refinement_id=refinement.pk, **values | given)
