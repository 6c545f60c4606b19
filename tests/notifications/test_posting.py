"""From a notice to its mail: when it goes out, when it does not, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from notifications import facade
from notifications.contracts import Entry, Frequency
from notifications.models import Digest, NoticeRow, Posting

from .hosts import ANNA, BO, World, tell, world

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=3)


@pytest.fixture(autouse=True)
def here() -> Iterator[World]:
    with world() as made:
        yield made


def post(after: timedelta = LATER) -> list[Any]:
    """What goes out by then."""
    mail.outbox.clear()
    facade.post_due(now=timezone.now() + after)
    return list(mail.outbox)


def states(person: int = ANNA) -> list[tuple[str, str]]:
    rows = Posting.objects.filter(person=person, notice__isnull=False).order_by("pk")
    return list(rows.values_list("state", "reason"))


def test_a_mail_waits_two_minutes_says_why_and_goes_out_once() -> None:
    tell(ANNA, key="k", sentence="<b>题</b> & more")
    assert post(timedelta(minutes=1)) == []
    (sent,) = post()
    assert sent.to == ["anna@example.org"]
    assert sent.subject == "<b>题</b> & more"
    assert "<b>题</b> & more" in sent.body
    assert "mail of this kind: match" in sent.body
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert "&lt;b&gt;题&lt;/b&gt; &amp; more" in html
    assert "<b>题</b>" not in html
    assert 'style="' in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body
    assert post() == []
    assert states() == [("sent", "")]


def test_a_mail_is_written_in_its_readers_language() -> None:
    tell(BO, key="k")
    (sent,) = post()
    assert "您好" in sent.body
    assert 'lang="zh-hans"' in sent.alternatives[0][0]


def test_what_was_read_is_gone_or_unwanted_meanwhile_is_not_sent(here: World) -> None:
    ids = [tell(ANNA, key=str(n), kind=f"kind{n}")[ANNA] for n in range(4)]
    facade.mark_read(ANNA, [ids[0]])
    here.gone.add(ids[1])
    facade.prefer("person:11", kind="kind2", frequency=Frequency.OFF)
    facade.prefer("person:11", kind="kind3", frequency=Frequency.WEEKLY)
    assert post() == []
    assert states() == [("dropped", "read"), ("dropped", "gone"), ("dropped", "off"), ("held", "")]
    del here.people[BO]
    tell(BO, key="k")
    assert states(BO) == [("dropped", "off")]


def test_quiet_hours_put_a_mail_off_until_they_are_over() -> None:
    now = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    facade.habits_keep(ANNA, zone="UTC", quiet_from=time(22), quiet_until=time(7), digest_hour=8)
    tell(ANNA, key="k")
    Posting.objects.update(due_at=now)
    facade.post_due(now=now)
    posting = Posting.objects.get()
    assert (posting.state, posting.due_at) == ("waiting", now.replace(day=1, month=12, hour=7))
    facade.post_due(now=posting.due_at)
    assert states() == [("sent", "")]


class Down:
    """Fails as often as it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def __call__(self) -> int:
        self.asked += 1
        raise self.error


def test_a_server_that_is_down_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(ANNA, key="k")
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", Down(ConnectionError("no")))
        for hour in range(1, 12):
            facade.post_due(now=timezone.now() + timedelta(hours=hour))
    posting = Posting.objects.get()
    assert posting.state == "waiting"
    assert "no" in posting.error
    assert len(post(timedelta(days=1))) == 1


def test_a_refused_address_is_paused_and_its_owner_told_once(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        tell(ANNA, key=str(number))
    refused = Down(SMTPRecipientsRefused({"anna@example.org": (550, b"no such user")}))
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refused)
        facade.post_due(now=timezone.now() + LATER)
    assert refused.asked == 1, "the second is not tried any more"
    assert here.paused == [(ANNA, "anna@example.org")]
    facade.bounced("anna@example.org", "complaint")
    assert len(here.paused) == 1
    facade.mail_resume(ANNA)
    tell(ANNA, key="again")
    assert len(post()) == 1
    assert states() == [("dropped", "refused"), ("dropped", "refused"), ("sent", "")]


def test_another_refusal_is_tried_again_and_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(ANNA, key="k")
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", Down(ValueError("broken")))
    for hour in range(1, 12):
        facade.post_due(now=timezone.now() + timedelta(hours=hour))
    assert states() == [("failed", "")]
    tell(ANNA, key="late")
    late = Posting.objects.get(state="waiting")
    Posting.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=2))
    given_up = Posting.objects.get(state="failed")
    assert facade.differences() == [
        f"posting {late.pk}: waits for over an hour",
        f"posting {given_up.pk}: given up",
    ]
    late.delete()
    assert facade.differences()[0].endswith("0 ways by mail")


