"""Rights of inventors, shares of revenue, evaluations, and the office's report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from backend.accounts.models import Duty, MembershipDuty
from backend.contracts.models import Contract
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.ownership import services
from backend.ownership.models import Grant, Plan
from backend.ownership.selectors import grant_standing, plan_found
from backend.ownership.values import ShareValues
from notifications.models import NoticeRow
from tests import factories
from tests.backend.contracts import records
from tests.backend.ownership import rights
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


def test_inventors_apply_and_the_office_grants(market: Market, drain: Callable[[], int]) -> None:
    listing = pairs.achievement(market.researcher)
    grant = services.grant_apply(
        actor=actor(market.researcher), listing_id=listing.pk, values=rights.RIGHT
    )
    drain()
    told = NoticeRow.objects.filter(kind="grant_applied").values_list("recipient", flat=True)
    assert list(told) == [market.office.pk]
    assert grant_standing(listing.pk) is None
    for person in (market.researcher, market.buyer, market.operator):
        with pytest.raises((NotPermitted, NotFound)):
            services.grant_give(actor=actor(person), grant_id=grant.pk, expected_revision=1)
    with pytest.raises(WrongState):
        services.grant_apply(
            actor=actor(market.researcher), listing_id=listing.pk, values=rights.RIGHT
        )
    services.grant_give(actor=actor(market.office), grant_id=grant.pk, expected_revision=1)
    assert grant_standing(listing.pk) == grant
    page = Client(headers={"accept-language": "en"}).get(f"/ownership/of-listing/{listing.pk}/")
    assert "李慕白、赵晓" in page.content.decode()
    services.grant_end(
        actor=actor(market.office), grant_id=grant.pk, expected_revision=2, note="无进展"
    )
    assert grant_standing(listing.pk) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": None}, "ends_on"),
        ({"kind": "ownership"}, "share"),
        ({"kind": "ownership", "share": Decimal(101)}, "share"),
        ({"ends_on": rights.TODAY - timedelta(days=1)}, "ends_on"),
        ({"reasons": ""}, "reasons"),
    ],
)
def test_wrong_applications_are_refused_by_field(
    market: Market, changes: dict[str, object], field: str
) -> None:
    listing = pairs.achievement(market.researcher)
    with pytest.raises(ValidationError) as refused:
        services.grant_apply(
            actor=actor(market.researcher),
            listing_id=listing.pk,
            values=replace(rights.RIGHT, **changes),  # type: ignore[arg-type]
        )
    assert field in refused.value.message_dict
    assert not Grant.objects.exists()


def test_shares_sum_to_exactly_a_hundred(market: Market) -> None:
    deal = pairs.deal(market)
    for institution, inventor in (("30", "69.99"), ("30", "70.01"), ("100", "-1")):
        with pytest.raises(ValidationError) as refused:
            rights.propose(market, deal, rights.shares(market, institution, inventor))
        assert "shares" in refused.value.message_dict
    stranger = ShareValues(kind="inventor", person_id=market.stranger.pk, percent=Decimal(70))
    with pytest.raises(ValidationError):
        rights.propose(
            market,
            deal,
            replace(rights.shares(market), shares=(rights.shares(market).shares[0], stranger)),
        )
    assert not Plan.objects.exists()


def test_all_whom_it_names_agree_before_signing(market: Market, drain: Callable[[], int]) -> None:
    contract = records.drafted(market)
    plan = rights.propose(market, contract.deal, rights.shares(market))
    drain()
    told = NoticeRow.objects.filter(kind="shares_proposed").values_list("recipient", flat=True)
    assert list(told) == [market.researcher.pk]
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    with pytest.raises((NotPermitted, NotFound)):
        services.plan_agree(actor=actor(market.buyer), plan_id=plan.pk, expected_revision=1)
    with pytest.raises(NotFound):
        plan_found(actor(market.buyer), plan.pk)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    plan.refresh_from_db()
    assert plan.state == Plan.State.AGREED
    # A change is agreed to anew.
    plan = rights.propose(market, contract.deal, rights.shares(market, "40", "60"), plan.revision)
    assert plan.state == Plan.State.PROPOSED
    with pytest.raises(WrongState):
        services.plan_agree(actor=actor(market.researcher), plan_id=plan.pk, expected_revision=1)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    records.confirm(market, contract)
    with pytest.raises(WrongState):
        rights.propose(market, contract.deal, rights.shares(market), plan.revision)


def test_a_negotiated_price_is_made_public_first(market: Market) -> None:
    contract = records.drafted(market)
    negotiated = replace(
        rights.shares(market),
        pricing="negotiated",
        price=Decimal(1_250_000),
        noticed_on=rights.TODAY,
    )
    for field in ("price", "noticed_on"):
        with pytest.raises(ValidationError) as refused:
            rights.propose(market, contract.deal, replace(negotiated, **{field: None}))  # type: ignore[arg-type]
        assert list(refused.value.message_dict) == [field]
    plan = rights.propose(market, contract.deal, negotiated)
    services.plan_agree(
        actor=actor(market.researcher), plan_id=plan.pk, expected_revision=plan.revision
    )
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    Plan.objects.filter(pk=plan.pk).update(noticed_on=rights.TODAY - timedelta(days=15))
    records.confirm(market, contract)
    assert Contract.objects.get(pk=contract.pk).state == Contract.State.SIGNED


def test_nobody_in_the_office_decides_on_ones_own_application(market: Market) -> None:
    office = market.office.memberships.get()
    MembershipDuty.objects.create(membership=office, duty=Duty.RESEARCHER)
    second = factories.member(market.university, Duty.UNIVERSITY_OFFICE)
    listing = pairs.achievement(market.office)
    grant = services.grant_apply(
        actor=actor(market.office), listing_id=listing.pk, values=rights.RIGHT
    )
    with refused(NotPermitted):
        services.grant_give(actor=actor(market.office), grant_id=grant.pk, expected_revision=1)
    assert grant_standing(listing.pk) is None
    services.grant_give(actor=actor(second), grant_id=grant.pk, expected_revision=1)
    assert grant_standing(listing.pk) == grant


def test_a_granted_right_asks_for_shares(market: Market) -> None:
    contract = records.drafted(market)
    assert contract.offer_id is not None
    grant = services.grant_apply(
        actor=actor(market.researcher), listing_id=contract.offer_id, values=rights.RIGHT
    )
    services.grant_give(actor=actor(market.office), grant_id=grant.pk, expected_revision=1)
    with pytest.raises(WrongState):
        records.confirm(market, contract)
    assert Contract.objects.get(pk=contract.pk).state == Contract.State.PROPOSED


def test_pages_of_rights_and_shares(market: Market) -> None:
    deal = pairs.deal(market)
    office, researcher = browser(market.office), browser(market.researcher)
    apply = f"/ownership/of-listing/{deal.offer_id}/apply/"
    form = {
        "kind": "ownership", "share": "70", "inventors": "李", "starts_on": rights.TODAY.isoformat(),
        "ends_on": "", "reasons": "转化", "conditions": "",
    }  # fmt: skip
    assert researcher.post(apply, form | {"share": ""}).status_code == 422
    assert researcher.post(apply, form).status_code == 302
    grant = Grant.objects.get()
    assert "Rights and shares" in office.get("/desk/").content.decode()
    assert "Grant" in office.get(f"/ownership/grants/{grant.pk}/").content.decode()
    given = office.post(f"/ownership/grants/{grant.pk}/give/", {"revision": 1})
    assert given.status_code == 302
    page = office.get(f"/deals/{deal.pk}/").content.decode()
    assert "Propose shares" in page
    plan = {
        "pricing": "auction", "price": "", "currency": "CNY", "noticed_on": "",
        "share_institution": "30", f"share_{market.researcher.pk}": "69.99",
    }  # fmt: skip
    asked = office.get(f"/ownership/of-deal/{deal.pk}/").content.decode()
    assert f"share_{market.researcher.pk}" in asked
    assert f"share_{market.office.pk}" not in asked
    refused = office.post(f"/ownership/of-deal/{deal.pk}/", plan)
    assert refused.status_code == 422
    assert "99.99" in refused.content.decode()
    plan[f"share_{market.researcher.pk}"] = "70"
    assert office.post(f"/ownership/of-deal/{deal.pk}/", plan).status_code == 302
    made = Plan.objects.get()
    assert "Agree" in researcher.get(f"/ownership/shares/{made.pk}/").content.decode()
    agreed = researcher.post(f"/ownership/shares/{made.pk}/agree/", {"revision": made.revision})
    assert agreed.status_code == 302
    made.refresh_from_db()
    assert made.state == Plan.State.AGREED
    assert browser(market.buyer).get(f"/ownership/shares/{made.pk}/").status_code == 404
    assert (
        "Shares of the revenue"
        not in browser(market.buyer).get(f"/deals/{deal.pk}/").content.decode()
    )
    evaluation = f"/ownership/of-listing/{deal.offer_id}/evaluation/"
    assert researcher.get(evaluation).status_code == 200
    form = {
        "body": "中心",
        "level": "other",
        "number": "",
        "evaluated_on": rights.TODAY.isoformat(),
    }
    assert researcher.post(evaluation, form).status_code == 302
