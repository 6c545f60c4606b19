"""Tasks of a deal: who gives, finishes and drops them, and how they end by themselves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from backend.accounts.models import Duty
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.core.notices import notices_render
from backend.core.subjects import subject_for
from backend.deals.models import Deal
from backend.tasks.jobs import tasks_remind
from backend.tasks.models import Task
from backend.tasks.selectors import tasks_of, tasks_own
from backend.tasks.services import (
    task_assign,
    task_drop,
    task_finish,
    task_reopen,
    task_require,
    tasks_settle,
)
from notifications.facade import inbox
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor


@pytest.fixture
def deal(market: Market) -> Deal:
    return pairs.deal(market)


def assign(deal: Deal, by: object, **values: object) -> Task:
    return task_assign(
        actor=actor(by),  # type: ignore[arg-type]
        subject="deal",
        subject_id=deal.pk,
        **{"what": "寄送样品", "organisation_id": deal.seller_id} | values,  # type: ignore[arg-type]
    )


def unchanged() -> tuple[int, int, int]:
    running = Task.objects.filter(state=Task.State.OPEN).count()
    return Task.objects.count(), running, Event.objects.count()


def test_a_task_of_an_organisation_is_done_by_any_of_its_members(
    market: Market, deal: Deal
) -> None:
    task = assign(deal, market.buyer, due_on=timezone.localdate())
    assert [row.task for row in tasks_own(actor(market.office))] == [task]
    assert [row.task for row in tasks_own(actor(market.stranger))] == []
    # A researcher who has no part in the deal and cannot bind the university is not called to it.
    beside = factories.member(market.university, Duty.RESEARCHER)
    assert [row.task for row in tasks_own(actor(beside))] == []
    assert list(tasks_of(subject_for(actor(market.operator), "deal", deal.pk))) == [task]
    task = task_finish(actor=actor(market.office), task_id=task.pk)
    assert (task.state, task.done_by) == (Task.State.DONE, market.office)
    before = unchanged()
    with pytest.raises(WrongState):
        task_finish(actor=actor(market.office), task_id=task.pk)
    assert unchanged() == before
    assert task_reopen(actor=actor(market.buyer), task_id=task.pk).state == Task.State.OPEN


def test_a_task_is_overdue_from_the_day_after(market: Market, deal: Deal) -> None:
    day = timezone.localdate()
    task = assign(deal, market.buyer, due_on=day)
    assert not task.overdue_on(day)
    assert task.overdue_on(day + timedelta(days=1))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": " "}, "what"),
        ({"what": "长" * 201}, "what"),
        ({"organisation_id": None}, "who"),
        ({"person_id": 1}, "who"),
        ({"organisation_id": 10**6}, "who"),
        ({"organisation_id": None, "person_id": 10**6}, "who"),
        ({"due_on": timezone.localdate() - timedelta(days=2)}, "due_on"),
    ],
)
def test_a_wrong_value_names_its_field(
    market: Market, deal: Deal, values: dict, field: str
) -> None:
    before = unchanged()
    with pytest.raises(ValidationError) as refused:
        assign(deal, market.buyer, **values)
    assert list(refused.value.message_dict) == [field]
    assert unchanged() == before


def test_strangers_neither_give_nor_finish(market: Market, deal: Deal) -> None:
    task = assign(deal, market.buyer)
    before = unchanged()
    for person in (None, market.stranger, market.broker):
        with pytest.raises(NotFound):
            assign(deal, person)
        for act in (task_finish, task_reopen, task_drop):
            with pytest.raises(NotFound):
                act(actor=actor(person), task_id=task.pk)
    with pytest.raises(NotPermitted):
        assign(deal, market.operator)
    with pytest.raises(NotPermitted):
        task_finish(actor=actor(market.operator), task_id=task.pk)
    with pytest.raises(NotPermitted):
        task_drop(actor=actor(market.office), task_id=task.pk)
    with pytest.raises(WrongState):
        task_reopen(actor=actor(market.office), task_id=task.pk)
    with pytest.raises(ValidationError):
        assign(deal, market.buyer, organisation_id=None, person_id=market.stranger.pk)
    assert unchanged() == before
    assert task_drop(actor=actor(market.buyer), task_id=task.pk).state == Task.State.DROPPED


def test_the_products_own_task_is_set_once_and_ends_by_itself(market: Market) -> None:
    contract = records.drafted(market)
    deal = contract.deal
    for _ in range(2):
        task = task_require(
            code="confirm",
            subject="deal",
            subject_id=deal.pk,
            organisation_id=deal.seller_id,
            ends_when="contract_settled",
        )
    assert Task.objects.filter(code="confirm").count() == 1
    assert tasks_settle(subject="deal", subject_id=deal.pk) == 0
    with pytest.raises(NotPermitted):
        task_drop(actor=actor(market.office), task_id=task.pk)


def test_recording_the_contract_ends_what_waited_for_it(market: Market, drain: object) -> None:
    contract = records.drafted(market)
    task = task_require(
        code="confirm",
        subject="deal",
        subject_id=contract.deal_id,
        organisation_id=contract.seller_id,
        ends_when="contract_settled",
    )
    records.confirm(market, contract)
    drain()  # type: ignore[operator]
    task.refresh_from_db()
    assert task.state == Task.State.DONE
    assert task.done_by is None
    late = task_require(
        code="late",
        subject="deal",
        subject_id=contract.deal_id,
        organisation_id=contract.buyer_id,
        ends_when="contract_settled",
    )
    assert late.state == Task.State.DONE


def notices(person: object) -> list[str]:
    who = actor(person)  # type: ignore[arg-type]
    shown = notices_render(inbox(who.person), who)
    return [notice.sentence for notice in shown if notice.kind.startswith("task")]


def test_whose_task_it_is_and_who_gave_it_are_told(
    market: Market, deal: Deal, drain: Callable[[], int], english: None
) -> None:
    task = assign(deal, market.buyer, due_on=timezone.localdate() + timedelta(days=1))
    drain()
    assert notices(market.office) == ["Buyer gave a task: 寄送样品"]
    assert notices(market.buyer) == []
    assert tasks_remind() == 2  # the office and the researcher who takes part
    assert tasks_remind() == 0
    assert notices(market.office)[0].endswith("寄送样品")
    task_finish(actor=actor(market.office), task_id=task.pk)
    drain()
    assert notices(market.buyer) == ["Office has done it: 寄送样品"]
    assert tasks_remind() == 0


@pytest.mark.servers
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_required_by_many_at_once_it_is_one_task() -> None:
    deal = pairs.deal(factories.market())
    together = threading.Barrier(4)

    def require() -> None:
        together.wait(10)
        try:
            task_require(
                code="confirm",
                subject="deal",
                subject_id=deal.pk,
                ends_when="contract_settled",
                organisation_id=deal.seller_id,
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=require) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Task.objects.filter(code="confirm").count() == 1


def test_pages_and_api(market: Market, deal: Deal, client: Client) -> None:
    client.force_login(market.buyer)
    url = f"/tasks/deal/{deal.pk}/"
    seller = f"organisation-{deal.seller_id}"
    assert "tasks-deal" in client.get(f"/deals/{deal.pk}/").content.decode()
    assert client.post(url, {"what": "", "who": seller}).status_code == 422
    assert client.post(url, {"what": "寄样", "who": "organisation-1x"}).status_code == 422
    assert client.post(url, {"what": "寄样", "who": seller}).status_code == 302
    task = Task.objects.get(what="寄样")
    part = client.post(f"/tasks/{task.pk}/finish/", HTTP_HX_REQUEST="true")
    assert part.content.decode().lstrip().startswith("<section")
    late = client.post(f"/tasks/{task.pk}/finish/", HTTP_HX_REQUEST="true")
    assert late.status_code == 409
    assert 'role="alert"' in late.content.decode()
    assert client.get(f"/tasks/{task.pk}/").url == f"/deals/{deal.pk}/#task-{task.pk}"
    assert client.post(f"/tasks/{task.pk}/explode/").status_code == 404
    api = f"/api/v1/subjects/deal/{deal.pk}/tasks/"
    assert client.get(api).json()[0]["state"] in {"open", "done"}
    made = client.post(
        api, {"what": "开会", "person": market.buyer.pk}, content_type="application/json"
    )
    assert made.status_code == 201
    assert "开会" in client.get("/tasks/").content.decode()
    assert "开会" in client.get("/desk/").content.decode()
    assert made.json()["id"] in [row["id"] for row in client.get("/api/v1/tasks/").json()]
    done = client.post(
        f"/api/v1/tasks/{made.json()['id']}/finish/", content_type="application/json"
    )
    assert done.json()["state"] == "done"
    client.force_login(market.stranger)
    assert client.get(api).status_code == 404
    assert client.get(url).status_code == 404
