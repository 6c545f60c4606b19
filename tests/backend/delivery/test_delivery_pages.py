"""Plans and milestones on their pages and in the API: writing them, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from backend.core.models import Event
from backend.delivery.models import (
    BudgetLine,
    Criterion,
    Extension,
    FundUse,
    Inspection,
    Milestone,
    Plan,
)
from backend.payments import services as payments
from backend.payments.gateways import local
from backend.payments.models import Payment, SimulatedObject
from tests.backend.delivery import plans
from tests.backend.payments import bills
from tests.browsers import browser, text
from tests.factories import Market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
TABLES = (Plan, Milestone, Criterion, Extension, Inspection, BudgetLine, FundUse, Payment)


def everything() -> tuple[object, ...]:
    """All that a refusal must leave as it was."""
    kept = [list(table.objects.order_by("pk").values()) for table in TABLES]
    return (*kept, Event.objects.count())


def row(n: int, **values: str) -> dict[str, str]:
    """A milestone as a browser sends it."""
    return {f"rows-{n}-{name}": value for name, value in values.items()}


def form(*rows: dict[str, str], **values: Any) -> dict[str, Any]:
    """A plan as a browser sends it."""
    sent: dict[str, Any] = {
        "in_percent": "1", "opens": "paid", "charged": "accepted", "supervisor": "", "budget": "",
        "rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0",
    }  # fmt: skip
    for n, each in enumerate(rows):
        sent |= row(n, **each)
    return sent | values


FIRST = {
    "title": "样膜", "share": "40", "due_on": plans.day(30).isoformat(),
    "deliverables": "样膜五卷", "responsible": "林", "criteria": "外观无皱褶\n幅宽 300 mm",
}  # fmt: skip
SECOND = FIRST | {"title": "中试", "share": "60", "due_on": plans.day(90).isoformat()}
BLANK = dict.fromkeys(FIRST, "")


def test_a_plan_is_written_changed_and_agreed_on_its_pages(market: Market) -> None:
    contract = plans.contract(market)
    buyer, office = browser(market.buyer), browser(market.office)
    address = reverse("schedule_propose", args=[contract.pk])
    before = everything()
    more = buyer.post(address, form(FIRST, more="1"))
    assert (more.status_code, more.context["form"].rows.total_form_count()) == (200, 3)
    refused = [
        (form(FIRST), "40"),
        (form(FIRST | {"due_on": "bald"}, SECOND), "valid date"),
        (form(FIRST | {"share": "viel"}, SECOND), "Write an amount"),
        (form(FIRST, SECOND, budget="材料"), "end the line with a space and an amount"),
        (form(FIRST, SECOND, budget="材料 9999999"), "exceed the contract"),
        (form(FIRST, SECOND, opens="never"), "Select a valid choice"),
        (form(BLANK, BLANK), "between 1 and 40"),
    ]
    for sent, says in refused:
        answer = buyer.post(address, sent)
        assert answer.status_code == 422
        assert says in text(answer), sent
    assert everything() == before
    wanted = str(contract.need.indicators.order_by("position")[0].pk)  # type: ignore[union-attr]
    sent = form(FIRST, BLANK, SECOND, budget="材料 500000\n检测 60000.50") | {
        "rows-0-indicators": wanted
    }
    assert buyer.post(address, sent).status_code == 302
    plan = Plan.objects.get()
    page = reverse("schedule", args=[plan.pk])
    assert [m.title for m in plan.milestones.all()] == ["样膜", "中试"]
    assert [c.measured for c in plans.first_of(plan).criteria.all()] == [True, False, False]
    assert buyer.get(address).url == page
    # The other side returns it, the proposer finds what he wrote and sends it anew.
    act = reverse("schedule_act", args=[plan.pk, "return"])
    assert office.post(act, {"revision": "1", "note": " "}).status_code == 422
    assert office.post(act, {"revision": "1", "note": "节点太少"}).status_code == 302
    assert "节点太少" in text(buyer.get(page))
    change = reverse("schedule_revise", args=[plan.pk])
    found = buyer.get(change).context["form"]
    assert found.rows.forms[0]["indicators"].value() == [wanted]
    assert found["budget"].value() == "材料 500000.00\n检测 60000.50"
    before = everything()
    stale = buyer.post(change, form(FIRST, SECOND, revision="1"))
    assert stale.status_code == 409
    assert everything() == before
    assert buyer.post(change, form(FIRST, SECOND, revision="2")).status_code == 302
    agree = reverse("schedule_act", args=[plan.pk, "agree"])
    assert buyer.post(agree, {"revision": "3"}).status_code == 403
    assert office.post(agree, {"revision": "3"}).status_code == 302
    assert "In work" in text(office.get(page))
    assert buyer.get(change).status_code == 200
    assert buyer.post(change, form(FIRST, SECOND, revision="4")).status_code == 409


def test_a_milestone_is_submitted_returned_and_accepted_on_its_page(market: Market) -> None:
    found = plans.milestone(market)
    measured, judged = found.criteria.all()
    page = reverse("milestone", args=[found.pk])
    researcher, buyer = browser(market.researcher), browser(market.buyer)
    submit, accept, back = (
        reverse("milestone_act", args=[found.pk, act]) for act in ("submit", "accept", "return")
    )
    reached = {f"criterion_{measured.pk}": "1100", f"criterion_{judged.pk}": "合格"}
    before = everything()
    assert buyer.post(submit, {"revision": found.revision, **reached}).status_code == 403
    short = researcher.post(submit, {"revision": found.revision, f"criterion_{judged.pk}": "合格"})
    assert short.status_code == 422
    assert "合格" in text(short)
    assert researcher.post(submit, {"revision": "99", **reached}).status_code == 409
    assert everything() == before
    assert researcher.post(submit, {"revision": found.revision, **reached}).status_code == 302
    told = text(buyer.get(page))
    assert "1100 W/(m·K)" in told
    assert '<span class="chip no">no</span>' in told
    assert researcher.post(accept, {"revision": found.revision + 1}).status_code == 403
    assert buyer.post(back, {"revision": found.revision + 1, "note": ""}).status_code == 422
    sent = {"revision": found.revision + 1, "note": "导热不足"}
    assert buyer.post(back, sent).status_code == 302
    again = researcher.get(page)
    assert "导热不足" in text(again)
    assert 'value="1100' in text(again)  # what was reached before is there to be changed
    sent = {"revision": found.revision + 2, **reached, f"criterion_{measured.pk}": "1250"}
    assert researcher.post(submit, sent).status_code == 302
    assert buyer.post(accept, {"revision": found.revision + 3}).status_code == 302
    assert reverse("payment_start", args=["milestone", found.pk]) in text(buyer.get(page))
    assert reverse("payment_start", args=["milestone", found.pk]) not in text(researcher.get(page))
    report = researcher.get(reverse("schedule_report", args=[found.plan_id]))
    assert report.content.startswith(b"%PDF")
    for address in (page, reverse("schedule", args=[found.plan_id])):
        assert browser(market.stranger).get(address).status_code == 404
    assert browser(market.buyer, "zh-hans").get(page).status_code == 200


def test_what_is_being_paid_is_not_changed(market: Market) -> None:
    plan = plans.agreed(market, charged="start")
    found = plans.first_of(plan)
    office = browser(market.office)
    payment = payments.payment_start(
        actor=plans.actor(market.buyer), kind="milestone", payable_id=found.pk, method="local"
    )
    payments.payment_open(payment_id=payment.pk)
    reopen = reverse("schedule_act", args=[plan.pk, "reopen"])
    before = everything()
    refused = office.post(reopen, {"revision": plan.revision, "note": "改金额"})
    assert (refused.status_code, "is paid or being paid" in text(refused)) == (409, True)
    assert everything() == before
    # Taken back, the plan is free again; and what was reopened cannot be paid.
    payments.payment_cancel(actor=plans.actor(market.buyer), payment_id=payment.pk)
    assert office.post(reopen, {"revision": plan.revision, "note": "改金额"}).status_code == 302
    before = everything()
    start = reverse("payment_start", args=["milestone", found.pk])
    answer = browser(market.buyer).post(start, {"method": "local"})
    assert (answer.status_code, "not agreed" in text(answer)) == (409, True)
    assert everything() == before
    # It is written anew with another amount and stays the same milestone. Money of the payment that was
    # taken back, should it come all the same, is not for that: it stands on record and goes back.
    plan.refresh_from_db()
    rows = (FIRST | {"share": "30"}, SECOND | {"share": "70"})
    change = form(*rows, revision=plan.revision, charged="start")
    browser(market.buyer).post(reverse("schedule_revise", args=[plan.pk]), change)
    plan.refresh_from_db()
    office.post(reverse("schedule_act", args=[plan.pk, "agree"]), {"revision": plan.revision})
    again = plans.first_of(plan)
    assert (again.pk, again.state, again.amount == found.amount) == (found.pk, "open", False)
    payment.refresh_from_db()
    there = SimulatedObject.objects.get(pk=payment.checkout_id)
    there.body["state"] = "open"
    there.save()
    local.checkout_pay(payment.checkout_id, "success")
    settled = bills.settle(payment)
    assert (settled.state, settled.failure, settled.settled_at) == ("cancelled", "surplus", None)
    assert settled.refunds.get().state == "done"
    assert plans.first_of(plan).settled_at is None


def test_more_time_findings_and_funds_on_their_pages(market: Market) -> None:
    bureau, officer = plans.unit()
    plan = plans.agreed(market, supervisor_id=bureau.pk)
    found = plans.first_of(plan)
    page = reverse("milestone", args=[found.pk])
    office, buyer, unit = browser(market.office), browser(market.buyer), browser(officer)
    ask = reverse("extension_ask", args=[found.pk])
    inspect = reverse("milestone_inspect", args=[found.pk])
    funds = reverse("schedule_funds", args=[plan.pk])
    line = plan.budget.get().pk
    late, early = plans.day(60).isoformat(), plans.day(1).isoformat()
    spent = {"line": line, "amount": "3", "spent_on": plans.day(0).isoformat(), "what": "前驱体"}
    before = everything()
    for who, address, sent, status in (
        (office, ask, {"until": early, "why": "检修"}, 422),
        (office, ask, {"until": late, "why": " "}, 422),
        (unit, ask, {"until": late, "why": "检修"}, 403),
        (buyer, inspect, {"finding": "台账缺页"}, 403),
        (unit, inspect, {"finding": ""}, 422),
        (unit, inspect, {"finding": "台账缺页", "mend_by": plans.day(-1).isoformat()}, 422),
        (buyer, funds, spent, 403),
        (office, funds, spent | {"amount": "0"}, 422),
        (office, funds, spent | {"spent_on": plans.day(1).isoformat()}, 422),
        (office, funds, spent | {"line": "99999"}, 422),
    ):
        assert who.post(address, sent).status_code == status, (address, sent)
    assert everything() == before
    assert office.post(ask, {"until": late, "why": "检修"}).status_code == 302
    assert office.post(ask, {"until": late, "why": "检修"}).status_code == 302  # told beside it
    extension = Extension.objects.get()
    refuse = reverse("extension_act", args=[extension.pk, "refuse"])
    assert buyer.post(refuse, {"revision": 1, "note": ""}).status_code == 422
    agree = reverse("extension_act", args=[extension.pk, "agree"])
    assert office.post(agree, {"revision": 1}).status_code == 403
    assert buyer.post(agree, {"revision": 1}).status_code == 302
    assert Milestone.objects.get(pk=found.pk).due_on == plans.day(60)
    assert unit.post(inspect, {"finding": "台账缺页", "mend_by": late}).status_code == 302
    inspection = Inspection.objects.get()
    mend = reverse("inspection_act", args=[inspection.pk, "mend"])
    assert buyer.post(mend, {"revision": 1, "note": "已补"}).status_code == 403
    assert office.post(mend, {"revision": 1, "note": "已补"}).status_code == 302
    close = reverse("inspection_act", args=[inspection.pk, "close"])
    assert unit.post(close, {"revision": 2}).status_code == 302
    assert office.post(funds, spent).status_code == 302
    for who in (office, buyer, unit):
        assert "台账缺页" in text(who.get(page))
        assert "Over the plan" not in text(who.get(reverse("schedule", args=[plan.pk])))
    for name, pk in (("extension", extension.pk), ("inspection", inspection.pk)):
        assert buyer.get(reverse(name, args=[pk])).url == page
        assert browser(market.stranger).get(reverse(name, args=[pk])).status_code == 404
    assert "样膜" in text(office.get(reverse("plans")))


def test_the_api_carries_a_contract_out(market: Market, client: Client) -> None:
    contract = plans.contract(market)
    json = {"content_type": "application/json"}
    milestone = {"title": "样膜", "due_on": plans.day(30).isoformat(), "deliverables": "样膜"}
    given: dict[str, Any] = {
        "contract": contract.pk,
        "in_percent": True,
        "milestones": [
            milestone | {"share": "40", "criteria": ["外观"]},
            milestone | {"share": "60"},
        ],
    }
    base = "/api/v1/delivery"
    client.force_login(market.stranger)
    assert client.post(f"{base}/plans/", given, **json).status_code == 404
    client.force_login(market.buyer)
    short = given | {"milestones": given["milestones"][:1]}
    assert "milestones" in client.post(f"{base}/plans/", short, **json).json()["errors"]
    made = client.post(f"{base}/plans/", given, **json)
    assert (made.status_code, made.json()["state"]) == (201, "proposed")
    plan = f"{base}/plans/{made.json()['id']}/"
    assert client.post(f"{plan}agree/", {"revision": 1}, **json).status_code == 403
    client.force_login(market.office)
    changed = given | {"revision": 1, "opens": "at_once"}
    assert client.put(plan, changed, **json).json()["opens"] == "at_once"
    client.force_login(market.buyer)
    agreed = client.post(f"{plan}agree/", {"revision": 2}, **json).json()
    first = agreed["milestones"][0]
    address = f"{base}/milestones/{first['id']}/"
    sent = {"revision": first["revision"], "reached": {str(first["criteria"][0]["id"]): "合格"}}
    assert client.post(f"{address}submit/", sent, **json).status_code == 403
    client.force_login(market.researcher)
    more = client.post(
        f"{address}extensions/", {"until": plans.day(60).isoformat(), "why": "检修"}, **json
    )
    assert more.status_code == 201
    taken = client.post(f"{base}/extensions/{more.json()['id']}/withdraw/", {"revision": 1}, **json)
    assert taken.json()["state"] == "withdrawn"
    assert client.post(f"{address}submit/", sent | {"reached": {}}, **json).status_code == 400
    handed = client.post(f"{address}submit/", sent, **json).json()
    assert handed["state"] == "submitted"
    found = client.post(f"{address}inspections/", {"finding": "x"}, **json)
    assert found.status_code == 403
    client.force_login(market.buyer)
    accepted = client.post(f"{address}accept/", {"revision": handed["revision"]}, **json)
    assert accepted.json()["state"] == "accepted"
    assert (
        client.get(f"{base}/milestones/?state=accepted").json()["results"][0]["id"] == first["id"]
    )