def test_what_a_dead_process_had_claimed_is_taken_up_after_its_lease() -> None:
    tell(ANNA, key="k")
    now = timezone.now()
    Posting.objects.update(claimed_until=now + timedelta(minutes=5), due_at=now)
    facade.post_due(now=now)
    assert states() == [("waiting", "")]
    facade.post_due(now=now + timedelta(minutes=6))
    assert states() == [("sent", "")]


def digests(now: datetime) -> list[EmailMessage]:
    mail.outbox.clear()
    facade.digests_make(now=now)
    facade.post_due(now=now)
    return list(mail.outbox)


def test_one_digest_a_period_whatever_the_volume(here: World) -> None:
    begin = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    here.open.append(Entry(sentence="A task waits", url="/tasks/"))
    for number in range(400):
        tell(
            ANNA, key=str(number), frequency=Frequency.DAILY,
            group="film" if number % 2 else "", weight=number / 400,
        )  # fmt: skip
    Posting.objects.update(created_at=begin)
    assert digests(begin) == [], "the period that ended was over before"
    (sent,) = digests(begin + timedelta(hours=1))
    assert sent.subject == "150 new for film, and 250 more"
    assert sent.body.index("399") < sent.body.index("398")
    assert "A task waits" in sent.body
    tell(ANNA, key="late", frequency=Frequency.DAILY)
    Posting.objects.filter(state="held").update(created_at=begin + timedelta(hours=2))
    assert digests(begin + timedelta(hours=3)) == []
    assert len(digests(begin + timedelta(days=1, hours=1))) == 1
    assert Digest.objects.count() == 2
    assert not Posting.objects.filter(state="held").exists()


def test_nothing_new_makes_no_digest(here: World) -> None:
    here.open.append(Entry(sentence="A task waits", url="/tasks/"))
    now = timezone.now() + timedelta(days=1)
    assert digests(now) == []
    ids = [tell(ANNA, key=str(n), frequency=Frequency.DAILY)[ANNA] for n in range(3)]
    facade.mark_read(ANNA, [ids[0]])
    here.gone.add(ids[1])
    facade.prefer("person:11", kind=facade.digest_kind("daily"), frequency=Frequency.OFF)
    assert digests(now) == []
    assert Digest.objects.count() == 0
    assert states() == [("dropped", "off")] * 3


def test_a_choice_changed_meanwhile_is_followed_by_what_is_held() -> None:
    tell(ANNA, key="1", kind="a", frequency=Frequency.DAILY)
    facade.prefer("person:11", kind="a", frequency=Frequency.ONCE)
    assert len(digests(timezone.now() + timedelta(days=1))) == 1
    assert Digest.objects.count() == 0
    assert states() == [("sent", "")]


def test_what_was_read_and_is_old_goes_with_its_ways(here: World) -> None:
    tell(ANNA, key="read", frequency=Frequency.DAILY)
    tell(ANNA, key="unread", frequency=Frequency.DAILY)
    later = timezone.now() + timedelta(days=2)
    facade.digests_make(now=later)
    assert facade.notices_prune(later) == 0, "nobody has read them"
    read = facade.inbox(ANNA)[-1]
    facade.mark_read(ANNA, [read.id])
    assert facade.notices_prune(read.created_at) == 0, "not old"
    assert facade.notices_prune(later) == 1
    assert (NoticeRow.objects.get().key, Digest.objects.count()) == ("unread", 1)
    assert facade.differences() == []
    facade.post_due(now=later)
    facade.mark_read(ANNA, None)
    assert facade.notices_prune(later) == 2
    assert not Posting.objects.exists()


def test_a_link_ends_one_kind_for_one_person_and_may_be_used_twice() -> None:
    token = facade.token_of(ANNA, "match")
    ending = facade.ending_of(token)
    assert ending is not None
    for _time in range(2):
        facade.unsubscribe(ending)
    tell(ANNA, BO, key="1")
    tell(ANNA, key="2", kind="other")
    assert {tuple(sent.to) for sent in post()} == {("anna@example.org",), ("bo@example.org",)}
    assert states() == [("dropped", "off"), ("sent", "")]
    assert facade.ending_of(token[:-1]) is None
    assert NoticeRow.objects.count() == 3
