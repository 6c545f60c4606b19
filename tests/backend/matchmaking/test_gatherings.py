"""Events: seats and a waiting list, talks without double booking, deals that come of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from backend.accounts.models import Organisation, User
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal
from backend.deals.origins import origin_link
from backend.matchmaking.models import Gathering, Seat, SignUp, Talk
from backend.matchmaking.selectors import outcome_of, quotas_of
from backend.matchmaking.services import (
    attend,
    gathering_cancel,
    gathering_close,
    gathering_edit,
    sign_off,
    sign_up,
    talk_answer,
    talk_judge,
    talks_propose,
)
from notifications.models import NoticeRow
from tests.backend.matchmaking.gatherings import officer, published, values
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.usefixtures("english")


def counted() -> tuple[object, ...]:
    models = (Gathering, SignUp, Talk, Seat, Deal)
    return (*(list(m.objects.order_by("pk").values()) for m in models), Event.objects.count())


def told(person: User) -> list[str]:
    rows = NoticeRow.objects.filter(recipient=person.pk).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def over(gathering: Gathering) -> None:
    """As if it had ended an hour ago."""
    back = gathering.ends_at - timezone.now() + timedelta(hours=1)
    Gathering.objects.filter(pk=gathering.pk).update(
        starts_at=gathering.starts_at - back, ends_at=gathering.ends_at - back
    )
    for talk in gathering.talks.all():
        Talk.objects.filter(pk=talk.pk).update(starts_at=talk.starts_at - back)


def test_from_a_sign_up_to_a_deal_that_knows_its_event(
    market: Market, drain: Callable[[], int]
) -> None:
    runs = officer()
    pairing = pairs.pairing(market)
    gathering = published(runs)
    for person in (market.buyer, market.researcher):
        assert sign_up(actor=actor(person), gathering_id=gathering.pk).state == "seated"
    (talk,) = talks_propose(actor=actor(runs), gathering_id=gathering.pk)
    assert (talk.pairing_id, talk.table) == (pairing.pk, 1)
    assert talks_propose(actor=actor(runs), gathering_id=gathering.pk) == []
    drain()
    assert told(market.buyer)[-1] == told(market.researcher)[-1] == "gathering_talks"
    with refused(NotFound):
        talk_answer(actor=actor(market.stranger), talk_id=talk.pk, coming=True)
    with refused(NotPermitted):
        talk_answer(actor=actor(runs), talk_id=talk.pk, coming=True)
    talk_answer(actor=actor(market.buyer), talk_id=talk.pk, coming=True)
    talk = talk_answer(actor=actor(market.researcher), talk_id=talk.pk, coming=True)
    assert talk.state == "confirmed"
    with refused(WrongState):
        talk_judge(actor=actor(market.buyer), talk_id=talk.pk, verdict="continue")
    over(gathering)
    gathering.refresh_from_db()
    with refused(WrongState):
        attend(actor=actor(market.buyer), gathering_id=gathering.pk, code="wrong")
    attend(actor=actor(market.buyer), gathering_id=gathering.pk, code=gathering.code)
    gathering_close(actor=actor(runs), gathering_id=gathering.pk)
    page = text(browser(market.buyer).get(reverse("gathering", args=[gathering.pk])))
    assert "Continue" in page
    talk_judge(actor=actor(market.buyer), talk_id=talk.pk, verdict="continue")
    answer = browser(market.researcher).post(
        reverse("talk_judge", args=[talk.pk]), {"verdict": "continue", "note": ""}
    )
    deal = Deal.objects.get()
    assert answer.url == reverse("deal", args=[deal.pk])
    assert origin_link(deal) is not None
    assert origin_link(deal)[1] == reverse("gathering", args=[gathering.pk])  # type: ignore[index]
    found = outcome_of(gathering)
    assert (found["deals"], found["continued"], found["attended"]) == (1, 1, 1)
    year = Gathering.objects.get().starts_at.year
    assert ("matching", 1, 1) in [(k.code, n, k.yearly) for k, n in quotas_of("130900", year)]


def test_who_waits_gets_the_seat_that_comes_free(market: Market, drain: Callable[[], int]) -> None:
    gathering = published(officer(), capacity=1)
    first = sign_up(actor=actor(market.buyer), gathering_id=gathering.pk)
    second = sign_up(actor=actor(market.researcher), gathering_id=gathering.pk)
    third = sign_up(actor=actor(market.stranger), gathering_id=gathering.pk)
    assert [one.state for one in (first, second, third)] == ["seated", "waiting", "waiting"]
    sign_off(actor=actor(market.buyer), gathering_id=gathering.pk)
    sign_off(actor=actor(market.buyer), gathering_id=gathering.pk)
    states = list(SignUp.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["off", "seated", "waiting"]
    drain()
    assert told(market.researcher)[-1] == "gathering_seated"
    assert "gathering_seated" not in told(market.stranger)
    # Nobody overtakes who waits, and more seats go to them first.
    late = sign_up(actor=actor(market.colleague), gathering_id=gathering.pk)
    organiser = User.objects.get(name="Officer")
    gathering_edit(actor=actor(organiser), gathering_id=gathering.pk, values=values(capacity=2))
    last = sign_up(actor=actor(market.office), gathering_id=gathering.pk)
    for one in (third, late, last):
        one.refresh_from_db()
    assert [one.state for one in (third, late, last)] == ["seated", "waiting", "waiting"]


def test_who_is_suspended_comes_to_nothing_and_holds_nothing(market: Market) -> None:
    gathering = published(officer())
    Organisation.objects.filter(pk=market.enterprise.pk).update(suspended_at=timezone.now())
    with refused(NotPermitted):
        sign_up(actor=actor(market.buyer), gathering_id=gathering.pk)
    Organisation.objects.filter(pk=gathering.organiser_id).update(suspended_at=timezone.now())
    with refused(WrongState):
        sign_up(actor=actor(market.researcher), gathering_id=gathering.pk)
    assert not SignUp.objects.exists()


def test_an_event_is_not_moved_to_the_past_and_talks_move_along(
    market: Market, drain: Callable[[], int]
) -> None:
    runs = officer()
    pairs.pairing(market)
    gathering = published(runs)
    for person in (market.buyer, market.researcher):
        sign_up(actor=actor(person), gathering_id=gathering.pk)
    (talk,) = talks_propose(actor=actor(runs), gathering_id=gathering.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            talk=talk, sign_up=talk.need_side, gathering=gathering, side="need", table=9,
            starts_at=talk.starts_at,
        )  # fmt: skip
    before = counted()
    gone = timezone.now() - timedelta(days=1)
    for change, field in (
        ({"starts_at": gone, "ends_at": gone + timedelta(hours=2)}, "starts_at"),
        ({"ends_at": values().starts_at - timedelta(hours=1)}, "ends_at"),
        ({"capacity": 1}, "capacity"),
        ({"talk_minutes": 30}, "talk_minutes"),
        ({"kind": "party"}, "kind"),
    ):
        with refused(ValidationError) as refusal:
            gathering_edit(actor=actor(runs), gathering_id=gathering.pk, values=values(**change))
        assert field in refusal.value.message_dict
    for person, error in ((market.buyer, NotPermitted), (market.office, NotPermitted)):
        with pytest.raises(error):
            gathering_edit(actor=actor(person), gathering_id=gathering.pk, values=values())
    assert counted() == before
    later = gathering.starts_at + timedelta(days=1)
    gathering_edit(
        actor=actor(runs), gathering_id=gathering.pk,
        values=values(starts_at=later, ends_at=later + timedelta(hours=3)),
    )  # fmt: skip
    moved = Talk.objects.get()
    assert moved.starts_at == talk.starts_at + timedelta(days=1)
    assert set(moved.seats.values_list("starts_at", flat=True)) == {moved.starts_at}
    sign_off(actor=actor(market.buyer), gathering_id=gathering.pk)
    moved.refresh_from_db()
    assert (moved.state, moved.seats.count()) == ("declined", 0)
    gathering_cancel(actor=actor(runs), gathering_id=gathering.pk, note="场馆停电")
    drain()
    assert told(market.researcher)[-2:] == ["gathering_moved", "gathering_cancelled"]
    with refused(WrongState):
        sign_up(actor=actor(market.buyer), gathering_id=gathering.pk)


def test_pages_and_the_api_show_what_was_published(market: Market) -> None:
    runs = officer()
    client = browser(runs)
    sent = {
        "kind": "salon", "title": "散热材料技术沙龙", "about": "交流", "region": "130900",
        "place": "高新区", "starts_at": "2031-05-06T09:00", "ends_at": "2031-05-06T12:00",
        "talk_minutes": "20", "tables": "3", "capacity": "30",
    }  # fmt: skip
    url = reverse("gathering_new")
    assert browser(market.buyer).get(url).status_code == 403
    assert client.post(url, sent | {"starts_at": "2020-05-06T09:00"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    gathering = Gathering.objects.get()
    page = reverse("gathering", args=[gathering.pk])
    assert browser(market.buyer).get(page).status_code == 404
    act = reverse("gathering_act", args=[gathering.pk, "publish"])
    assert client.post(act, {"revision": gathering.revision}).status_code == 302
    assert gathering.title in text(browser().get(reverse("gatherings")))
    assert gathering.code not in text(browser(market.buyer).get(page))
    assert gathering.code in text(client.get(page))
    buyer = browser(market.buyer)
    assert buyer.post(reverse("gathering_come", args=[gathering.pk])).status_code == 302
    assert "You have a seat." in text(buyer.get(page))
    made = browser(market.researcher).post(f"/api/v1/gatherings/{gathering.pk}/sign_up/")
    assert (made.status_code, made.json()["state"]) == (200, "seated")
    file = buyer.get(reverse("gathering_file", args=[gathering.pk]))
    (entry,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == gathering.title
