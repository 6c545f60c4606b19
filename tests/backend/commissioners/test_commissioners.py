"""Commissioners: selected, released, serving; covered places; visits that become needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Duty, LocalRegion
from backend.accounts.regions import local_regions
from backend.catalog.models import Listing
from backend.commissioners.coverage import coverage_of
from backend.commissioners.figures import lines_of
from backend.commissioners.models import Appointment, Visit
from backend.commissioners.selectors import commissioners_serving
from backend.commissioners.services import (
    SERVICES,
    VISIT_SERVICES,
    commissioner_apply,
    commissioner_propose,
    question_answer,
    question_ask,
    visit_log,
    visit_make_need,
)
from backend.commissioners.values import VisitValues
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.posting.services import draft_confirm, draft_hand_over
from notifications.models import NoticeRow
from tests import factories
from tests.backend.commissioners import serving
from tests.backend.pools.pooled import officer
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


def test_no_officer_selects_himself_or_colleagues(market: Market) -> None:
    lead = officer()
    unit = lead.memberships.get().organisation
    mate = factories.member(unit, Duty.REGIONAL_OFFICER)
    notice = serving.selection(lead)
    factories.join(lead, market.university, Duty.RESEARCHER)
    who = replace(actor(lead), organisation_id=unit.pk)
    at_home = replace(who, organisation_id=market.university.pk)
    own = commissioner_apply(
        actor=at_home, selection_id=notice.pk, home_id=market.university.pk, values=serving.SERVICE
    )
    for made in (own, serving.applied(market, notice)):
        with refused(NotPermitted):
            SERVICES["select"](actor=who, appointment_id=made.pk)
        made.refresh_from_db()
        assert made.state == "applied"
    SERVICES["select"](actor=actor(mate), appointment_id=own.pk)
    with refused(NotPermitted):
        commissioner_propose(
            actor=who, selection_id=notice.pk, email=market.colleague.email, values=serving.SERVICE
        )


def test_a_person_applies_is_selected_released_and_serves_to_the_end(market: Market) -> None:
    lead = officer()
    notice = serving.selection(lead, wanted=1)
    made = serving.applied(market, notice)
    second = serving.applied(market, notice, market.colleague)
    with refused(WrongState):
        serving.applied(market, notice)
    with refused(NotPermitted):
        SERVICES["select"](actor=actor(market.office), appointment_id=made.pk)
    with refused(NotFound):
        SERVICES["select"](actor=actor(officer("110000")), appointment_id=made.pk)
    SERVICES["select"](actor=actor(lead), appointment_id=made.pk)
    with refused(WrongState):
        SERVICES["select"](actor=actor(lead), appointment_id=second.pk)
    with refused(NotPermitted):
        SERVICES["release"](actor=actor(market.researcher), appointment_id=made.pk)
    assert not commissioners_serving().exists()
    SERVICES["release"](actor=actor(market.office), appointment_id=made.pk)
    assert commissioners_serving("130981101").get() == made
    assert not commissioners_serving("110000").exists()
    # Who waits to be selected is nobody else's matter.
    assert Client().get(reverse("appointment", args=[second.pk])).status_code == 404
    assert Client().get(reverse("appointment", args=[made.pk])).status_code == 200
    with refused(ValidationError):
        SERVICES["end"](actor=actor(lead), appointment_id=made.pk, note=" ")
    SERVICES["end"](actor=actor(lead), appointment_id=made.pk, note="调离")
    assert not commissioners_serving().exists()
    deliver_all()
    told = NoticeRow.objects.filter(kind__startswith="appointment").values_list("recipient")
    assert {market.office.pk, market.researcher.pk, lead.pk} <= {pk for (pk,) in told}


def test_places_terms_and_days_are_checked(market: Market) -> None:
    lead = officer()
    with refused(ValidationError):
        serving.selection(lead, ends_on=serving.TODAY - timedelta(days=20))
    notice = serving.selection(lead, closes_on=serving.TODAY - timedelta(days=1))
    with refused(WrongState):
        serving.applied(market, notice)
    outside = type(serving.SERVICE)(form="single", post="x", field="梨", regions=("110105",))
    with refused(ValidationError) as found:
        commissioner_propose(
            actor=actor(lead), selection_id=notice.pk, email=market.office.email, values=outside
        )
    assert set(found.value.message_dict) == {"post", "regions"}
    with refused(ValidationError):
        commissioner_propose(
            actor=actor(lead), selection_id=notice.pk, email=lead.email, values=serving.SERVICE
        )


def test_who_was_proposed_is_asked_before_the_home_institution(market: Market) -> None:
    lead = officer()
    notice = serving.selection(lead, wanted=1)
    made = commissioner_propose(
        actor=actor(lead), selection_id=notice.pk, email=market.researcher.email,
        values=serving.SERVICE,
    )  # fmt: skip
    with refused(WrongState):
        SERVICES["release"](actor=actor(market.office), appointment_id=made.pk)
    with refused(NotPermitted):
        SERVICES["agree"](actor=actor(lead), appointment_id=made.pk)
    assert Client().get(reverse("appointment", args=[made.pk])).status_code == 404
    address = reverse("appointment", args=[made.pk])
    assert address in browser(market.researcher).get("/desk/").content.decode()
    assert address not in browser(market.office).get("/desk/").content.decode()
    SERVICES["agree"](actor=actor(market.researcher), appointment_id=made.pk)
    SERVICES["release"](actor=actor(market.office), appointment_id=made.pk)
    assert [row.pk for row in commissioners_serving()] == [made.pk]
    deliver_all()
    told = set(NoticeRow.objects.values_list("recipient", "kind"))
    assert (market.researcher.pk, "appointment_proposed") in told
    assert (market.office.pk, "appointment_selected") in told


@pytest.fixture
def townships(db: None) -> None:
    rows = [("130981101", "泊镇", "township"), ("130981103", "齐桥镇", "township")]
    rows += [("130981103201", "北村", "village"), ("130925101", "盐山镇", "township")]
    for code, name, kind in rows:
        LocalRegion.objects.create(code=code, name=name, kind=kind)
    local_regions.forget()


def test_gaps_are_the_townships_that_nobody_serves(market: Market, townships: None) -> None:
    serving.serving(market)
    found = coverage_of("130900")
    assert [(row.region.code, row.serving) for row in found.rows] == [
        ("130925101", 0),
        ("130981101", 1),
        ("130981103", 1),
    ]
    assert (found.gaps, found.villages, found.villages_served) == (1, 1, 1)
    assert (found.commissioners, found.in_leading) == (1, 0)
    page = Client().get(reverse("commissioner_coverage"), {"region": "130900"})
    assert page.status_code == 200
    assert "盐山镇" in page.content.decode()


def test_a_visit_is_confirmed_and_becomes_a_need_that_the_firm_confirms(market: Market) -> None:
    lead = officer()
    serving.serving(market, lead)
    visit = serving.visited(market, market.researcher)
    # The firm's matter is not that of the whole home institution.
    for reader in (market.colleague, market.office, market.stranger):
        assert browser(reader).get(reverse("visit", args=[visit.pk])).status_code == 404
    with refused(NotPermitted):
        VISIT_SERVICES["confirm"](actor=actor(market.researcher), visit_id=visit.pk)
    page = browser(market.buyer).get(reverse("visit", args=[visit.pk]))
    assert "降温过快" in page.content.decode()
    VISIT_SERVICES["confirm"](actor=actor(market.buyer), visit_id=visit.pk)
    client = browser(market.researcher)
    answer = client.post(reverse("visit_make_need", args=[visit.pk]))
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    draft = Visit.objects.get(pk=visit.pk).need
    assert draft is not None
    assert draft.answers["background"] == ["降温过快。"]
    with refused(WrongState):
        visit_make_need(actor=actor(market.buyer), visit_id=visit.pk)
    assert not Listing.objects.exists()
    draft_hand_over(actor=actor(market.researcher), need_draft_id=draft.pk)
    posted = draft_confirm(actor=actor(market.buyer), need_draft_id=draft.pk, secrecy="none")
    assert posted.listing is not None
    assert posted.listing.owner_id == market.enterprise.pk
    (line,) = lines_of(actor(lead), serving.TODAY.year)
    assert (line.visits, line.confirmed, line.firms, line.needs) == (1, 1, 1, 1)
    assert browser(lead).get(reverse("commissioner_figures")).status_code == 200
    assert browser(lead).get(reverse("commissioner_sheet")).content[:2] == b"PK"


def test_a_visit_is_refused_with_the_field_that_is_wrong(market: Market) -> None:
    with refused(NotPermitted):
        serving.visited(market, market.researcher)
    serving.serving(market)
    with refused(ValidationError) as found:
        serving.visited(
            market,
            market.researcher,
            firm_id=market.agency.pk,
            happened_on=serving.TODAY + timedelta(days=1),
        )
    assert set(found.value.message_dict) == {"firm", "happened_on"}
    # An officer writes visits down too; whom it concerns disputes it.
    visit = serving.visited(market, officer())
    VISIT_SERVICES["dispute"](actor=actor(market.buyer), visit_id=visit.pk, note="没有来过")
    with refused(WrongState):
        visit_make_need(actor=actor(market.buyer), visit_id=visit.pk)


def test_a_question_is_answered_online_or_by_a_visit(market: Market) -> None:
    made = serving.serving(market)
    ask = {"appointment_id": made.pk, "title": "黑心", "text": "怎么办"}
    with refused(NotPermitted):
        question_ask(actor=actor(market.office), firm_id=market.university.pk, **ask)
    buyer = actor(market.buyer)
    first = question_ask(actor=buyer, firm_id=market.enterprise.pk, **ask)
    with refused(NotPermitted):
        question_answer(actor=buyer, question_id=first.pk, answer="我")
    with refused(NotFound):
        question_answer(actor=actor(market.colleague), question_id=first.pk, answer="我")
    question_answer(actor=actor(market.researcher), question_id=first.pk, answer="慢慢降温")
    second = question_ask(actor=buyer, firm_id=market.enterprise.pk, wants_visit=True, **ask)
    client = browser(market.researcher)
    form = client.get(reverse("visit_new"), {"question": second.pk})
    assert market.enterprise.name in form.content.decode()
    rival = VisitValues(
        firm_id=actor(market.stranger).organisation_id or 0, happened_on=serving.TODAY,
        place="库", problem="黑心", diagnosis="x", question_id=second.pk,
    )  # fmt: skip
    with refused(ValidationError):
        visit_log(actor=actor(market.researcher), values=rival)
    serving.visited(market, market.researcher, question_id=second.pk)
    second.refresh_from_db()
    assert second.answered_at is not None
    for name in ("commissioner_questions", "visits", "commissioners", "selections"):
        assert browser(market.buyer).get(reverse(name)).status_code == 200
    page = browser(market.buyer).get(reverse("commissioner_question", args=[first.pk]))
    assert "慢慢降温" in page.content.decode()


def test_the_api_applies_and_moves(market: Market) -> None:
    lead = officer()
    notice = serving.selection(lead)
    body = {
        "selection": notice.pk, "form": "single", "post": "none", "field": "梨", "regions": ["130981"]
    }  # fmt: skip
    client = browser(market.researcher)
    address = "/api/v1/commissioners/appointments/"
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    pk = answer.json()["id"]
    moved = browser(lead).post(
        f"{address}{pk}/select/", {"revision": 1}, content_type="application/json"
    )
    assert (moved.status_code, moved.json()["state"]) == (200, "selected")
    assert client.get(address).json()["results"] == []
    assert len(client.get(address, {"own": "1"}).json()["results"]) == 1
    assert Appointment.objects.get().state == Appointment.State.SELECTED
    assert factories.Organisation.objects.exists()
