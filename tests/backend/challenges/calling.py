"""Calls in their stages, made through the product's services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.challenges import services
from backend.challenges.jobs import calls_close
from backend.challenges.models import Call, Entry
from backend.challenges.values import CallValues, EntryValues, Verdict
from tests import factories
from tests.factories import Market, actor

SECRET = "两步氟化加梯度热压"
ANSWERS = {
    "title": "导热膜国产化",
    "route": SECRET,
    "milestones": "六个月出小样，十二个月中试",
    "foundation": "课题组十年积累",
}
ENTRY = EntryValues(answers=ANSWERS, price=Decimal("2880000"))
SCORES = {"solution": 80, "team": 70, "plan": 60}


@dataclass
class Office:
    """A bureau that posts calls: who runs, who decides, and reviewers from elsewhere."""

    unit: Organisation
    runner: User
    decider: User
    reviewers: list[User]


def office(reviewers: int = 2) -> Office:
    """With officers and reviewers of its own for a story."""
    unit = factories.organisation(Organisation.Kind.GOVERNMENT, unit_kind="science")
    away = factories.organisation(Organisation.Kind.INSTITUTE)
    return Office(
        unit=unit,
        runner=factories.member(unit, Duty.REGIONAL_OFFICER, name="Runner"),
        decider=factories.member(unit, Duty.REGIONAL_OFFICER, name="Decider"),
        reviewers=[factories.member(away, Duty.RESEARCHER) for _n in range(reviewers)],
    )


def values(bureau: Office, **changes: Any) -> CallValues:
    """An open bidding for 3 million of public money."""
    found = CallValues(
        kind="open_bidding",
        mode="single",
        title="高导热石墨烯膜揭榜攻关",
        task="面内导热系数不低于 1800 W/(m·K)，厚度 50 μm，批次偏差不超过 5%。",
        funding="public",
        budget=Decimal("3000000"),
        closes_at=timezone.now() + timedelta(days=10),
        decider_id=bureau.decider.pk,
    )
    return replace(found, **changes)


def drafted(bureau: Office, **changes: Any) -> Call:
    """Written down."""
    return services.call_draft(actor=actor(bureau.runner), values=values(bureau, **changes))


def posted(bureau: Office, **changes: Any) -> tuple[Call, list[str]]:
    """Posted, with the two parts of its key where it seals."""
    call = drafted(bureau, **changes)
    run = actor(bureau.runner)
    if "justified" in call.type.stages:
        services.SERVICES["justify"](actor=run, call_id=call.pk, note="五位专家一致同意发榜。")
    codes = []
    if call.terms.sealed:
        codes = [
            services.key_part_take(actor=actor(who), call_id=call.pk)
            for who in (bureau.runner, bureau.decider)
        ]
    return services.SERVICES["post"](actor=run, call_id=call.pk), codes


def close(call: Call) -> Call:
    """The deadline passes."""
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    calls_close()
    return Call.objects.get(pk=call.pk)


def bring(bureau: Office, call: Call, codes: list[str]) -> Call:
    """Both holders bring their parts."""
    for who, code in zip((bureau.runner, bureau.decider), codes, strict=True):
        services.key_part_offer(actor=actor(who), call_id=call.pk, code=code)
    return Call.objects.get(pk=call.pk)


def reviewed(bureau: Office, call: Call, scores: dict[str, int], each: int = 2) -> Call:
    """Assigned and scored alike by all."""
    run = actor(bureau.runner)
    for person in bureau.reviewers:
        services.reviewer_add(actor=run, call_id=call.pk, email=person.email)
    services.reviews_assign(actor=run, call_id=call.pk, each=each)
    services.SERVICES["review"](actor=run, call_id=call.pk)
    score_all(bureau, call, scores)
    return Call.objects.get(pk=call.pk)


def score_all(bureau: Office, call: Call, scores: dict[str, int]) -> None:
    """Every assigned entry; the second reviewer is ten points more generous."""
    for n, person in enumerate(bureau.reviewers):
        for row in call.reviewers.get(user=person).assignments.all():
            services.review_save(
                actor=actor(person),
                assignment_id=row.pk,
                scores={name: value + 10 * n for name, value in scores.items()},
                remark="依据充分。",
            )


def verdicts(call: Call, *winners: Entry, prize: str = "") -> list[Verdict]:
    """The winners, and a reason for everybody."""
    won = {entry.pk for entry in winners}
    return [
        Verdict(entry_id=e.pk, award=e.pk in won, note="综合得分与论证意见。", prize=prize)
        for e in call.entries.filter(state="handed_in")
    ]


def awarded(bureau: Office, call: Call, *winners: Entry, prize: str = "") -> Call:
    """Through the public notice to the award."""
    decide = actor(bureau.decider)
    services.call_propose(
        actor=decide, call_id=call.pk, verdicts=verdicts(call, *winners, prize=prize)
    )
    Call.objects.filter(pk=call.pk).update(notice_until=timezone.now())
    return services.call_award(actor=decide, call_id=call.pk)


def of_buyer(market: Market) -> Call:
    """A draft of the enterprise's, which the buyer runs."""
    return services.call_draft(
        actor=actor(market.buyer),
        values=CallValues(
            kind="open_bidding", mode="single", title="x", task="x", funding="firm",
            budget=Decimal(1), closes_at=timezone.now() + timedelta(days=1),
        ),
    )  # fmt: skip


def entered(market: Market) -> Entry:
    """The university's entry to a bureau's call."""
    call, _codes = posted(office(0))
    return services.entry_hand_in(actor=actor(market.office), call_id=call.pk, values=ENTRY)
