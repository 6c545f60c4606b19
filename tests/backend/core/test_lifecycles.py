"""Every table of states, walked: what it does not allow is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.utils import timezone, translation

from backend.accounts.models import User
from backend.contracts.jobs import contracts_lapse
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.core.errors import NotFound, NotPermitted, Refusal, WrongState
from backend.core.lifecycles import LIFECYCLES, Lifecycle, advance
from backend.core.models import Event
from backend.deals.lifecycle import DEAL
from backend.deals.models import Deal
from backend.pairings.lifecycle import PAIRING
from backend.tasks.lifecycle import TASK
from tests.backend.contracts import records
from tests.backend.core.asked import ASKED, TAKES
from tests.backend.core.walked import WALKED
from tests.factories import Market, actor


def do(lifecycle: Lifecycle[Any], act: str, thing: Any, who: User, revision: int) -> None:
    given = {key: ASKED[key] for key in TAKES.get((lifecycle.name, act), ())}
    WALKED[lifecycle.name].services[act](
        actor=actor(who),
        expected_revision=revision,
        **{f"{lifecycle.name}_id": thing.pk},
        **given,
    )


@contextmanager
def refused(what: str, *errors: type[Exception]) -> Iterator[None]:
    """What happens inside is refused by one of these errors."""
    try:
        yield
    except errors:
        return
    pytest.fail(f"not refused: {what}")


def revision_of(thing: Model) -> int:
    """The revision of a thing that has one."""
    return int(getattr(thing, "revision", 0))


def state() -> tuple[object, ...]:
    tables = {lifecycle.model for lifecycle in LIFECYCLES.values()}
    rows = [
        list(table._default_manager.order_by("pk").values())
        for table in sorted(tables, key=lambda table: table.__name__)
    ]
    return (*rows, Event.objects.count())


def test_every_table_is_walked() -> None:
    assert set(WALKED) == set(LIFECYCLES)
    for lifecycle in LIFECYCLES.values():
        acts = [step.act for step in lifecycle.transitions]
        assert len(acts) == len(set(acts))
        for step in lifecycle.transitions:
            assert {*step.source, step.target or step.source[0]} <= set(lifecycle.states.values)
            assert step.may is None or str(step.words)


def test_every_act_of_people_has_a_service_and_words_in_both_languages() -> None:
    for name, walked in WALKED.items():
        people = [step for step in LIFECYCLES[name].transitions if step.may is not None]
        assert {step.act for step in people} == set(walked.services)
        for step in people:
            for language, chinese in (("en", False), ("zh-hans", True)):
                with translation.override(language):
                    assert any("一" <= c <= "鿿" for c in str(step.words)) is chinese


@pytest.mark.parametrize("name", WALKED)
def test_what_the_table_does_not_allow_is_refused(market: Market, name: str) -> None:
    lifecycle, walked = LIFECYCLES[name], WALKED[name]
    thing = walked.make(market)
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    for who, column in zip(walked.sides, walked.columns, strict=False):
        was = getattr(thing, column)
        for act in walked.services:
            for wrong in set(lifecycle.states.values) - set(lifecycle.transition(act).source):
                rows.update(**{column: wrong})
                before = state()
                with refused(f"{act} in {wrong}", WrongState, NotPermitted):
                    do(lifecycle, act, thing, getattr(market, who), revision_of(thing))
                assert state() == before, act
        rows.update(**{column: was})


@pytest.mark.parametrize("name", WALKED)
def test_others_and_the_stale_change_nothing(market: Market, name: str) -> None:
    lifecycle, walked = LIFECYCLES[name], WALKED[name]
    thing = walked.make(market)
    before = state()
    for act in walked.services:
        for who in walked.outsiders:
            with refused(f"{act} by {who}", NotFound, NotPermitted, WrongState):
                do(lifecycle, act, thing, getattr(market, who), revision_of(thing))
        for side in (market.buyer, market.office):
            with refused(f"{act} after a change", Refusal):
                do(lifecycle, act, thing, side, revision_of(thing) + 1)
        assert state() == before, act


def test_what_the_platform_alone_does_nobody_does(market: Market) -> None:
    contract = records.drafted(market)
    assert "drop" not in {s.act for s in CONTRACT.open_to(contract, actor(market.buyer))}
    deal = Deal.objects.get()
    before = state()
    with pytest.raises(WrongState):
        advance(DEAL, "complete", deal, actor_id=None)
    assert state() == before


def test_a_returned_record_lapses_when_nobody_redrafts_it(market: Market) -> None:
    contract = records.drafted(market)
    do(CONTRACT, "return", contract, market.office, 1)
    assert contracts_lapse() == 0
    long_ago = timezone.now() - timedelta(days=61)
    Contract.objects.update(updated_at=long_ago)
    assert contracts_lapse() == 1
    contract.refresh_from_db()
    assert (contract.state, contract.deal.stage) == ("dropped", "terms")
    assert contracts_lapse() == 0


def test_the_trail_has_words_for_every_act_that_is_told() -> None:
    for lifecycle in (PAIRING, DEAL, CONTRACT, TASK):
        told = {step.event.name for step in lifecycle.transitions if step.event}
        assert set(lifecycle.trail_words()) == told
