"""Demo calls: open bidding in every stage and a contest of two levels, by the product's own services."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.challenges import services
from backend.challenges.jobs import calls_close
from backend.challenges.models import Call, Entry
from backend.challenges.values import CallValues, EntryValues, MemberValues, Verdict

from .dating import happened
from .people import rows

SAID = {
    "route": "分三步：小试验证关键指标，中试放大，再到用户现场连续运行；每步以第三方检测为准。",
    "milestones": "第 6 个月提交样品与检测报告；第 12 个月完成中试；第 18 个月通过现场验收。",
    "foundation": "团队近五年承担同类项目四项，具备中试装置与检测条件。",
    "pledge": "18 个月内全部指标达标；未达标退还未使用经费，并不再申报同类榜单两年。",
    "innovation": "核心算法与结构为团队自有，已申请发明专利。",
    "market": "目标客户为本市及周边制造企业，已有三家意向用户，三年内收入可覆盖研发投入。",
}
OPEN_DAYS = 30  # from posting to the deadline
REMARK = "方案完整，关键指标有数据支撑；建议补充长周期运行记录。"


def calls_seed() -> None:
    """Write each call as far as it goes. Safe to repeat."""
    for row in rows("calls"):
        if not Call.objects.filter(title=row["title"]).exists():
            _make(row)


def _make(row: dict[str, Any]) -> None:
    run, decide = _person(row["by"]), _person(row["decider"])
    until, closed_ago = row["until"], row.get("days_ago")
    began = row["began_days_ago"] if closed_ago is None else closed_ago + OPEN_DAYS
    times = (Call.objects.all(), ["created_at", "posted_at"])
    with happened(began + 6, times):
        call = services.call_draft(actor=run, values=_values(row))
    if until == "draft":
        return
    with happened(began, times):
        codes = _post(call, run, decide)
    entered = (Entry.objects.all(), ["created_at", "handed_in_at"])
    for number, entry in enumerate(row.get("entries", ()), start=1):
        with happened(max(began - 3 * number, (closed_ago or 0) + 1), entered):
            _enter(call, entry)
    if closed_ago is None:
        return
    awarded = Call.objects.filter(state=Call.State.AWARDED)
    with happened(max(closed_ago - 8, 0), (awarded, ["awarded_at"])):
        _end(call, row, run, decide, codes)


def _end(call: Call, row: dict[str, Any], run: Actor, decide: Actor, codes: list[str]) -> None:
    until = row["until"]
    closed = _evening(-row["days_ago"])
    if row.get("show_key"):
        shown = f"演示用的两份密钥分片：{codes[0]} 与 {codes[1]}"
        Call.objects.filter(pk=call.pk).update(requirements=shown)
    Call.objects.filter(pk=call.pk).update(closes_at=closed)
    calls_close()
    if until == "failed":
        services.SERVICES["fail"](
            actor=decide, call_id=call.pk, reason=row["reason"], note=row["note"]
        )
    elif until != "closed":
        _review(call, row, run, decide, codes)


def _values(row: dict[str, Any]) -> CallValues:
    need = Listing.objects.filter(external_id=row.get("need", "-")).first()
    above = next((r["title"] for r in rows("calls") if r.get("key") == row.get("above", "-")), "")
    parent = Call.objects.filter(title=above).first()
    return CallValues(
        kind=row["kind"],
        mode=row["mode"],
        title=row["title"],
        task=row["task"],
        requirements=row.get("requirements", ""),
        funding=row.get("funding", ""),
        budget=Decimal(row["budget"]) if "budget" in row else None,
        awards=row.get("awards", 1),
        closes_at=_evening(row.get("closes_in", 1)),
        need_id=need.pk if need else None,
        decider_id=_person(row["decider"]).user_id,
        above_id=parent.pk if parent else None,
        level=row.get("level", 0),
    )


def _evening(days: int) -> datetime:
    """Five o'clock, so many days from today."""
    today = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)


