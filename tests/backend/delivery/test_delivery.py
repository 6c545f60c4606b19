"""A contract is carried out: planned by one, agreed by both, reached, accepted, paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pypdf import PdfReader

from backend.core.checks import checks_run
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from backend.deals.models import Stage
from backend.delivery.documents import acceptance_report
from backend.delivery.jobs import milestones_remind
from backend.delivery.models import BudgetLine, Criterion, Extension, Milestone, Plan
from backend.delivery.services import (
    EXTENSION_SERVICES,
    INSPECTION_SERVICES,
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    fund_use_report,
    milestone_inspect,
    plan_propose,
    plan_revise,
)
from backend.delivery.services.milestones import milestone_submit
from backend.delivery.subjects import milestone_payable
from notifications.models import NoticeRow
from tests.backend.delivery import plans
from tests.factories import Market, actor

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("english")]


def state() -> tuple[object, ...]:
    tables = (Plan, Milestone, Criterion, Extension, BudgetLine)
    return (*(list(t.objects.order_by("pk").values()) for t in tables), Event.objects.count())


def states(plan: Plan) -> list[str]:
    found = Plan.objects.get(pk=plan.pk)
    return [found.state, *(m.state for m in found.milestones.all())]


def test_from_the_plan_to_the_report(market: Market, drain: Callable[[], int]) -> None:
    plan = plans.proposed(market)
    assert states(plan) == ["proposed", "planned", "planned"]
    PLAN_SERVICES["agree"](actor=actor(market.office), schedule_id=plan.pk, expected_revision=1)
    assert states(plan) == ["agreed", "open", "planned"]
    first = plans.submit(plans.first_of(plan), market.researcher, "1100")
    met = [c.met for c in first.criteria.all()]
    assert met == [False, None]
    MILESTONE_SERVICES["return"](
        actor=actor(market.buyer), milestone_id=first.pk, expected_revision=None, note="导热不足"
    )
    first = plans.submit(plans.first_of(plan), market.researcher)
    assert (first.returned_note, first.criteria.all()[0].met) == ("", True)
    assert milestone_payable(first).blocked is not None
    first = plans.accept(first, market.buyer)
    drain()
    assert milestone_payable(first).blocked is None
    assert states(plan) == ["agreed", "accepted", "planned"]
    plans.settle(first)
    plans.settle(first)
    assert states(plan) == ["agreed", "accepted", "open"]
    second = plan.milestones.get(position=2)
    plans.settle(plans.accept(plans.submit(second, market.office), market.buyer))
    assert states(plan) == ["fulfilled", "accepted", "accepted"]
    assert checks_run() == {}
    deal = plan.contract.deal
    assert deal.stage == Stage.DELIVERY
    drain()
    deal.refresh_from_db()
    assert deal.stage == Stage.CLOSED
    assert not deal.stays.filter(left_at=None).exists()
    told = set(
        NoticeRow.objects.filter(kind__startswith="milestone").values_list("kind", flat=True)
    )
    assert {"milestone_opened", "milestone_submitted", "milestone_payable"} <= told


def test_the_report_says_target_and_reached(market: Market, tmp_path: Any) -> None:
    plan = plans.agreed(market)
    plans.accept(plans.submit(plans.first_of(plan), market.researcher), market.buyer)
    file = tmp_path / "report.pdf"
    file.write_bytes(acceptance_report(Plan.objects.get(pk=plan.pk)))
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    for expected in (
        "导热系数 ≥ 1200 W/(m·K)",
        "1250 W/(m·K)",
        "外观无皱褶",
        "合格",
        "样膜",
        "1 / 2",
    ):
        assert expected.replace(" ", "") in text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"milestones": (plans.FIRST,)}, "add CN¥750,000.00"),
        ({"milestones": (plans.FIRST, plans.SECOND, plans.FIRST)}, "take CN¥500,000.00 away"),
        ({"milestones": ()}, "between 1 and 40"),
        (
            {"in_percent": True, "milestones": (replace(plans.FIRST, share=Decimal("99.99")),)},
            "99.99",
        ),
        (
            {"milestones": (replace(plans.FIRST, share=Decimal("NaN")), plans.SECOND)},
            "at least zero",
        ),
        ({"milestones": (replace(plans.FIRST, due_on=plans.day(-1)), plans.SECOND)}, "Milestone 1"),
        ({"milestones": (replace(plans.FIRST, title=" "), plans.SECOND)}, "Milestone 1"),
        ({"milestones": (replace(plans.FIRST, indicator_ids=[10**9]), plans.SECOND)}, "indicators"),
        ({"supervisor_id": 1}, "unit of the government"),
        ({"opens": "never"}, "Choose from the list"),
    ],
)
def test_a_plan_that_cannot_be_leaves_nothing(
    market: Market, changes: dict[str, Any], says: str
) -> None:
    contract = plans.contract(market)
    before = state()
    with pytest.raises(ValidationError) as refused:
        plan_propose(
            actor=actor(market.buyer),
            contract_id=contract.pk,
            values=replace(plans.VALUES, **changes),
        )
    assert says in " ".join(refused.value.messages)
    assert state() == before


def test_percents_share_every_cent(market: Market) -> None:
    thirds = [replace(plans.FIRST, share=Decimal(s)) for s in ("33.33", "33.33", "33.34")]
    plan = plans.proposed(market, in_percent=True, milestones=thirds)
    amounts = [m.amount for m in plan.milestones.all()]
    assert amounts == [Decimal("416625.00"), Decimal("416625.00"), Decimal("416750.00")]
    assert checks_run() == {}


def test_only_the_two_sides_and_each_in_turn(market: Market) -> None:
    plan = plans.proposed(market)
    before = state()
    for who, refusal in (
        (market.buyer, NotPermitted),
        (market.researcher, NotPermitted),
        (market.broker, (NotPermitted, NotFound)),
        (market.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            PLAN_SERVICES["agree"](actor=actor(who), schedule_id=plan.pk, expected_revision=1)
    with pytest.raises(WrongState):
        plan_propose(actor=actor(market.office), contract_id=plan.contract_id, values=plans.VALUES)
    with pytest.raises(Stale):
        plan_revise(
            actor=actor(market.office),
            schedule_id=plan.pk,
            expected_revision=7,
            values=plans.VALUES,
        )
    assert state() == before
    plan_revise(
        actor=actor(market.office), schedule_id=plan.pk, expected_revision=1, values=plans.VALUES
    )
    assert Plan.objects.get().across_id == market.enterprise.pk


def test_what_was_begun_is_not_rewritten(market: Market) -> None:
    plan = plans.agreed(market)
    reopen: dict[str, Any] = {
        "schedule_id": plan.pk,
        "expected_revision": None,
        "note": "顺序要调整",
    }
    PLAN_SERVICES["reopen"](actor=actor(market.office), **reopen)
    assert states(plan) == ["returned", "planned", "planned"]
    plan_revise(
        actor=actor(market.buyer), schedule_id=plan.pk, expected_revision=None, values=plans.VALUES
    )
    PLAN_SERVICES["agree"](actor=actor(market.office), schedule_id=plan.pk, expected_revision=None)
    plans.submit(plans.first_of(plan), market.researcher)
    before = state()
    with pytest.raises(WrongState, match="submitted"):
        PLAN_SERVICES["reopen"](actor=actor(market.office), **reopen)
    assert state() == before


def test_a_value_is_reported_for_every_criterion(market: Market) -> None:
    first = plans.milestone(market)
    measured, judged = first.criteria.all()
    before = state()
    for reached in ({}, {measured.pk: Decimal("NaN"), judged.pk: ""}, {measured.pk: "viel"}):
        with pytest.raises(ValidationError) as refused:
            milestone_submit(
                actor=actor(market.researcher),
                milestone_id=first.pk,
                expected_revision=None,
                reached=reached,  # type: ignore[arg-type]
            )
        assert set(refused.value.message_dict) == {
            f"criterion_{measured.pk}", f"criterion_{judged.pk}"
        }  # fmt: skip
        assert state() == before


def test_more_time_is_agreed_by_both(market: Market) -> None:
    extension = plans.extension(market)
    step: dict[str, Any] = {"extension_id": extension.pk, "expected_revision": None}
    before = state()
    for who in (market.office, market.researcher, market.stranger):
        with pytest.raises((NotPermitted, NotFound)):
            EXTENSION_SERVICES["agree"](actor=actor(who), **step)
    assert state() == before
    EXTENSION_SERVICES["agree"](actor=actor(market.buyer), **step)
    assert Milestone.objects.get(pk=extension.milestone_id).due_on == plans.day(60)
    with pytest.raises(WrongState):
        EXTENSION_SERVICES["withdraw"](actor=actor(market.office), **step)


def test_findings_are_mended_and_settled(market: Market) -> None:
    bureau, officer = plans.unit()
    plan = plans.agreed(market, supervisor_id=bureau.pk)
    first = plans.first_of(plan)
    given: dict[str, Any] = {"milestone_id": first.pk, "finding": "台账缺页"}
    with pytest.raises(NotPermitted):
        milestone_inspect(actor=actor(market.buyer), **given)
    with pytest.raises(NotFound):
        milestone_inspect(actor=actor(plans.unit()[1]), **given)
    with pytest.raises(ValidationError):
        milestone_inspect(actor=actor(officer), **given, mend_by=plans.day(-1))
    found = milestone_inspect(actor=actor(officer), **given, mend_by=plans.day(5))
    step: dict[str, Any] = {"inspection_id": found.pk, "expected_revision": None}
    INSPECTION_SERVICES["mend"](actor=actor(market.office), **step, note="已补齐")
    INSPECTION_SERVICES["return"](actor=actor(officer), **step, note="还缺一页")
    INSPECTION_SERVICES["mend"](actor=actor(market.researcher), **step, note="补齐")
    done = INSPECTION_SERVICES["close"](actor=actor(officer), **step)
    assert done.state == "closed"


def test_funds_are_reported_against_the_plan(market: Market) -> None:
    line = plans.agreed(market).budget.get()
    given: dict[str, Any] = {"line_id": line.pk, "spent_on": plans.day(0), "what": "前驱体"}
    with pytest.raises(NotPermitted):
        fund_use_report(actor=actor(market.buyer), amount=Decimal(3), **given)
    fund_use_report(actor=actor(market.researcher), amount=Decimal(3), **given)
    with pytest.raises(ValidationError, match="taken back"):
        fund_use_report(actor=actor(market.researcher), amount=Decimal(-4), **given)
    assert line.uses.count() == 1


def test_each_is_reminded_once_before_and_after(market: Market, drain: Callable[[], int]) -> None:
    first = plans.milestone(market)
    drain()
    assert milestones_remind() > 0  # thirty days ahead
    assert milestones_remind() == 0
    Milestone.objects.filter(pk=first.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert milestones_remind() > 0
    said = NoticeRow.objects.filter(kind="milestone_due").last()
    assert said is not None
    assert "overdue by 1 day" in said.words["en"]["sentence"]
