"""A need written question by question: kept on the way, posted once, confirmed by its firm."""

from __future__ import annotations

from collections.abc import Callable

from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.discovery.releases import release_in_force
from backend.posting.models import NeedDraft
from backend.posting.questions import QUESTIONS
from backend.posting.services import (
    draft_answer,
    draft_begin,
    draft_begin_for,
    draft_claim,
    draft_confirm,
    draft_hand_over,
    draft_post,
)
from matching import facade as matching
from notifications.models import NoticeRow
from tests import factories
from tests.backend.discovery.film import FILM, film_offer
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

ROW = {
    "indicators-TOTAL_FORMS": ["1"],
    "indicators-INITIAL_FORMS": ["0"],
    "indicators-0-name": ["面内导热系数"],
    "indicators-0-comparator": [">="],
    "indicators-0-value": ["1200"],
    "indicators-0-unit": ["W/(m·K)"],
}


def answer(by: User, draft: NeedDraft, question: str, **typed: str) -> NeedDraft:
    """Answer a question as its page would."""
    cells = {name: [said] for name, said in typed.items()}
    return draft_answer(actor=actor(by), need_draft_id=draft.pk, question=question, typed=cells)


def for_a_firm(market: Market) -> NeedDraft:
    """The broker wrote a need for the enterprise and asked it."""
    draft = draft_begin_for(
        actor=actor(market.broker), firm=market.enterprise, title="手机用散热膜"
    )
    return draft_hand_over(actor=actor(market.broker), need_draft_id=draft.pk)


def test_a_need_is_written_page_by_page_without_a_script(market: Market) -> None:
    page = browser(market.buyer)
    assert text(page.get(reverse("need_begin") + "?title=散热")).count("散热") >= 1
    page.post(reverse("need_begin"), {"title": "手机散热膜"})
    draft = NeedDraft.objects.get()
    for question in QUESTIONS:
        assert page.get(reverse("need_question", args=[draft.pk, question.name])).status_code == 200
    where = reverse("need_question", args=[draft.pk, "money"])
    refusal = page.post(where, {"budget_min": "很多钱", "currency": "CNY"})
    assert refusal.status_code == 422
    # What was typed is kept all the same, and another device finds it.
    assert "很多钱" in text(browser(market.buyer).get(where))
    check = page.get(reverse("need_draft", args=[draft.pk]))
    assert "#missing" in text(check) or "missing" in text(check)
    act = reverse("need_draft_act", args=[draft.pk, "post"])
    assert page.post(act, {"revision": "2", "secrecy": "none"}).status_code == 422
    assert not Listing.objects.exists()
    page.post(where, {"budget_min": "30万", "budget_max": "50万", "currency": "CNY"})
    page.post(
        reverse("need_question", args=[draft.pk, "indicators"]),
        {name: said[0] for name, said in ROW.items()},
    )
    draft.refresh_from_db()
    unsure = page.post(act, {"revision": str(draft.revision), "secrecy": "unsure"})
    assert unsure.status_code == 422
    assert not Listing.objects.exists()
    page.post(act, {"revision": str(draft.revision), "secrecy": "none"})
    listing = Listing.objects.get()
    draft.refresh_from_db()
    assert (listing.published, draft.listing_id, draft.declared_by) == (
        True,
        listing.pk,
        market.buyer,
    )
    assert [row.value for row in listing.indicators.all()] == [1200]
    assert listing.details.budget_max == 500_000
    # Sent again it begins nothing.
    with refused(WrongState):
        draft_post(actor=actor(market.buyer), need_draft_id=draft.pk, secrecy="none")
    assert Listing.objects.count() == 1


def test_answers_of_one_question_leave_the_others(market: Market) -> None:
    draft = draft_begin(actor=actor(market.buyer), title="散热膜")
    draft_answer(
        actor=actor(market.buyer),
        need_draft_id=draft.pk,
        question="indicators",
        typed=ROW | {"required_conditions": ["indicators", "price"], "title": ["另一个"]},
    )
    draft = answer(market.buyer, draft, "problem", background="局部温度过高")
    assert draft.title == "散热膜"
    assert draft.answers["required_conditions"] == ["indicators"]
    assert draft.answers["indicators-0-value"] == ["1200"]
    before = Event.objects.count()
    for who in (market.stranger, market.researcher, market.broker):
        with refused((NotFound, NotPermitted)):
            answer(who, draft, "wanted", title="x")
    with refused(NotFound):
        answer(market.buyer, draft, "nothing", title="x")
    assert Event.objects.count() == before


