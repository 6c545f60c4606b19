"""A need is refined by others field by field; what was done for it is on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.catalog.services import listing_close, listing_revise, listings_expire
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.refining.models import Help, Proposal, Rating
from backend.refining.services import (
    help_note,
    help_strike,
    helper_add,
    need_rate,
    proposal_accept,
    proposal_decline,
    proposal_make,
    refinement_agree,
    refinement_close,
    refinement_open,
)
from backend.tasks.models import Task
from backend.versions.models import StoredVersion
from notifications.models import NoticeRow
from tests import factories
from tests.backend.refining import refined
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused


def accept(market: Market, made: Proposal) -> Proposal:
    return proposal_accept(actor=actor(market.buyer), need_proposal_id=made.pk)


def test_helpers_read_a_draft_while_it_is_open_and_no_longer(market: Market) -> None:
    found = refined.opened(market)
    draft = found.listing_id
    assert listing_visible_to(actor(market.broker), draft).details_readable  # type: ignore[attr-defined]
    for who in (market.stranger, market.office):
        with refused(NotFound):
            listing_visible_to(actor(who), draft)
    refinement_close(actor=actor(market.buyer), refinement_id=found.pk)
    with refused(NotFound):
        listing_visible_to(actor(market.broker), draft)
    before = Event.objects.count()
    with refused(WrongState):
        proposal_make(
            actor=actor(market.broker), refinement_id=found.pk, field="title", words="太晚"
        )
    assert Event.objects.count() == before


def test_the_owner_takes_up_words_and_figures_in_versions(
    market: Market, drain: Callable[[], int]
) -> None:
    made = refined.proposed(market)
    drain()
    assert NoticeRow.objects.filter(kind="refinement_proposed").count() == 1
    page = text(browser(market.buyer).get(reverse("refinement", args=[made.refinement_id])))
    assert "说清楚用在哪里" in page
    accept(market, made)
    need = Listing.objects.get()
    assert (need.title, need.changed_by) == ("手机用高导热散热膜", market.buyer)
    assert StoredVersion.objects.filter(subject="listing", subject_id=need.pk).count() == 2
    figures = proposal_make(
        actor=actor(market.broker),
        refinement_id=made.refinement_id,
        field="indicators",
        wording="面内导热系数 ≥ 1200 W/(m·K)\n厚度 ≤ 0.1 mm",
    )
    accept(market, figures)
    assert [row.unit for row in need.indicators.all()] == ["W/(m·K)", "mm"]
    drain()
    assert NoticeRow.objects.filter(kind="refinement_answered").count() == 2
    with refused(ValidationError):
        proposal_make(
            actor=actor(market.broker),
            refinement_id=made.refinement_id,
            field="indicators",
            wording="越高越好",
        )


def test_a_proposal_over_words_that_changed_is_not_written(market: Market) -> None:
    made = refined.proposed(market)
    need = Listing.objects.get()
    values = values_of(need)
    listing_revise(
        actor=actor(market.buyer),
        listing_id=need.pk,
        expected_revision=need.revision,
        values=type(values)(title="我们自己改了"),
    )
    with refused(WrongState):
        accept(market, made)
    made.refresh_from_db()
    need.refresh_from_db()
    assert (made.state, need.title) == ("open", "我们自己改了")
    with refused(NotPermitted):
        proposal_accept(actor=actor(market.broker), need_proposal_id=made.pk)
    answered = proposal_decline(
        actor=actor(market.buyer), need_proposal_id=made.pk, note="已经改过"
    )
    assert (answered.state, answered.answer) == ("declined", "已经改过")


def test_an_office_is_asked_and_brings_a_broker_in(market: Market) -> None:
    unit, officer = refined.bureau()
    need = refined.vague(market)
    page = browser(market.buyer)
    where = reverse("need_help", args=[need.pk])
    assert reverse("refinement_begin", args=[need.pk]) in text(page.get(where))
    begin = reverse("refinement_begin", args=[need.pk])
    assert page.post(begin, {"wish": "diagnosis"}).status_code == 422
    # An office of which nobody is here would leave the need alone.
    empty = factories.organisation(Organisation.Kind.GOVERNMENT, unit_kind="science")
    assert page.post(begin, {"wish": "diagnosis", "unit": empty.pk}).status_code == 422
    assert not need.refinements.exists()
    page.post(begin, {"wish": "diagnosis", "unit": unit.pk})
    found = need.refinements.get()
    assert (found.unit, found.wish) == (unit, "diagnosis")
    with refused(NotFound):
        helper_add(actor=actor(market.broker), refinement_id=found.pk, user_id=market.broker.pk)
    helper_add(actor=actor(officer), refinement_id=found.pk, user_id=market.broker.pk)
    assert "散热不好" in text(browser(market.broker).get(reverse("refinement", args=[found.pk])))
    with refused(WrongState):
        refinement_open(actor=actor(market.buyer), listing_id=need.pk, broker_id=market.broker.pk)


def test_a_broker_proposes_it_and_the_owner_agrees(
    market: Market, drain: Callable[[], int]
) -> None:
    found = refined.asked(market)
    drain()
    assert NoticeRow.objects.filter(kind="refinement_asked").count() == 1
    task = Task.objects.get(code="refinement")
    assert (task.organisation, task.state) == (market.enterprise, "open")
    with refused(NotPermitted):
        refinement_agree(actor=actor(market.broker), refinement_id=found.pk)
    refinement_agree(actor=actor(market.buyer), refinement_id=found.pk)
    drain()
    task.refresh_from_db()
    assert task.state == "done"
    made = proposal_make(
        actor=actor(market.broker), refinement_id=found.pk, field="deadline", words="何时要？"
    )
    assert made.wording is None


def test_help_is_on_record_and_struck_out_by_its_unit_alone(market: Market) -> None:
    need = factories.need(market.buyer)
    _unit, officer = refined.bureau()
    today = timezone.localdate()
    with refused(NotPermitted):
        help_note(actor=actor(market.buyer), listing_id=need.pk, kind="visit", done_on=today)
    with refused(ValidationError):
        help_note(
            actor=actor(officer),
            listing_id=need.pk,
            kind="visit",
            done_on=today + timedelta(days=1),
        )
    assert not Help.objects.exists()
    noted = help_note(
        actor=actor(officer), listing_id=need.pk, kind="visit", done_on=today, words="到厂走访"
    )
    assert "到厂走访" in text(browser(market.stranger).get(reverse("need_help", args=[need.pk])))
    with refused(NotPermitted):
        help_strike(actor=actor(market.broker), help_id=noted.pk)
    help_strike(actor=actor(officer), help_id=noted.pk)
    assert not Help.objects.exists()


def test_a_need_ends_with_a_reason_and_is_rated(market: Market) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    need = factories.need(market.buyer, deadline=tomorrow)
    assert listings_expire() == 0
    with refused(WrongState):
        need_rate(actor=actor(market.buyer), listing_id=need.pk, score=5)
    need.details._meta.model.objects.update(deadline=tomorrow - timedelta(days=2))
    assert listings_expire() == 1
    need.refresh_from_db()
    assert (need.status, need.closing_reason) == ("closed", "expired")
    with refused(ValidationError):
        need_rate(actor=actor(market.buyer), listing_id=need.pk, score=6)
    assert not Rating.objects.exists()
    browser(market.buyer).post(
        reverse("need_rate", args=[need.pk]), {"score": "2", "words": "没人回应"}
    )
    assert Rating.objects.get().score == 2
    other = factories.need(market.buyer, title="另一个")
    listing_close(actor=actor(market.buyer), listing_id=other.pk, reason="not_wanted")
    with refused((NotPermitted, NotFound)):
        need_rate(actor=actor(market.stranger), listing_id=other.pk, score=1)


def test_the_api_proposes_and_answers_within_rights(market: Market) -> None:
    found = refined.opened(market)
    helper, owner = browser(market.broker), browser(market.buyer)
    told = {"refinement": found.pk, "field": "title", "wording": "手机散热膜"}
    made = helper.post("/api/v1/proposals/", told, content_type="application/json")
    assert made.status_code == 201
    act = f"/api/v1/proposals/{made.json()['id']}/accept/"
    revision = {"revision": made.json()["revision"]}
    assert helper.post(act, revision, content_type="application/json").status_code == 403
    answered = owner.post(act, revision, content_type="application/json")
    assert (answered.status_code, answered.json()["state"]) == (200, "accepted")
    assert Listing.objects.get().title == "手机散热膜"
    assert browser(market.stranger).get(f"/api/v1/refinements/{found.pk}/").status_code == 404
    assert browser(None).get("/api/v1/need-lists/").status_code == 200
