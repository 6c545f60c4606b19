"""A catalogue of recommended technologies: proposed, judged, published on its day, never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Duty
from backend.catalog.models import Disclosure, Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.dispatcher import deliver_due
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.editions import services
from backend.editions.models import Edition
from backend.editions.services import EditionValues
from tests import factories
from tests.browsers import text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def officer(market: Market):
    office = factories.organisation("government", unit_kind="science")
    return factories.member(office, Duty.REGIONAL_OFFICER, name="Officer")


def opened(officer, **changes) -> Edition:
    values = {
        "year": 2026, "title": "2026年推荐目录", "about": "成熟可用。",
        "closes_on": TODAY(), "publish_on": TODAY(),
    } | changes  # fmt: skip
    return services.edition_open(actor=actor(officer), values=EditionValues(**values))


def test_from_proposal_to_the_printed_catalogue(market: Market, officer):
    edition = opened(officer)
    one = factories.achievement(market.researcher, title="石墨膜", technology_field="new_materials")
    two = factories.achievement(market.researcher, title="不成熟的膜")
    client = Client()
    client.force_login(market.researcher)
    sent = {"listing": one.pk, "reason": "三家企业在用"}
    assert client.post(reverse("edition_propose", args=[edition.pk]), sent).status_code == 302
    with refused(ValidationError):
        services.entry_propose(
            actor=actor(market.researcher), edition_id=edition.pk, listing_id=one.pk, reason="x"
        )
    with refused(NotPermitted):
        services.entry_propose(
            actor=actor(market.colleague), edition_id=edition.pk, listing_id=two.pk, reason="x"
        )
    picked = services.entry_propose(
        actor=actor(officer), edition_id=edition.pk, listing_id=two.pk, reason="备选"
    )
    services.subscriptions_set(actor=actor(market.buyer), fields=["new_materials"])
    services.subscriptions_set(actor=actor(market.stranger), fields=["aerospace"])

    with refused(NotPermitted):
        services.edition_close(actor=actor(market.office), edition_id=edition.pk)
    services.edition_close(actor=actor(officer), edition_id=edition.pk)
    with refused(WrongState):  # something is not judged
        services.edition_approve(actor=actor(officer), edition_id=edition.pk)
    entry = edition.entries.get(listing=one)
    services.entry_judge(actor=actor(officer), entry_id=entry.pk, accepted=True, verdict="")
    with refused(ValidationError):
        services.entry_judge(actor=actor(officer), entry_id=picked.pk, accepted=False, verdict="")
    services.entry_judge(actor=actor(officer), entry_id=picked.pk, accepted=False, verdict="不成熟")
    services.edition_approve(actor=actor(officer), edition_id=edition.pk)
    edition.refresh_from_db()
    assert edition.state == "published"
    assert len(edition.content_hash) == 64

    listing_withdraw(actor=actor(market.researcher), listing_id=one.pk)
    page = text(Client().get(reverse("edition", args=[edition.pk])))
    assert "石墨膜" in page
    assert "不成熟的膜" not in page
    pdf = Client().get(reverse("edition_file", args=[edition.pk, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    assert Client().get(reverse("edition_file", args=[edition.pk, "xlsx"])).status_code == 200
    deliver_due(queues=frozenset({"default"}))
    told = {
        person: text(_signed_in(person).get(reverse("inbox")))
        for person in (market.buyer, market.stranger)
    }
    assert edition.title in told[market.buyer]
    assert edition.title not in told[market.stranger]

    after = services.edition_amend(actor=actor(officer), edition_id=edition.pk)
    assert (after.version, after.entries.count()) == (2, 1)
    with refused(WrongState):
        services.edition_amend(actor=actor(officer), edition_id=edition.pk)
    with refused(WrongState):
        services.entry_judge(actor=actor(officer), entry_id=entry.pk, accepted=False, verdict="x")


def test_what_not_everybody_may_read_is_never_recommended(market: Market, officer):
    edition = opened(officer)
    hidden = factories.achievement(market.researcher, title="密级成果", disclosure="confidential")
    narrowed = factories.achievement(market.researcher, title="后来收起的成果")
    for person in (officer, market.researcher):
        with refused(ValidationError):
            services.entry_propose(
                actor=actor(person), edition_id=edition.pk, listing_id=hidden.pk, reason="x"
            )
    entry = services.entry_propose(
        actor=actor(officer), edition_id=edition.pk, listing_id=narrowed.pk, reason="x"
    )
    services.entry_judge(actor=actor(officer), entry_id=entry.pk, accepted=True, verdict="")
    services.edition_close(actor=actor(officer), edition_id=edition.pk)
    listing_revise(
        actor=actor(market.researcher),
        listing_id=narrowed.pk,
        expected_revision=Listing.objects.get(pk=narrowed.pk).revision,
        values=replace(values_of(narrowed), disclosure=Disclosure.CONFIDENTIAL),
    )
    services.edition_approve(actor=actor(officer), edition_id=edition.pk)
    page = Client().get(reverse("edition", args=[edition.pk]))
    assert page.status_code == 200
    assert "后来收起的成果" not in text(page)


def test_it_appears_on_its_day_and_not_before(market: Market, officer):
    later = opened(officer, publish_on=TODAY() + timedelta(days=3))
    listing = factories.achievement(market.researcher)
    entry = services.entry_propose(
        actor=actor(officer), edition_id=later.pk, listing_id=listing.pk, reason="x"
    )
    services.entry_judge(actor=actor(officer), entry_id=entry.pk, accepted=True, verdict="")
    services.edition_close(actor=actor(officer), edition_id=later.pk)
    services.edition_approve(actor=actor(officer), edition_id=later.pk)
    assert services.editions_publish_due() == 0
    assert Client().get(reverse("edition", args=[later.pk])).status_code == 404
    Edition.objects.update(publish_on=TODAY())
    assert services.editions_publish_due() == 1
    assert Client().get(reverse("edition", args=[later.pk])).status_code == 200
    with refused(ValidationError):
        opened(officer)  # the year has one
    with refused(NotPermitted):
        opened(market.buyer, year=2027)
    with refused(NotFound):
        services.entry_judge(actor=actor(officer), entry_id=10**6, accepted=True, verdict="")
    assert Edition.objects.count() == 1


def _signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client
