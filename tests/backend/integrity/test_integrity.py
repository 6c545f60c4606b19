"""Breaches on record bar for a time and are objected to; draws are reckoned again by anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Duty
from backend.challenges.services import reviewer_add
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotPermitted, WrongState
from backend.integrity.drawing import value_written
from backend.integrity.models import Block, DrawnItem, Sanction
from backend.integrity.selectors import sanction_of
from backend.integrity.services import (
    DRAW_SERVICES,
    SERVICES,
    draw_announce,
    finding_publish,
    sanction_record,
)
from backend.programmes.services import support_apply
from backend.programmes.values import SupportValues
from notifications.models import NoticeRow
from tests import factories
from tests.backend.challenges import calling
from tests.backend.integrity import records
from tests.backend.pools.pooled import officer
from tests.backend.programmes import cases
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


def test_a_breach_is_objected_to_heard_by_another_and_ends(market: Market) -> None:
    first = officer()
    second = factories.member(
        first.memberships.get().organisation, Duty.REGIONAL_OFFICER, name="Second"
    )
    made = records.of_buyer(market, first)
    with refused(NotPermitted):
        SERVICES["object"](actor=actor(market.stranger), sanction_id=made.pk, note="x")
    SERVICES["object"](actor=actor(market.buyer), sanction_id=made.pk, note="检测机构出错")
    with refused(WrongState):
        SERVICES["object"](actor=actor(market.buyer), sanction_id=made.pk, note="x")
    with refused(NotPermitted):
        SERVICES["uphold"](actor=actor(first), sanction_id=made.pk, note="x")
    # Everybody reads who is barred, and nobody else the objection.
    page = Client().get(reverse("sanction", args=[made.pk])).content.decode()
    assert "伪造检测报告" in page
    assert "检测机构出错" not in page
    assert "检测机构出错" in browser(second).get(f"/integrity/{made.pk}/").content.decode()
    SERVICES["uphold"](actor=actor(second), sanction_id=made.pk, note="原件核对无误")
    assert sanction_of(Block.CALLS, region="130900", organisation_id=market.enterprise.pk) == made
    SERVICES["lift"](actor=actor(first), sanction_id=made.pk, note="期满前整改")
    assert sanction_of(Block.CALLS, region="130900", organisation_id=market.enterprise.pk) is None
    deliver_all()
    kinds = NoticeRow.objects.filter(recipient=market.buyer.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["sanction_answered", "sanction_answered", "sanction_recorded"]


def test_who_acts_for_nobody_keeps_no_records(market: Market) -> None:
    """An operator without an organisation: there is no unit that the record would be of."""
    root = factories.user("Root", is_superuser=True)
    assert reverse("sanction_new") not in browser(root).get(reverse("sanctions")).content.decode()
    assert browser(root).get(reverse("sanction_new")).status_code == 403
    assert not Sanction.objects.exists()


def test_nobody_lifts_or_hears_what_is_about_oneself(market: Market) -> None:
    first = officer()
    unit = first.memberships.get().organisation
    second = factories.member(unit, Duty.REGIONAL_OFFICER, name="Second")
    own = sanction_record(actor=actor(second), values=records.breach(person_id=first.pk))
    firms = records.of_buyer(market, second)
    factories.join(first, market.enterprise, Duty.ENTERPRISE_MEMBER)
    who = replace(actor(first), organisation_id=unit.pk)
    for made in (own, firms):
        SERVICES["object"](actor=actor(first), sanction_id=made.pk, note="不实")
        for act in ("uphold", "lift"):
            with refused(NotPermitted):
                SERVICES[act](actor=who, sanction_id=made.pk, note="x")
        made.refresh_from_db()
        assert made.state == "objected"
        SERVICES["lift"](actor=actor(second), sanction_id=made.pk, note="查实无误")


def test_one_of_a_region_bars_from_what_that_region_posts_alone(market: Market) -> None:
    lead = officer()
    own = lead.memberships.get().organisation.region
    firm = market.enterprise.pk
    made = sanction_record(
        actor=actor(lead), values=records.breach(organisation_id=firm, scope=own)
    )
    for region, bars in ((own, made), (own[:4] + "25", made), ("110108", None), ("130000", None)):
        assert sanction_of(Block.CALLS, region=region, organisation_id=firm) == bars
    assert "沧州" in browser(None, "zh-hans").get(f"/integrity/{made.pk}/").content.decode()


def test_what_bars_from_nothing_is_not_public(market: Market) -> None:
    made = sanction_record(
        actor=actor(officer()), values=records.breach(person_id=market.researcher.pk, blocks=())
    )
    assert Client().get(reverse("sanction", args=[made.pk])).status_code == 404
    assert browser(market.researcher).get(f"/integrity/{made.pk}/").status_code == 200
    assert "伪造" in browser(market.researcher).get("/desk/").content.decode()
    for wrong in (
        {"organisation_id": market.university.pk, "person_id": market.office.pk},
        {"organisation_id": market.university.pk, "blocks": ("sun",)},
        {"organisation_id": market.university.pk, "scope": "110000"},
        {"organisation_id": market.university.pk, "ends_on": records.TODAY - timedelta(days=1)},
    ):
        with refused(ValidationError):
            sanction_record(actor=actor(officer()), values=records.breach(**wrong))
    assert Sanction.objects.count() == 1


def test_it_bars_from_reviews_and_support(market: Market) -> None:
    lead = officer()
    reviewer = factories.member(factories.organisation("university"), Duty.RESEARCHER)
    sanction_record(actor=actor(lead), values=records.breach(person_id=reviewer.pk))
    bureau = calling.office(0)
    call, _codes = calling.posted(bureau)
    with refused(ValidationError, "伪造"):
        reviewer_add(actor=actor(bureau.runner), call_id=call.pk, email=reviewer.email)
    made = cases.opened(cases.officer(), "transfer-after")
    contract = cases.contract(market)
    records.of_buyer(market, lead)
    with refused(WrongState, "伪造"):
        support_apply(
            actor=actor(market.buyer), applicant_id=market.enterprise.pk, programme_id=made.pk,
            values=SupportValues(
                base=1000, contract_id=contract.pk, papers={"payment": cases.pdf()}
            ),
        )  # fmt: skip


def test_the_spelling_of_a_value_decides_nothing() -> None:
    spelt = ("03 07 12", "03,07,12", "030712", " ０３　０７　１２。", "红球 03、07、12")
    assert {value_written(text) for text in spelt} == {"030712"}


def test_a_draw_is_reckoned_again_by_whoever_has_the_lists_and_the_value(market: Market) -> None:
    lead = officer()
    made = records.announced(market, lead)
    type(made).objects.filter(pk=made.pk).update(value_on=records.TODAY + timedelta(days=1))
    with refused(WrongState):
        DRAW_SERVICES["make"](actor=actor(lead), draw_id=made.pk, value="01 02 03")
    type(made).objects.filter(pk=made.pk).update(value_on=records.TODAY)
    # The outcome can be reckoned now: who does not like it does not call it off.
    with refused(WrongState):
        DRAW_SERVICES["cancel"](actor=actor(lead), draw_id=made.pk, note="x")
    for wordless in ("一二三", " ", "1 2 3", "1234567"):
        with refused(ValidationError):
            DRAW_SERVICES["make"](actor=actor(lead), draw_id=made.pk, value=wordless)
    client = browser(lead)
    answer = client.post(
        reverse("draw_act", args=[made.pk, "make"]), {"revision": 1, "value": " 01, ０２  03 "}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    by_hand = sorted(
        records.ITEMS.splitlines(), key=lambda line: sha256(f"010203:{line}".encode()).hexdigest()
    )
    drawn = list(DrawnItem.objects.filter(draw=made))
    assert [row.item for row in drawn] == by_hand[:4]
    for row in drawn:
        own = row.item.split("|")[1]
        assert len(row.inspectors) == 2
        assert all(not line.endswith(own) for line in row.inspectors)
    with refused(WrongState):
        DRAW_SERVICES["make"](actor=actor(lead), draw_id=made.pk, value="999999")
    finding_publish(actor=actor(lead), draw_id=made.pk, item_id=drawn[0].pk, finding="合格")
    with refused(WrongState):
        finding_publish(actor=actor(lead), draw_id=made.pk, item_id=drawn[0].pk, finding="x")
    page = Client().get(reverse("draw", args=[made.pk])).content.decode()
    assert "合格" in page
    assert "010203" in page
    for wrong in ({"value_on": records.TODAY}, {"pick": 9}, {"each": 5}):
        with refused(ValidationError):
            draw_announce(
                actor=actor(lead), unit_id=actor(lead).organisation_id or 0,
                values=records.lists(**wrong),
            )  # fmt: skip
