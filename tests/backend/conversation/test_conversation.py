"""Conversations of a deal: who says, sees, edits and withdraws what."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from backend.attachments.models import Attachment
from backend.conversation.models import MAX_TEXT, EarlierText, Mention, Message, ReadMark
from backend.conversation.selectors import last_read_of, messages_of, unread_of
from backend.conversation.services import (
    conversation_mark_read,
    message_edit,
    message_withdraw,
    message_write,
)
from backend.core.errors import NotFound, NotPermitted, Stale
from backend.core.models import Event
from backend.core.notices import notices_render
from backend.core.subjects import subject_for
from backend.deals.models import Deal
from backend.deals.trail import deal_timeline
from notifications.facade import inbox
from tests import factories
from tests.backend.attachments.samples import PDF, upload
from tests.backend.pairings import pairs
from tests.factories import Market, actor


@pytest.fixture
def deal(market: Market) -> Deal:
    return pairs.deal(market)


def say(deal: Deal, by: object, text: str = "下周三看样品可以吗？", **more: object) -> Message:
    return message_write(
        actor=actor(by),  # type: ignore[arg-type]
        subject="deal",
        subject_id=deal.pk,
        text=text,
        **more,  # type: ignore[arg-type]
    )


def unchanged() -> tuple[int, ...]:
    models = (Message, EarlierText, Mention, ReadMark, Attachment)
    return *(model.objects.count() for model in models), Event.objects.count()  # type: ignore[attr-defined]


def test_what_is_said_stands_in_the_timeline_of_the_deal(market: Market, deal: Deal) -> None:
    said = say(deal, market.buyer, "样品周三寄出")
    gone = say(deal, market.researcher, "发错了")
    message_withdraw(actor=actor(market.researcher), message_id=gone.pk)
    about = subject_for(actor(market.office), "deal", deal.pk)
    told = deal_timeline(deal, about)
    assert [entry.name for entry in told][-1] == "message.written"
    assert (told[-1].url, told[-1].who) == (f"#message-{said.pk}", str(market.buyer))
    assert "样品周三寄出" in told[-1].what
    assert not any("发错了" in entry.what for entry in told)


def test_both_parties_talk_and_nobody_else(market: Market, deal: Deal) -> None:
    say(deal, market.buyer)
    say(deal, market.researcher)
    for person in (market.buyer, market.researcher, market.office, market.operator):
        about = subject_for(actor(person), "deal", deal.pk)
        assert [message.author for message in messages_of(about)] == [
            market.buyer,
            market.researcher,
        ]
    before = unchanged()
    for person in (None, market.stranger, market.broker):
        with pytest.raises(NotFound):
            say(deal, person)
    with pytest.raises(NotPermitted):
        say(deal, market.operator)
    with pytest.raises(NotFound):
        message_write(actor=actor(market.buyer), subject="deal", subject_id=10**6, text="x")
    listing = deal.need_id
    with pytest.raises(NotPermitted):
        message_write(
            actor=actor(market.stranger), subject="listing", subject_id=listing or 0, text="x"
        )
    assert unchanged() == before


@pytest.mark.parametrize(
    "text", ["", "  \n\t ", "\x00", "\u202e", "长" * (MAX_TEXT + 1), "\u0301\u0316" * 500_000]
)
def test_empty_and_boundless_words_are_refused(market: Market, deal: Deal, text: str) -> None:
    before = unchanged()
    with pytest.raises(ValidationError) as refused:
        say(deal, market.buyer, text)
    assert list(refused.value.message_dict) == ["text"]
    assert unchanged() == before


def test_words_are_plain_and_keep_their_lines(market: Market, deal: Deal, client: Client) -> None:
    made = say(deal, market.buyer, " <script>alert(1)</script>\r\n第二行\u202e \x00")
    assert made.text == "<script>alert(1)</script>\n第二行"
    client.force_login(market.office)
    page = client.get(f"/deals/{deal.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_who_is_named_is_mentioned(market: Market, deal: Deal) -> None:
    made = say(deal, market.buyer, "@Researcher 请看；@Stranger 与 @Buyer 不算，@Res 也不算")
    assert list(made.mentions.values_list("user_id", flat=True)) == [market.researcher.pk]
    event = Event.objects.get(name="message.written")
    assert event.payload["mentioned"] == [market.researcher.pk]
    message_edit(
        actor=actor(market.buyer), message_id=made.pk, was=made.text, text="@Researcher 改了"
    )
    assert Event.objects.get(name="message.edited").payload["mentioned"] == []


def test_edits_keep_the_old_words_visible(market: Market, deal: Deal, client: Client) -> None:
    made = say(deal, market.buyer, "价格 100 万")
    message_edit(
        actor=actor(market.buyer), message_id=made.pk, was="价格 100 万", text="价格 90 万"
    )
    client.force_login(market.office)
    page = client.get(f"/deals/{deal.pk}/").content.decode()
    assert "价格 100 万" in page
    assert "价格 90 万" in page
    before = unchanged()
    with pytest.raises(Stale):
        message_edit(actor=actor(market.buyer), message_id=made.pk, was="价格 100 万", text="x")
    for person in (market.office, market.operator):
        with pytest.raises(NotPermitted):
            message_edit(actor=actor(person), message_id=made.pk, was="价格 90 万", text="x")
    with pytest.raises(NotFound):
        message_edit(actor=actor(market.stranger), message_id=made.pk, was="价格 90 万", text="x")
    assert unchanged() == before


def test_what_is_withdrawn_is_shown_no_more(market: Market, deal: Deal, client: Client) -> None:
    made = say(deal, market.buyer, "发错了", upload=upload())
    message_edit(actor=actor(market.buyer), message_id=made.pk, was="发错了", text="真发错了")
    with pytest.raises(NotPermitted):
        message_withdraw(actor=actor(market.office), message_id=made.pk)
    message_withdraw(actor=actor(market.buyer), message_id=made.pk)
    client.force_login(market.office)
    assert "发错了" not in client.get(f"/deals/{deal.pk}/").content.decode()
    file = Attachment.objects.get()
    assert client.get(f"/files/{file.pk}/").status_code == 404
    with pytest.raises(NotPermitted):
        message_edit(actor=actor(market.buyer), message_id=made.pk, was="", text="x")


def test_a_file_comes_with_its_message_or_neither(
    market: Market, deal: Deal, client: Client
) -> None:
    before = unchanged()
    with pytest.raises(ValidationError) as refused:
        say(deal, market.buyer, upload=upload("a.svg", b"<svg>"))
    assert list(refused.value.message_dict) == ["file"]
    assert unchanged() == before
    say(deal, market.buyer, upload=upload())
    file = Attachment.objects.get()
    assert file.subject == "message"
    client.force_login(market.office)
    assert client.get(f"/files/{file.pk}/", follow=True).content == PDF
    client.force_login(market.stranger)
    assert client.get(f"/files/{file.pk}/").status_code == 404


def test_read_marks_only_go_forward(market: Market, deal: Deal) -> None:
    first, second = say(deal, market.buyer), say(deal, market.buyer)
    reader = actor(market.office)
    about = subject_for(reader, "deal", deal.pk)
    for up_to in (second.pk, first.pk):
        conversation_mark_read(actor=reader, subject="deal", subject_id=deal.pk, up_to=up_to)
    assert last_read_of(reader, about) == second.pk
    for person, unread in (
        (market.researcher, {deal.pk: 2}),
        (market.office, {}),
        (market.buyer, {}),
    ):
        assert unread_of(actor(person), "deal", [deal.pk]) == unread
    with pytest.raises(NotFound):
        conversation_mark_read(
            actor=actor(market.stranger), subject="deal", subject_id=deal.pk, up_to=first.pk
        )
    with pytest.raises(NotPermitted):
        conversation_mark_read(actor=reader, subject="deal", subject_id=deal.pk + 1, up_to=first.pk)


def notices(person: object) -> list[str]:
    who = actor(person)  # type: ignore[arg-type]
    shown = notices_render(inbox(who.person), who)
    return [notice.sentence for notice in shown if notice.kind.startswith("message")]


def test_the_others_are_told_once_until_they_have_read(
    market: Market, deal: Deal, drain: Callable[[], int], english: None
) -> None:
    say(deal, market.buyer, "第一条")
    last = say(deal, market.buyer, "第二条 @Researcher")
    drain()
    assert notices(market.buyer) == []
    assert notices(market.office) == ["Buyer wrote: 第一条"]
    assert notices(market.researcher) == [
        "Buyer mentioned you: 第二条 @Researcher",
        "Buyer wrote: 第一条",
    ]
    conversation_mark_read(
        actor=actor(market.office), subject="deal", subject_id=deal.pk, up_to=last.pk
    )
    third = say(deal, market.buyer, "第三条")
    drain()
    assert notices(market.office) == ["Buyer wrote: 第三条", "Buyer wrote: 第一条"]
    message_withdraw(actor=actor(market.buyer), message_id=third.pk)
    assert "Buyer wrote: 第三条" not in notices(market.office)


@pytest.mark.servers
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_messages_written_at_once_all_stand_in_one_conversation() -> None:
    market = factories.market()
    deal = pairs.deal(market)
    people = [market.buyer, market.researcher, market.office, market.buyer]
    together = threading.Barrier(len(people))

    def talk(person: object) -> None:
        together.wait(10)
        try:
            for n in range(3):
                say(deal, person, f"第 {n} 条")
        finally:
            connection.close()

    threads = [threading.Thread(target=talk, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Message.objects.count() == 12
    assert Message.objects.values("conversation").distinct().count() == 1


def test_pages_talk_with_and_without_scripts(market: Market, deal: Deal, client: Client) -> None:
    url = f"/conversations/deal/{deal.pk}/"
    client.force_login(market.buyer)
    assert client.post(url, {"text": "您好"}).status_code == 302
    part = client.post(url, {"text": "在吗"}, HTTP_HX_REQUEST="true").content.decode()
    assert part.lstrip().startswith("<section")
    refused = client.post(url, {"text": "留着的话", "file": upload("a.exe", b"MZ")})
    assert refused.status_code == 422
    assert "留着的话" in refused.content.decode()
    last = Message.objects.latest("pk")
    client.force_login(market.office)
    assert f'value="{last.pk}"' in client.get(url).content.decode()
    assert client.post(f"{url}read/", {"up_to": last.pk}).status_code == 302
    assert "unread" not in client.get(url).content.decode().split("<main")[1]
    client.force_login(market.buyer)
    edit = f"/conversations/messages/{last.pk}/edit/"
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"text": "", "was": "在吗"}).status_code == 422
    assert client.post(edit, {"text": "还在吗", "was": "在吗"}).status_code == 302
    assert client.post(f"/conversations/messages/{last.pk}/withdraw/").status_code == 302
    client.force_login(market.stranger)
    assert client.get(url).status_code == 404


def test_the_api_talks(market: Market, deal: Deal, client: Client) -> None:
    url = f"/api/v1/subjects/deal/{deal.pk}/messages/"
    client.force_login(market.buyer)
    made = client.post(url, {"text": "您好"}, content_type="application/json")
    assert made.status_code == 201
    pk = made.json()["id"]
    one = f"/api/v1/messages/{pk}/"
    body = {"text": "您好！", "was": "您好"}
    assert client.patch(one, body, content_type="application/json").json()["text"] == "您好！"
    assert client.patch(one, body, content_type="application/json").status_code == 409
    assert client.get(url).json()["results"][0]["earlier"][0]["text"] == "您好"
    read = client.post(f"{url}read/", {"up_to": pk}, content_type="application/json")
    assert read.status_code == 204
    assert client.delete(one).status_code == 204
    client.force_login(market.stranger)
    assert client.get(url).status_code == 404
    assert client.post(url, "{", content_type="application/json").status_code == 404