def _post(call: Call, run: Actor, decide: Actor) -> list[str]:
    codes: list[str] = []
    if Call.State.JUSTIFIED in call.type.stages:
        note = "五位专家论证：指标有依据，本地企业有明确应用场景，同意发榜。"
        services.SERVICES["justify"](actor=run, call_id=call.pk, note=note)
    if call.terms.sealed:
        codes = [services.key_part_take(actor=who, call_id=call.pk) for who in (run, decide)]
    services.SERVICES["post"](actor=run, call_id=call.pk)
    return codes


def _enter(call: Call, row: dict[str, Any]) -> None:
    said = {"title": row["title"], "abstract": row.get("abstract", ""), **SAID}
    wanted = {question.name for question in call.terms.questions}
    members = row.get("members", ())
    entry = services.entry_hand_in(
        actor=_person(row["by"]),
        call_id=call.pk,
        values=EntryValues(
            answers={name: text for name, text in said.items() if name in wanted},
            price=Decimal(row["price"]) if call.terms.priced else None,
            share=row.get("share"),
            task=row.get("task", ""),
            members=tuple(
                MemberValues(
                    organisation_id=_organisation(member["organisation"]).pk,
                    task=member["task"],
                    share=member["share"],
                )
                for member in members
            ),
        ),
    )
    for member in members:
        services.entry_join(actor=_person(member["joined_by"]), entry_id=entry.pk)


def _review(call: Call, row: dict[str, Any], run: Actor, decide: Actor, codes: list[str]) -> None:
    _open(call, run, decide, codes)
    for key in row["reviewers"]:
        email = _email(key)
        services.reviewer_add(actor=run, call_id=call.pk, email=email)
    services.reviews_assign(actor=run, call_id=call.pk, each=len(row["reviewers"]) - 1)
    services.SERVICES["review"](actor=run, call_id=call.pk)
    for number, key in enumerate(row["reviewers"][: row.get("score", len(row["reviewers"]))]):
        _score(call, row, _person(key), number)
    if row["until"] == "reviewing":
        return
    _open(call, run, decide, codes)
    services.call_propose(actor=decide, call_id=call.pk, verdicts=_verdicts(call, row))
    if row["until"] == "awarded":
        Call.objects.filter(pk=call.pk).update(notice_until=timezone.now())
        services.call_award(actor=decide, call_id=call.pk)


def _open(call: Call, run: Actor, decide: Actor, codes: list[str]) -> None:
    for who, code in zip((run, decide), codes, strict=False):
        services.key_part_offer(actor=who, call_id=call.pk, code=code)


def _score(call: Call, row: dict[str, Any], reviewer: Actor, number: int) -> None:
    """Each reviewer a little more generous than the one before."""
    levels = {one["title"]: one["level"] for one in row["entries"]}
    criteria = [c for c in call.terms.criteria if not c.lowest_price]
    mine = call.reviewers.get(user=reviewer.user_id).assignments.select_related("entry")
    for review in mine:
        level = levels[review.entry.title] + 3 * number
        services.review_save(
            actor=reviewer,
            assignment_id=review.pk,
            scores={c.name: level - 2 * n for n, c in enumerate(criteria)},
            remark=REMARK,
        )


def _verdicts(call: Call, row: dict[str, Any]) -> list[Verdict]:
    said = {one["title"]: one for one in row["entries"]}
    prized = bool(call.type.prizes)
    found = []
    for entry in call.entries.filter(state=Entry.State.HANDED_IN):
        wins = said[entry.title].get("wins", "")
        found.append(
            Verdict(
                entry_id=entry.pk,
                award=bool(wins),
                note=said[entry.title]["note"],
                prize=wins if prized else "",
            )
        )
    return found


def _email(key: str) -> str:
    return str(next(row["email"] for row in rows("people") if row["key"] == key))


def _person(key: str) -> Actor:
    return actor_of(User.objects.get(email=_email(key)))


def _organisation(key: str) -> Organisation:
    (row,) = (one for one in rows("organisations") if one["key"] == key)
    return Organisation.objects.get(name=row["name"])
