"""A panel sits: complete only with a verdict of each kind, its list dated and never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from backend.catalog.models import Disclosure, Listing
from backend.catalog.selectors import listing_visible_to
from backend.catalog.services import listing_revise
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.panel.models import Sitting, Verdict
from backend.panel.selectors import rows_for
from backend.panel.services import member_appoint, sitting_close, verdict_give
from backend.refining.models import Help, Refinement
from notifications.models import NoticeRow
from tests import factories
from tests.backend.panel import panels
from tests.backend.refining import refined
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused


def test_a_sitting_draws_up_a_list_once_each_kind_has_judged(
    market: Market, drain: Callable[[], int]
) -> None:
    needs = [factories.need(market.buyer, title=title) for title in ("甲", "乙", "丙", "丁")]
    sat, items = panels.open_sitting(*needs)
    sat.judge(items[0], "scientist", "entrepreneur")
    sat.decide(items[0], "bidding")
    with refused(WrongState):
        sitting_close(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    assert Sitting.objects.get().number == ""
    with refused(ValidationError):
        sat.decide(items[1], "reject")
    with refused(ValidationError):
        sat.decide(items[1], "merge", merged_with_id=items[1].listing_id)
    for item in items:
        sat.judge(item)
    sat.decide(items[1], "merge", merged_with_id=items[0].listing_id)
    sat.decide(items[2], "refine", note="请补充指标")
    sat.decide(items[3], "reject", note="不是技术问题")
    sitting_close(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    sitting = Sitting.objects.get()
    assert sitting.number.startswith("XQ-")
    assert [row["decision"] for row in sitting.rows] == ["bidding", "merge", "refine", "reject"]
    assert Help.objects.filter(kind="panel").count() == 4
    asked = Refinement.objects.get()
    assert (asked.listing_id, asked.state, asked.helpers.count()) == (needs[2].pk, "asked", 4)
    rejected = Listing.objects.get(pk=needs[3].pk)
    assert (rejected.status, rejected.closing_note) == ("closed", "不是技术问题")
    drain()
    assert NoticeRow.objects.filter(kind="need_decided_by_panel").count() == 4
    with refused(WrongState):
        sat.decide(items[0], "publish")
    # The list stays as it was, whatever becomes of the needs.
    Listing.objects.filter(pk=needs[0].pk).update(title="改名")
    where = reverse("need_list", args=[sitting.pk])
    public = text(browser(None).get(where))
    assert "甲" in public
    assert "不是技术问题" not in public
    assert "不是技术问题" in text(browser(market.buyer).get(where))
    book = browser(market.buyer).get(reverse("need_list_xlsx", args=[sitting.pk]))
    sheet = load_workbook(BytesIO(book.content)).active
    assert sheet.max_row == 5
    paper = browser(market.buyer).get(reverse("need_list_pdf", args=[sitting.pk]))
    assert paper.content.startswith(b"%PDF")


def test_a_hidden_need_that_another_was_merged_with_is_named_to_whom_may_know_of_it(
    market: Market,
) -> None:
    hidden = factories.need(market.buyer, title="秘而不宣")
    shown = factories.need(market.buyer, title="人人可见")
    sat, (_, second) = panels.open_sitting(hidden, shown)
    for item in sat.sitting.items.all():
        sat.judge(item)
        sat.decide(item, "publish")
    sat.decide(second, "merge", merged_with_id=hidden.pk)
    sitting_close(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    listing_revise(
        actor=actor(market.buyer),
        listing_id=hidden.pk,
        expected_revision=Listing.objects.get(pk=hidden.pk).revision,
        values=replace(values_of(hidden), disclosure=Disclosure.CONFIDENTIAL),
    )
    where = reverse("need_list", args=[sat.sitting.pk])
    for who, told in ((None, False), (market.buyer, True)):
        page = text(browser(who).get(where))
        assert "人人可见" in page
        assert ("秘而不宣" in page) is told
        assert ("秘而不宣" in str(rows_for(actor(who), Sitting.objects.get()))) is told


def test_nobody_judges_without_a_seat_or_his_own_need(market: Market) -> None:
    need = factories.need(market.buyer)
    sat, (item,) = panels.open_sitting(need)
    member_appoint(
        actor=actor(sat.officer),
        panel_id=sat.panel.pk,
        email=market.buyer.email,
        kind="entrepreneur",
    )
    before = Event.objects.count()
    for who in (market.stranger, market.buyer, sat.officer):
        with refused((NotFound, NotPermitted)):
            verdict_give(
                actor=actor(who), sitting_id=sat.sitting.pk, item_id=item.pk, level="for", words="x"
            )
    with refused(ValidationError):
        verdict_give(
            actor=actor(sat.members["investor"]),
            sitting_id=sat.sitting.pk,
            item_id=item.pk,
            level="perhaps",
            words="",
        )
    assert (Event.objects.count(), Verdict.objects.count()) == (before, 0)
    for address, kind in (("nobody@example.org", "scientist"), (market.buyer.email, "investor")):
        with refused(ValidationError):
            member_appoint(
                actor=actor(sat.officer), panel_id=sat.panel.pk, email=address, kind=kind
            )


def test_a_hidden_need_comes_on_the_agenda_only_where_its_owner_asked_the_office(
    market: Market,
) -> None:
    hidden = factories.need(market.buyer, disclosure="confidential", background="秘方")
    sat = panels.planned()
    with refused(ValidationError):
        sat.add(hidden)
    browser(market.buyer).post(
        reverse("refinement_begin", args=[hidden.pk]), {"wish": "wording", "unit": sat.unit.pk}
    )
    sat.add(hidden)
    member = actor(sat.members["scientist"])
    assert listing_visible_to(member, hidden.pk).details_readable  # type: ignore[attr-defined]
    page = browser(sat.officer)
    page.post(
        reverse("sitting_act", args=[sat.sitting.pk, "cancel"]), {"revision": "1", "note": "改期"}
    )
    assert Sitting.objects.get().state == "cancelled"
    again = listing_visible_to(actor(sat.members["scientist"]), hidden.pk)
    assert not again.details_readable  # type: ignore[attr-defined]


def test_members_and_officers_work_on_the_page(market: Market) -> None:
    sat, (item,) = panels.open_sitting(factories.need(market.buyer))
    where = reverse("sitting", args=[sat.sitting.pk])
    member = browser(sat.members["investor"])
    assert "散热膜" in text(member.get(where))
    given = reverse("verdict_give", args=[sat.sitting.pk, item.pk])
    assert member.post(given, {"level": "for"}).status_code == 422
    member.post(given, {"level": "unsure", "words": "看成本"})
    assert Verdict.objects.get().kind == "investor"
    officer = browser(sat.officer)
    assert officer.get(reverse("panel", args=[sat.panel.pk])).status_code == 200
    decide = reverse("item_decide", args=[sat.sitting.pk, item.pk])
    assert officer.post(decide, {"decision": "reject"}).status_code == 422
    officer.post(decide, {"decision": "project", "note": "纳入项目库"})
    assert "看成本" in text(officer.get(where))
    assert browser(market.stranger).get(where).status_code == 404
    assert refined.bureau("河北省科技厅")[0].panels.count() == 0
