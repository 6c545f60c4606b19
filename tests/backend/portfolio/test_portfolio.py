"""Achievements deeply: the office's approval, rights, team, evidence, renewal, the portfolio."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Duty, Organisation
from backend.catalog.models import Listing
from backend.catalog.services import (
    listing_publish,
    listing_return,
    listing_submit,
    listings_expire,
)
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted
from backend.portfolio import services
from backend.portfolio.jobs import portfolio_remind
from backend.portfolio.models import IpItem, TeamMember
from backend.portfolio.numbers import expiry_of, number_cleaned
from notifications.models import NoticeRow
from tests import factories
from tests.browsers import text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
RIGHT = {
    "kind": "invention",
    "number": "201710123456.0",
    "title": "",
    "status": "granted",
    "holder": "某大学",
    "filed_on": date(2017, 2, 20),
    "expires_on": None,
}


def _client(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_the_office_decides_before_a_researchers_achievement_is_published(market: Market) -> None:
    services.approval_rule_set(
        actor=actor(market.office), organisation_id=market.university.pk, approves=True
    )
    film = factories.achievement(market.researcher, publish=False)
    with refused(NotPermitted):
        listing_publish(actor=actor(market.researcher), listing_id=film.pk)
    # The form's own button asks the office.
    shown = text(_client(market.researcher).get(reverse("listing_edit", args=[film.pk])))
    assert "提交" in shown
    listing_submit(actor=actor(market.researcher), listing_id=film.pk)
    assert film.title in text(_client(market.office).get(reverse("desk")))
    with refused(NotPermitted):
        listing_return(actor=actor(market.researcher), listing_id=film.pk, note="不行")
    listing_return(actor=actor(market.office), listing_id=film.pk, note="请补充专利号")
    deliver_all()
    page = text(_client(market.researcher).get(reverse("listing", args=[film.pk])))
    assert "请补充专利号" in page
    listing_submit(actor=actor(market.researcher), listing_id=film.pk)
    listing_publish(actor=actor(market.office), listing_id=film.pk)
    deliver_all()
    told = NoticeRow.objects.filter(recipient=market.researcher.pk)
    assert {"listing_returned", "listing_approved"} <= set(told.values_list("kind", flat=True))


def test_who_is_office_and_researcher_is_approved_by_another(market: Market) -> None:
    Organisation.objects.filter(pk=market.university.pk).update(approves_listings=True)
    both = factories.member(market.university, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE, name="双岗")
    film = factories.achievement(both, publish=False)
    with refused(NotPermitted):
        listing_publish(actor=actor(both), listing_id=film.pk)
    listing_submit(actor=actor(both), listing_id=film.pk)
    with refused(NotPermitted):
        listing_publish(actor=actor(both), listing_id=film.pk)
    listing_publish(actor=actor(market.office), listing_id=film.pk)
    with refused(NotPermitted):
        services.approval_rule_set(
            actor=actor(market.researcher), organisation_id=market.university.pk, approves=False
        )
    # Who lists himself does not do away with the second pair of eyes; the office's others are told.
    with refused(NotPermitted):
        services.approval_rule_set(
            actor=actor(both), organisation_id=market.university.pk, approves=False
        )
    services.approval_rule_set(
        actor=actor(market.office), organisation_id=market.university.pk, approves=False
    )
    deliver_all()
    told = NoticeRow.objects.filter(kind="approval_rule_set")
    assert [row.recipient for row in told] == [both.pk]


@pytest.mark.parametrize(
    ("kind", "number", "clean"),
    [
        ("invention", "zl 2017 1 0123456 . 0", "ZL201710123456.0"),
        ("invention", "CN107234567B", "CN107234567B"),
        ("software", "2024SR0123456", "2024SR0123456"),
        ("other", "GB/T 12345-2020", "GB/T12345-2020"),
    ],
)
def test_numbers_are_written_in_one_way(kind: str, number: str, clean: str) -> None:
    assert number_cleaned(kind, number) == clean


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("invention", "ZL201710123456.1"),  # the check digit
        ("utility", "ZL201710123456.0"),  # another kind
        ("invention", "12345"),
        ("software", "软著第1号"),
    ],
)
def test_a_slip_in_a_number_is_told(kind: str, number: str) -> None:
    with pytest.raises(ValidationError):
        number_cleaned(kind, number)


def test_designs_hold_longer_since_the_law_changed() -> None:
    assert expiry_of("design", date(2020, 2, 29)) == date(2030, 2, 28)
    assert expiry_of("design", date(2021, 6, 1)) == date(2036, 6, 1)
    assert expiry_of("other", date(2021, 6, 1)) is None


def test_rights_team_and_evidence_are_kept(market: Market) -> None:
    film = factories.achievement(market.researcher, disclosure="registered")
    own = _client(market.researcher)
    form = RIGHT | {"filed_on": "2017-02-20", "expires_on": ""}
    own.post(reverse("backing_part", args=[film.pk, "rights"]), form)
    right = IpItem.objects.get()
    assert (right.number, right.expires_on) == ("ZL201710123456.0", date(2037, 2, 20))
    wrong = own.post(
        reverse("backing_part", args=[film.pk, "rights"]), form | {"number": "ZL201710123456.9"}
    )
    assert wrong.status_code == 422
    lead = {"name": "李慕白", "institution": "", "role": "lead", "share": Decimal(70)}
    keep = services.backing_keep
    who = actor(market.researcher)
    keep(actor=who, listing_id=film.pk, part="team", values=lead)
    with refused(ValidationError, "share"):
        keep(actor=who, listing_id=film.pk, part="team", values=lead | {"share": Decimal(31)})
    keep(actor=who, listing_id=film.pk, part="team", values=lead | {"share": Decimal(30)})
    for person in (market.colleague, market.buyer):
        with refused(NotPermitted):
            keep(actor=actor(person), listing_id=film.pk, part="team", values=lead)
    page = reverse("listing", args=[film.pk])
    assert "70%" in text(own.get(page))
    shown = text(_client(market.buyer).get(page))
    assert "ZL201710123456.0" in shown
    assert "李慕白" in shown
    assert "70%" not in shown  # shares are the organisation's own
    assert "ZL201710123456.0" not in text(Client().get(page))  # of the details tier
    services.backing_remove(
        actor=who, listing_id=film.pk, part="team", row_id=TeamMember.objects.first().pk
    )  # type: ignore[union-attr]
    assert TeamMember.objects.count() == 1
    need = factories.need(market.buyer)
    with refused(NotFound):
        keep(actor=actor(market.buyer), listing_id=need.pk, part="team", values=lead)


def test_what_ends_is_reminded_of_once_renewed_or_leaves(market: Market) -> None:
    soon = timezone.localdate() + timedelta(days=10)
    film = factories.achievement(market.researcher, valid_until=soon, school="材料学院")
    filed = soon.replace(year=soon.year - 20)
    values = RIGHT | {"expires_on": soon, "filed_on": filed}
    services.backing_keep(
        actor=actor(market.researcher), listing_id=film.pk, part="rights", values=values
    )
    assert portfolio_remind() == 4  # both to researcher and office
    assert portfolio_remind() == 0
    office = _client(market.office)
    portfolio = text(office.get(reverse("portfolio")))
    assert "材料学院" in portfolio
    assert "ZL201710123456.0" in portfolio
    office.post(reverse("achievement_renew", args=[film.pk]), {"revision": film.revision})
    film = Listing.objects.get(pk=film.pk)
    assert film.details.valid_until == soon + timedelta(days=365)  # type: ignore[attr-defined]
    type(film.details).objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert listings_expire() == 1
    film.refresh_from_db()
    assert (film.status, film.closing_reason) == ("closed", "expired")
    assert _client(market.researcher).get(reverse("portfolio")).status_code == 403
