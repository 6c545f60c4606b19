"""The table of duties and actions, walked: each action by each duty, through the real services."""

from __future__ import annotations

import pytest
from django.db import transaction

from backend.accounts.duties import ACTIONS, Action
from backend.accounts.models import Duty, User
from backend.core.errors import NotFound, NotPermitted
from backend.core.models import Event
from tests import factories
from tests.backend.accounts.probes import (
    calls,
    commissioners,
    deals,
    helpdesk,
    integrity,
    joining,
    listings,
    money,
    people,
    regions,
    registers,
    support,
)
from tests.backend.accounts.probes.helping import PROBES as HELPING
from tests.backend.accounts.probes.listings import LISTED
from tests.backend.accounts.probes.shared import Act
from tests.backend.accounts.probes.uses import PROBES as USES
from tests.factories import Market, actor

PROBES = calls.PROBES | HELPING | listings.PROBES | deals.PROBES | money.PROBES | people.PROBES
PROBES |= joining.PROBES | helpdesk.PROBES | support.PROBES | regions.PROBES
PROBES |= USES | commissioners.PROBES | integrity.PROBES
PROBES |= registers.PROBES


@pytest.mark.parametrize("found", ACTIONS.values(), ids=lambda found: found.name)
def test_each_duty_may_what_the_table_says_and_nothing_else(market: Market, found: Action) -> None:
    assert found.name in PROBES, "an action without a probe is an action that nobody tested"
    own, others = PROBES[found.name](market)
    university = found.name in LISTED and found.own
    owner = market.university if university else market.enterprise
    for duty in Duty:
        person = factories.member(owner, duty)
        # Who holds the operator's duty anywhere is an operator everywhere.
        platform = found.operator and duty == Duty.OPERATOR
        moderates = found.name in LISTED and duty == Duty.OPERATOR  # withdraws what others list
        expect(others, person, duty in found.duties or platform or moderates, found.name)
        if own is not None:
            expect(own, person, duty in found.duties + found.own or platform, found.name)


def expect(act: Act, person: User, allowed: bool, name: str) -> None:
    """Try it, undo it; a refusal must have left no event."""
    before = Event.objects.count()
    with transaction.atomic():
        try:
            act(person)
        except (NotPermitted, NotFound):
            assert not allowed, f"{name}: refused to {actor(person).acting}"
            assert Event.objects.count() == before
        else:
            assert allowed, f"{name}: allowed to {actor(person).acting}"
        transaction.set_rollback(True)
