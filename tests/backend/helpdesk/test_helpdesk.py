"""A user asks and is answered; a listing is reported and moderated; the trail is searched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from rest_framework.test import APIClient

from backend.conversation.services import message_write
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.helpdesk import services
from backend.helpdesk.models import Report, Ticket
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

ASKED = {"topic": "deal", "title": "合同盖章后怎么登记？", "text": "合同 HT-2026-000001 已签。"}


def test_a_question_is_answered_and_both_are_told(market: Market, drain: Callable[[], int]) -> None:
    client, operator = browser(market.buyer), browser(market.operator)
    client.post(reverse("ticket_new"), ASKED)
    ticket = Ticket.objects.get()
    page = reverse("ticket", args=[ticket.pk])
    drain()
    assert "asks for help" in text(operator.get(reverse("inbox")))
    assert page in text(operator.get("/desk/"))
    assert "HT-2026-000001" in text(operator.get(page))
    for other in (market.stranger, market.office):
        assert browser(other).get(page).status_code == 404
        with refused(NotFound):
            services.ticket_close(actor=actor(other), ticket_id=ticket.pk)
    message_write(
        actor=actor(market.operator),
        subject="ticket",
        subject_id=ticket.pk,
        text="到登记页面提交。",
    )
    drain()
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.ANSWERED
    assert "到登记页面提交" in text(client.get(reverse("inbox")))
    assert page not in text(operator.get("/desk/"))
    client.post(reverse("ticket_act", args=[ticket.pk, "close"]), {"revision": ticket.revision})
    message_write(
        actor=actor(market.buyer), subject="ticket", subject_id=ticket.pk, text="还有一个问题"
    )
    drain()
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.ASKED


def test_what_is_wrong_with_a_question_is_named(market: Market) -> None:
    client = browser(market.buyer)
    for wrong in ({"topic": "x"}, {"title": ""}, {"text": " "}, {"title": "x" * 121}):
        assert client.post(reverse("ticket_new"), ASKED | wrong).status_code == 422
    assert not Ticket.objects.exists()
    assert browser().get(reverse("ticket_new")).status_code == 302


def test_a_reported_listing_is_taken_down_with_a_reason_its_owner_reads(
    market: Market, drain: Callable[[], int]
) -> None:
    listing = factories.need(market.buyer)
    reader, operator = browser(market.researcher), browser(market.operator)
    place = reverse("listing_report", args=[listing.pk])
    assert place in text(reader.get(reverse("listing", args=[listing.pk])))
    assert reader.post(place, {"reason": "copied", "note": ""}).status_code == 422
    reader.post(place, {"reason": "copied", "note": "抄自我们的公告"})
    report = Report.objects.get()
    again = reader.post(place, {"reason": "copied", "note": "再报一次"})
    assert (again.status_code, Report.objects.count()) == (422, 1)
    drain()
    page = reverse("report", args=[report.pk])
    assert page in text(operator.get("/desk/"))
    assert browser(market.buyer).get(page).status_code == 404  # never learns who reported it
    before = Event.objects.count()
    for person in (market.buyer, market.researcher, market.office):
        with refused((NotPermitted, NotFound)):
            services.report_uphold(actor=actor(person), report_id=report.pk, note="x")
    with refused(ValidationError):
        services.report_uphold(actor=actor(market.operator), report_id=report.pk, note=" ")
    assert Event.objects.count() == before
    operator.post(
        reverse("report_act", args=[report.pk, "uphold"]),
        {"revision": report.revision, "note": "与已公开的公告逐字相同"},
    )
    drain()
    listing.refresh_from_db()
    assert not listing.published
    assert "与已公开的公告逐字相同" in text(browser(market.buyer).get(reverse("inbox")))
    assert "Taken off the market" in text(reader.get(page))
    with refused(WrongState):
        services.report_dismiss(actor=actor(market.operator), report_id=report.pk, note="x")


def test_nobody_reports_his_own_or_what_he_may_not_read(market: Market) -> None:
    own = factories.need(market.buyer)
    hidden = factories.need(market.buyer, publish=False)
    with refused(NotPermitted):
        services.listing_report(
            actor=actor(market.buyer), listing_id=own.pk, reason="other", note="x"
        )
    with refused(NotFound):
        services.listing_report(
            actor=actor(market.stranger), listing_id=hidden.pk, reason="other", note="x"
        )
    assert not Report.objects.exists()


def test_the_audit_trail_is_found_by_person_subject_event_and_day(market: Market) -> None:
    listing = factories.need(market.buyer)
    client, place = browser(market.operator), reverse("audit")
    assert browser(market.office).get(place).status_code == 403
    day = Event.objects.latest("pk").occurred_at.date().isoformat()
    for asked in (
        {"person": market.buyer.email},
        {"subject": "listing", "subject_id": listing.pk},
        {"event": "listing.pub"},
        {"day": day, "event": "listing.published"},
    ):
        assert "listing.published" in text(client.get(place, asked))
    for asked in ({"person": "nobody"}, {"day": "2001-01-01"}, {"archive": "on"}):
        assert "Nothing fits" in text(client.get(place, asked))
    assert client.get(place, {"day": "yesterday"}).status_code == 422


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_help_and_terms_are_linked_from_every_page(db: None, language: str) -> None:
    client = browser(language=language)
    home = text(client.get("/"))
    for name in ("help", "terms", "privacy", "contact"):
        assert reverse(name) in home
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert (("题桥" in text(page)) and len(text(page)) > 3000) or language == "en"


def test_by_the_api(market: Market) -> None:
    client, operator = APIClient(), APIClient()
    client.force_login(market.buyer)
    operator.force_login(market.operator)
    made = client.post("/api/v1/tickets/", ASKED)
    assert (made.status_code, made.json()["number"][:3]) == (201, "GD-")
    assert len(operator.get("/api/v1/tickets/?state=asked").json()["results"]) == 1
    listing = factories.achievement(market.researcher)
    form = {"listing": listing.pk, "reason": "false", "note": "指标不实"}
    report = client.post("/api/v1/reports/", form).json()
    place = f"/api/v1/reports/{report['id']}/dismiss/"
    assert client.post(place, {"revision": 1, "note": "x"}).status_code == 403
    assert operator.post(place, {"revision": 1, "note": "已核实"}).json()["state"] == "dismissed"
