"""Delivering, reading and marking, without sockets."""

import pytest
from django.db import transaction
from django.utils import timezone

from notifications import facade
from notifications.contracts import Message
from notifications.models import NoticeRow

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

ANNA, BO = 11, 12


def deliver(*people: int, key: str = "event:1", kind: str = "deal_opened") -> int:
    messages = {person: Message(words={"en": {"sentence": f"to {person}"}}) for person in people}
    new = facade.deliver(messages=messages, kind=kind, payload={"deal": 7}, key=key)
    assert {person: facade.newest_id(person) for person in new} == dict(new)
    return len(new)


def test_each_recipient_gets_one_notice():
    assert deliver(ANNA, BO, ANNA) == 2
    (notice,) = facade.inbox(ANNA)
    assert (notice.recipient, notice.kind, dict(notice.payload)) == (
        ANNA,
        "deal_opened",
        {"deal": 7},
    )
    assert notice.words == {"en": {"sentence": f"to {ANNA}"}}
    assert notice.read_at is None


def test_a_repeated_key_delivers_nothing_to_who_has_it_and_reaches_who_has_not():
    deliver(ANNA)
    assert deliver(ANNA) == 0
    assert deliver(ANNA, BO) == 1
    assert NoticeRow.objects.count() == 2


def test_the_same_person_gets_notices_of_different_keys():
    deliver(ANNA, key="event:1")
    assert deliver(ANNA, key="event:2") == 1
    assert facade.unread_count(ANNA) == 2


def test_a_repeat_does_not_make_a_read_notice_unread():
    deliver(ANNA)
    facade.mark_read(ANNA, None)
    deliver(ANNA)
    assert facade.unread_count(ANNA) == 0


def test_nobody_to_tell_is_no_error():
    assert deliver() == 0


def test_inbox_is_newest_first_and_pages_both_ways():
    for number in range(5):
        deliver(ANNA, key=f"event:{number}")
    ids = [notice.id for notice in facade.inbox(ANNA)]
    assert ids == sorted(ids, reverse=True)
    assert [n.id for n in facade.inbox(ANNA, after_id=ids[2])] == ids[:2]
    assert [n.id for n in facade.inbox(ANNA, before_id=ids[2], limit=1)] == [ids[3]]
    assert facade.newest_id(ANNA) == ids[0]


def test_an_inbox_is_its_owners_alone():
    deliver(ANNA)
    assert facade.inbox(BO) == []
    assert facade.newest_id(BO) == 0
    (theirs,) = facade.inbox(ANNA)
    assert facade.mark_read(BO, [theirs.id]) == 0
    assert facade.unread_count(ANNA) == 1


def test_a_page_of_the_inbox_is_bounded():
    assert facade.inbox(ANNA, limit=-1) == []
    for number in range(facade.PAGE + 1):
        deliver(ANNA, key=f"event:{number}")
    assert len(facade.inbox(ANNA, limit=10_000)) == facade.PAGE


def test_marking_some_and_then_all():
    deliver(ANNA, key="event:1")
    deliver(ANNA, key="event:2")
    _newest, oldest = facade.inbox(ANNA)
    assert facade.mark_read(ANNA, [oldest.id]) == 1
    assert facade.unread_count(ANNA) == 1
    assert facade.mark_read(ANNA, [oldest.id]) == 0, "the second time nothing changes"
    assert facade.mark_read(ANNA, None) == 1
    assert facade.unread_count(ANNA) == 0


def test_a_rolled_back_delivery_tells_nobody(monkeypatch, django_capture_on_commit_callbacks):
    told = []
    monkeypatch.setattr(facade, "announce", told.append)

    def fails() -> None:
        with transaction.atomic():
            deliver(ANNA)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fails()
    assert told == []
    assert facade.inbox(ANNA) == []


def test_who_gets_something_new_is_told_after_commit(
    monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(facade, "announce", told.append)
    with django_capture_on_commit_callbacks(execute=True):
        deliver(ANNA)
        assert told == [], "before the commit there is nothing to read"
    assert told == [[ANNA]]
    with django_capture_on_commit_callbacks(execute=True):
        deliver(ANNA, BO)
    assert told == [[ANNA], [BO]]


def test_a_layer_that_is_down_fails_no_delivery(monkeypatch, django_capture_on_commit_callbacks):
    class Down:
        async def group_send(self, group: str, message: dict) -> None:
            raise ConnectionError("no server")

    asked = []
    monkeypatch.setattr("notifications.push.get_channel_layer", lambda: asked.append(1) or Down())
    with django_capture_on_commit_callbacks(execute=True):
        assert deliver(ANNA) == 1
    assert asked, "the layer was tried"
    assert facade.unread_count(ANNA) == 1


def test_read_and_put_away_are_taken_back_by_their_instant():
    for number in range(3):
        deliver(ANNA, key=f"event:{number}")
    ids = [notice.id for notice in facade.inbox(ANNA)]
    facade.mark_read(ANNA, [ids[0]])
    at = timezone.now()
    assert facade.mark_read(ANNA, None, at=at) == 2
    assert facade.take_back(BO, at) == 0
    assert facade.take_back(ANNA, at) == 2
    assert facade.unread_count(ANNA) == 2, "what was read before stays read"
    assert facade.archive(ANNA, None, at=at) == 1, "all that was read"
    assert facade.archive(ANNA, [ids[1]], at=at) == 1
    assert facade.unread_count(ANNA) == 1
    assert [n.id for n in facade.inbox(ANNA)] == [ids[2]]
    assert [n.id for n in facade.inbox(ANNA, which=facade.Which(archived=True))] == ids[:2]
    assert facade.take_back(ANNA, at) == 2
    assert len(facade.inbox(ANNA)) == 3