def test_an_unverified_enterprise_keeps_its_draft(market: Market) -> None:
    draft = draft_begin(actor=actor(market.buyer), title="散热膜")
    Organisation.objects.filter(pk=market.enterprise.pk).update(verified_at=None)
    with refused(WrongState):
        draft_post(actor=actor(market.buyer), need_draft_id=draft.pk, secrecy="none")
    draft.refresh_from_db()
    assert (draft.state, Listing.objects.count()) == ("answering", 0)


def test_a_firm_changes_and_confirms_what_was_written_for_it(
    market: Market, drain: Callable[[], None]
) -> None:
    draft = for_a_firm(market)
    drain()
    assert NoticeRow.objects.filter(kind="need_draft_handed_over").count() == 1
    with refused(WrongState):
        answer(market.broker, draft, "wanted", title="改")
    with refused(NotPermitted):
        draft_confirm(actor=actor(market.broker), need_draft_id=draft.pk, secrecy="none")
    assert not Listing.objects.exists()
    draft = answer(market.buyer, draft, "wanted", title="折叠屏手机用散热膜")
    draft_confirm(actor=actor(market.buyer), need_draft_id=draft.pk, secrecy="none")
    listing = Listing.objects.get()
    assert (listing.title, listing.owner, listing.contact, listing.broker) == (
        "折叠屏手机用散热膜",
        market.enterprise,
        market.buyer,
        market.broker,
    )
    drain()
    assert NoticeRow.objects.filter(kind="need_draft_confirmed").count() == 1


def test_the_firm_refuses_with_a_reason(market: Market, drain: Callable[[], None]) -> None:
    draft = for_a_firm(market)
    page = browser(market.buyer)
    act = reverse("need_draft_act", args=[draft.pk, "refuse"])
    assert page.post(act, {"revision": str(draft.revision), "note": ""}).status_code == 422
    page.post(act, {"revision": str(draft.revision), "note": "已经自行解决"})
    draft.refresh_from_db()
    assert (draft.state, draft.refusal) == ("refused", "已经自行解决")
    drain()
    assert "已经自行解决" in text(
        browser(market.broker).get(reverse("need_draft", args=[draft.pk]))
    )


def test_a_firm_that_is_not_here_is_invited_once_and_by_its_address(
    market: Market, drain: Callable[[], None]
) -> None:
    with refused(ValidationError):
        draft_begin_for(actor=actor(market.broker), firm_name="新企业", firm_email="nobody")
    # Half a name begins nothing, and says which firm may be meant.
    Organisation.objects.filter(pk=market.enterprise.pk).update(name="沧州砥流管道装备有限公司")
    half = browser(market.broker).post(reverse("need_begin_for"), {"firm_name": "砥流管道"})
    assert "沧州砥流管道装备有限公司" in text(half)
    assert not NeedDraft.objects.exists()
    draft = draft_begin_for(
        actor=actor(market.broker),
        firm_name="新企业",
        firm_email=market.stranger.email,
        title="热泵结霜",
    )
    draft = draft_hand_over(actor=actor(market.broker), need_draft_id=draft.pk)
    drain()
    where = reverse("need_draft_invited", args=[draft.token])
    assert where in mail.outbox[-1].body
    assert "热泵结霜" not in text(browser(market.buyer).get(where))
    with refused(NotPermitted):
        draft_claim(actor=actor(market.buyer), token=draft.token)
    page = browser(market.stranger)
    assert "热泵结霜" in text(page.get(where))
    page.post(where)
    draft.refresh_from_db()
    assert draft.firm == market.stranger.memberships.get().organisation
    with refused(WrongState):
        draft_claim(actor=actor(market.stranger), token=draft.token)
    assert factories.actor(market.stranger).organisation_id == draft.firm_id


def test_what_a_need_would_meet_is_seen_before_it_is_posted(
    market: Market, index: None, drain: Callable[[], int]
) -> None:
    offer = film_offer(market)
    drain()
    matching.encode([{"title": "warm"}], ["need"], release_in_force().encoder_version)
    draft = draft_begin(actor=actor(market.buyer), title=FILM.title)
    answer(market.buyer, draft, "problem", background=FILM.background)
    draft_answer(
        actor=actor(market.buyer), need_draft_id=draft.pk, question="indicators", typed=ROW
    )
    page = browser(market.buyer).get(reverse("need_draft_likely", args=[draft.pk]))
    assert offer.title in text(page)
    assert not Listing.objects.filter(kind="need").exists()
