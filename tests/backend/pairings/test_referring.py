"""A broker puts a pairing to both sides; each answers as usual, and the talks have him with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.catalog.models import Listing
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.deals.models import Deal, DealDuty
from backend.pairings.models import Pairing
from backend.pairings.services import pairing_accept, pairing_refer
from notifications.models import NoticeRow
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("english")
def test_both_read_the_note_and_the_deal_gets_the_broker(
    market: Market, drain: Callable[[], int]
) -> None:
    pairing = pairs.pairing(market)
    note = "两家相距不远，样品可以先比对。"
    with refused(NotFound):
        pairing_refer(actor=actor(market.broker), pairing_id=pairing.pk, note=note)
    factories.assign_broker(pairing.need, market.buyer, market.broker)
    with refused(NotPermitted):
        pairing_refer(actor=actor(market.buyer), pairing_id=pairing.pk, note=note)
    with refused(ValidationError):
        pairing_refer(actor=actor(market.broker), pairing_id=pairing.pk, note=" ")
    client, place = browser(market.broker), reverse("pairing_refer", args=[pairing.pk])
    assert client.post(place, {"note": ""}).status_code == 422
    assert client.post(place, {"note": note}).status_code == 302
    with refused(WrongState):
        pairing_refer(actor=actor(market.broker), pairing_id=pairing.pk, note=note)
    drain()
    for person in (market.buyer, market.office, market.researcher):
        rows = NoticeRow.objects.filter(recipient=person.pk, kind="pairing_referred")
        assert rows.count() == 1
        page = browser(person).get(reverse("pairing", args=[pairing.pk])).content.decode()
        assert note in page
        assert "Broker of" in page
    Listing.objects.filter(pk=pairing.need_id).update(broker=None)
    for person in (market.buyer, market.office):
        revision = Pairing.objects.get(pk=pairing.pk).revision
        pairing_accept(actor=actor(person), pairing_id=pairing.pk, expected_revision=revision)
    brokers = Deal.objects.get().people.filter(duty=DealDuty.BROKER)
    assert [(p.user, p.organisation, p.introduced) for p in brokers] == [
        (market.broker, market.agency, True)
    ]
