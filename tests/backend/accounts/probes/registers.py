"""Probes of registers."""

from __future__ import annotations

from backend.registers.services import SERVICES, registered_propose
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.pools.pooled import officer
from tests.backend.registers import registering
from tests.factories import Market, actor


def host(market: Market) -> tuple[None, Act]:
    values = registering.values(market, unit_id=actor(officer()).organisation_id)
    return None, lambda person: registered_propose(
        actor=actor(person), host_id=market.enterprise.pk, values=values
    )


def keep(market: Market) -> tuple[None, Act]:
    made = registering.proposed(market)
    type(made).objects.filter(pk=made.pk).update(unit=market.enterprise)
    return None, lambda person: SERVICES["register"](actor=actor(person), registered_id=made.pk)


PROBES: Probes = {"registered_host": host, "register_keep": keep}
