"""Probes of calls and of what is handed in to them."""

from __future__ import annotations

from backend.challenges import services
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.challenges import calling
from tests.factories import Market, actor


def call_of(market: Market) -> tuple[None, Act]:
    bureau = calling.office(0)
    values = calling.values(bureau, decider_id=None)
    return None, lambda person: services.call_draft(actor=actor(person), values=values)


def entry_of(market: Market) -> tuple[Act, Act]:
    """One's own entry, and one that somebody else of the organisation handed in."""
    call, _codes = calling.posted(calling.office(0))
    other, _codes = calling.posted(calling.office(0))
    entry = services.entry_hand_in(
        actor=actor(market.buyer), call_id=other.pk, values=calling.ENTRY
    )
    return (
        lambda person: services.entry_hand_in(
            actor=actor(person), call_id=call.pk, values=calling.ENTRY
        ),
        lambda person: services.ENTRY_SERVICES["withdraw"](actor=actor(person), entry_id=entry.pk),
    )


PROBES: Probes = {
    "call_run": call_of,
    "call_enter": entry_of,
}
