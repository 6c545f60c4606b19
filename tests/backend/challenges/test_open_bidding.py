"""Open bidding: posted, entered under seal, opened by two, reviewed, put into notice, awarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import serializers as dump
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.models import Duty, Organisation
from backend.challenges import sealing, services
from backend.challenges.lifecycle import posting_missing
from backend.challenges.models import Call, Entry, EntryMember
from backend.challenges.selectors import entries_opened_to, entries_told, standing_of
from backend.challenges.services.keys import envelope_about
from backend.challenges.values import MemberValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.deals.models import Deal
from backend.deals.trail import deal_trail
from backend.integrity.services import sanction_record
from backend.integrity.values import SanctionValues
from notifications.models import NoticeRow
from tests import factories
from tests.backend.challenges import calling
from tests.backend.challenges.calling import ENTRY, SCORES, SECRET
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused


def hand_in(who: Any, call: Call, **changes: Any) -> Entry:
    return services.entry_hand_in(
        actor=actor(who), call_id=call.pk, values=replace(ENTRY, **changes)
    )


def rows() -> tuple[int, ...]:
    return Entry.objects.count(), EntryMember.objects.count(), Event.objects.count()


def everything() -> str:
    """All that the tables of calls hold, as a dump of them would."""
    return "".join(
        dump.serialize("json", model.objects.all())
        for model in (Call, Entry, EntryMember, Event, NoticeRow)
    )


def test_from_the_call_to_the_talks(market: Market, drain: Callable[[], int]) -> None:
    bureau = calling.office()
    draft = calling.drafted(bureau)
    assert len(posting_missing(draft)) == 2  # the justification, and the parts of the key
    with refused(WrongState):
        services.SERVICES["post"](actor=actor(bureau.runner), call_id=draft.pk)
    call, codes = calling.posted(bureau)
    rival = factories.organisation(Organisation.Kind.UNIVERSITY)
    second = factories.member(rival, Duty.UNIVERSITY_OFFICE)
    won = hand_in(market.researcher, call)
    lost = hand_in(second, call, price=Decimal("3000000"))

    # Nobody reads anything before both have opened it together, nor learns how many there are.
    assert SECRET not in everything()
    for person in (bureau.runner, bureau.decider, market.operator, market.researcher):
        assert not entries_opened_to(actor(person), call)
        for page in (f"/calls/{call.pk}/", f"/calls/{call.pk}/run/", f"/calls/entries/{won.pk}/"):
            assert SECRET not in browser(person).get(page).content.decode()
    with refused(WrongState):
        services.key_part_offer(actor=actor(bureau.runner), call_id=call.pk, code=codes[0])
    call = calling.close(call)
    with refused(WrongState, match=r"(?i)too late|已截止|迟"):
        hand_in(market.researcher, call)
    with refused(ValidationError):
        services.key_part_offer(actor=actor(bureau.runner), call_id=call.pk, code=codes[1])
    services.key_part_offer(actor=actor(bureau.runner), call_id=call.pk, code=codes[0])
    assert SECRET not in everything()
    services.key_part_offer(actor=actor(bureau.decider), call_id=call.pk, code=codes[1])
    call.refresh_from_db()
    won.refresh_from_db()
    assert (call.state, won.answers["route"], won.price) == ("opened", SECRET, None)
    assert not call.holders.exclude(offered="").exists()

    # Prices open after the scores; then one person decides, another than who runs.
    call = calling.reviewed(bureau, call, SCORES)
    decide = actor(bureau.decider)
    with refused(WrongState):
        services.call_propose(actor=decide, call_id=call.pk, verdicts=calling.verdicts(call, won))
    call = calling.bring(bureau, call, codes)
    first, other = standing_of(call, list(entries_opened_to(decide, call)))
    assert (first.entry, first.rank, first.means["price"]) == (won, 1, 100.0)
    assert (other.means["price"], round(other.total or 0, 1)) == (96.0, 81.2)
    assert entries_told(call) == []
    with refused(NotPermitted):
        services.call_propose(actor=actor(bureau.runner), call_id=call.pk)
    services.call_propose(actor=decide, call_id=call.pk, verdicts=calling.verdicts(call, won))
    with refused(WrongState):
        services.call_award(actor=decide, call_id=call.pk)
    assert str(market.university) in text(browser(market.stranger).get(f"/calls/{call.pk}/"))
    Call.objects.update(notice_until=timezone.now())
    call = services.call_award(actor=decide, call_id=call.pk)

    deal = Deal.objects.get()
    won.refresh_from_db()
    assert (deal.buyer, deal.seller, won.deal) == (bureau.unit, market.university, deal)
    assert {p.user_id for p in deal.people.all()} == {bureau.runner.pk, market.researcher.pk}
    assert [e.name for e in deal_trail(deal)][:2] == ["entry.handed_in", "entry.awarded"]
    drain()
    told = NoticeRow.objects.filter(recipient=second.pk).values_list("kind", flat=True)
    assert list(told) == ["entry_decided"]
    page = text(browser(second).get(f"/calls/entries/{lost.pk}/"))
    assert "综合得分与论证意见" in page


def test_what_was_altered_after_it_arrived_does_not_open(market: Market) -> None:
    bureau = calling.office(0)
    call, codes = calling.posted(bureau)
    entry, other = hand_in(market.office, call), hand_in(market.stranger, call)
    Entry.objects.filter(pk=entry.pk).update(technical=other.technical)
    call = calling.bring(bureau, calling.close(call), codes)
    entry.refresh_from_db()
    other.refresh_from_db()
    assert (entry.state, entry.answers) == ("excluded", {})
    assert other.answers["route"] == SECRET
    about = envelope_about(other, "technical")
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(bytes(other.technical or b""), codes[::-1], about)


def test_who_may_not_enter_is_told_why(market: Market) -> None:
    bureau = calling.office(0)
    call, _codes = calling.posted(bureau)
    both = factories.member(bureau.unit, Duty.REGIONAL_OFFICER)
    factories.join(both, market.enterprise, Duty.ENTERPRISE_MEMBER)
    sanction_record(
        actor=actor(bureau.runner),
        values=SanctionValues(
            organisation_id=market.enterprise.pk, ground="伪造检测报告", blocks=("calls",),
            starts_on=timezone.localdate(), ends_on=timezone.localdate() + timedelta(days=90),
        ),
    )  # fmt: skip
    before = rows()
    for who, words in (
        (market.buyer, "伪造检测报告"),
        (market.broker, ""),
        (both, ""),
        (bureau.runner, ""),
    ):
        with refused(NotPermitted) as refusal:
            hand_in(who, call)
        assert words in str(refusal.value.message)
    for changes, field in (
        ({"answers": {**ENTRY.answers, "route": " "}}, "route"),
        ({"answers": {**ENTRY.answers, "spare": "x"}}, "answers"),
        ({"price": None}, "price"),
        ({"price": Decimal("3000000.01")}, "price"),
    ):
        with refused(ValidationError) as wrong:
            hand_in(market.office, call, **changes)
        assert list(wrong.value.message_dict) == [field]
    assert rows() == before
    page = browser(market.buyer).get(f"/calls/{call.pk}/enter/")
    assert page.status_code == 403


def test_one_entry_each_replaced_as_a_whole_until_the_deadline(market: Market) -> None:
    call, _codes = calling.posted(calling.office(0))
    first = hand_in(market.researcher, call)
    again = hand_in(market.office, call, price=Decimal(10))
    assert (again.pk, Entry.objects.count()) == (first.pk, 1)
    assert again.digest != first.digest
    with refused(NotPermitted):  # of another researcher's
        hand_in(market.colleague, call)
    services.ENTRY_SERVICES["withdraw"](actor=actor(market.office), entry_id=again.pk)
    again.refresh_from_db()
    assert (again.technical, again.pricing) == (None, None)
    assert hand_in(market.colleague, call).pk != first.pk


def test_a_consortium_counts_once_every_member_confirmed(
    market: Market, drain: Callable[[], int]
) -> None:
    bureau = calling.office(0)
    call, codes = calling.posted(bureau)
    part = MemberValues(organisation_id=market.enterprise.pk, task="中试与验证", share=40)
    for share, member in ((50, part), (60, replace(part, organisation_id=bureau.unit.pk))):
        with refused(ValidationError) as wrong:
            hand_in(market.office, call, share=share, task="总体", members=(member,))
        assert list(wrong.value.message_dict) == ["members"]
    entry = hand_in(market.office, call, share=60, task="总体", members=(part,))
    drain()
    assert NoticeRow.objects.get(recipient=market.buyer.pk).kind == "entry_member_asked"
    with refused(NotFound):
        services.entry_join(actor=actor(market.stranger), entry_id=entry.pk)
    alone = hand_in(market.stranger, call)
    services.entry_join(actor=actor(market.buyer), entry_id=entry.pk)
    with refused(WrongState):  # one entry of a call for each organisation
        hand_in(market.buyer, call)
    hand_in(market.office, call, share=60, task="总体", members=(part,))  # stays confirmed
    assert not entry.members.filter(confirmed_at__isnull=True).exists()
    hand_in(
        market.office, call, share=70, task="总体", members=(replace(part, share=30),)
    )  # is asked anew, and does not answer
    calling.bring(bureau, calling.close(call), codes)
    entry.refresh_from_db()
    alone.refresh_from_db()
    assert (entry.state, alone.state, alone.code) == ("excluded", "handed_in", "001")


def test_a_changed_call_holds_for_nobody_who_did_not_confirm(
    market: Market, drain: Callable[[], int]
) -> None:
    bureau = calling.office(0)
    call, codes = calling.posted(bureau)
    kept, dropped = hand_in(market.office, call), hand_in(market.stranger, call)
    wanted = calling.values(bureau, task="指标提高到 2000 W/(m·K)", closes_at=call.closes_at)
    with refused(ValidationError) as wrong:
        services.call_change(
            actor=actor(bureau.runner), call_id=call.pk,
            values=replace(wanted, weights={"solution": 39}),
        )  # fmt: skip
    assert list(wrong.value.message_dict) == ["weights"]
    with refused(NotPermitted):
        services.call_change(actor=actor(bureau.decider), call_id=call.pk, values=wanted)
    services.call_change(actor=actor(bureau.runner), call_id=call.pk, values=wanted)
    kept.refresh_from_db()
    assert (kept.state, Call.objects.get().edition) == ("to_confirm", 2)
    drain()
    assert NoticeRow.objects.get(recipient=market.office.pk).kind == "call_changed"
    with refused(WrongState):  # written under the earlier conditions
        hand_in(market.stranger, call, edition=1)
    services.ENTRY_SERVICES["confirm"](actor=actor(market.office), entry_id=kept.pk)
    calling.bring(bureau, calling.close(call), codes)
    dropped.refresh_from_db()
    assert [e.pk for e in Entry.objects.exclude(code="")] == [kept.pk]
    assert dropped.state == "to_confirm"
    assert "2000" in text(browser(market.stranger).get(f"/versions/call/{call.pk}/"))


def test_calls_fail_are_cancelled_and_end_without_blame(market: Market) -> None:
    bureau = calling.office(0)
    call, _codes = calling.posted(bureau)
    hand_in(market.office, call)
    with refused(ValidationError):
        services.SERVICES["cancel"](
            actor=actor(bureau.runner), call_id=call.pk, reason="other", note=" "
        )
    services.SERVICES["cancel"](actor=actor(bureau.runner), call_id=call.pk, reason="budget")
    assert SECRET not in everything()  # what is sealed stays sealed
    failed = calling.close(calling.posted(bureau)[0])
    with refused(NotPermitted):
        services.SERVICES["fail"](
            actor=actor(bureau.runner), call_id=failed.pk, reason="no_entries"
        )
    services.SERVICES["fail"](actor=actor(bureau.decider), call_id=failed.pk, reason="no_entries")
    Call.objects.filter(pk=failed.pk).update(state="awarded")
    ended = services.SERVICES["absolve"](
        actor=actor(bureau.decider), call_id=failed.pk, reason="route", note="三批样件与记录在案"
    )
    assert ended.state == "ended"
    page = text(browser(None).get(f"/calls/{call.pk}/"))
    assert "三批样件" not in page
    assert "三批样件" in text(browser(None).get(f"/calls/{failed.pk}/"))
