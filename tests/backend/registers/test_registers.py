"""Registers: an alliance from its host's word to the published list, and what is refused."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Membership
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.registers.models import RegisterList
from backend.registers.services import (
    SERVICES,
    list_publish,
    member_agree,
    need_join,
    year_state,
)
from notifications.models import NoticeRow
from tests import factories
from tests.backend.pools.pooled import officer
from tests.backend.registers import registering
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


def test_an_alliance_is_registered_agreed_to_and_published(market: Market) -> None:
    made = registering.proposed(market)
    lead = Membership.objects.get(organisation=made.unit).user
    address = reverse("registered", args=[made.pk])
    assert Client().get(address).status_code == 404
    assert browser(market.office).get(address).status_code == 200
    with refused(NotFound):
        SERVICES["register"](actor=actor(market.stranger), registered_id=made.pk)
    with refused(NotPermitted):
        SERVICES["register"](actor=actor(market.buyer), registered_id=made.pk)
    SERVICES["register"](actor=actor(lead), registered_id=made.pk)
    need = factories.need(market.buyer)
    theirs = factories.need(market.stranger)
    with refused(NotPermitted):
        need_join(actor=actor(market.stranger), registered_id=made.pk, listing_id=theirs.pk)
    with refused(NotPermitted):
        member_agree(
            actor=actor(market.researcher), registered_id=made.pk,
            organisation_id=market.university.pk,
        )  # fmt: skip
    assert browser(market.office).post(f"{address}agree/").status_code == 302
    assert browser(market.buyer).post(f"{address}need/", {"need": need.pk}).status_code == 302
    figures = {"joint_projects": Decimal(2), "joint_spending": Decimal(80)}
    with refused(ValidationError):
        year_state(actor=actor(market.buyer), registered_id=made.pk, year=2026, figures=figures)
    sent = browser(market.buyer).post(
        f"{address}year/", {"year": made.recognised_on.year, **figures, "standards": "1"}
    )
    assert sent.status_code == 302
    page = Client().get(address).content.decode()
    assert need.title in page
    assert "成果按投入共享" in page
    listed = list_publish(actor=actor(lead), unit_id=made.unit_id, register="alliance")
    SERVICES["remove"](actor=actor(lead), registered_id=made.pk, note="解散")
    # A published list stays as it was.
    assert made.name in Client().get(reverse("register_list", args=[listed.pk])).content.decode()
    book = Client().get(reverse("register_list", args=[listed.pk]), {"format": "xlsx"})
    assert book.content[:2] == b"PK"
    with refused(WrongState):
        list_publish(actor=actor(lead), unit_id=made.unit_id, register="alliance")
    assert RegisterList.objects.count() == 1
    assert made.name not in Client().get("/registers/?register=alliance").content.decode()
    deliver_all()
    told = set(NoticeRow.objects.values_list("recipient", "kind"))
    assert (market.office.pk, "registered_member_named") in told
    assert (market.buyer.pk, "registered_moved") in told


def test_what_is_wrong_is_named(market: Market) -> None:
    for changes, field in (
        ({"unit_id": actor(officer("110000")).organisation_id}, "unit"),
        ({"register": "sun"}, "register"),
        ({"type": "incubator"}, "type"),
        ({"charter": " "}, "charter"),
        ({"member_ids": ()}, "members"),
    ):
        with refused(ValidationError) as found:
            registering.proposed(market, **changes)
        assert list(found.value.message_dict) == [field]
    answer = browser(market.buyer).post(
        "/registers/new/alliance/", {"name": "x", "members": "没有的大学"}
    )
    assert answer.status_code == 422
    assert "没有的大学" in answer.content.decode()
