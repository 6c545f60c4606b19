"""Probes of science commissioners."""

from __future__ import annotations

from backend.accounts.models import Duty
from backend.commissioners.services import (
    SERVICES,
    commissioner_apply,
    selection_open,
)
from backend.commissioners.services import VISIT_SERVICES as VISITS
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.commissioners import serving
from tests.backend.pools.pooled import officer
from tests.factories import Market, actor


def appoint(market: Market) -> tuple[None, Act]:
    return None, lambda person: selection_open(
        actor=actor(person), unit_id=market.enterprise.pk, values=serving.notice()
    )


def apply(market: Market) -> tuple[None, Act]:
    to = serving.selection()
    return None, lambda person: commissioner_apply(
        actor=actor(person),
        selection_id=to.pk,
        home_id=market.enterprise.pk,
        values=serving.SERVICE,
    )


def release(market: Market) -> tuple[None, Act]:
    lead, worker = officer(), factories.member(market.enterprise, Duty.ENTERPRISE_MEMBER)
    made = serving.applied(market, serving.selection(lead), worker)
    SERVICES["select"](actor=actor(lead), appointment_id=made.pk)
    return None, lambda person: SERVICES["release"](actor=actor(person), appointment_id=made.pk)


def confirm(market: Market) -> tuple[None, Act]:
    made = serving.visited(market)
    return None, lambda person: VISITS["confirm"](actor=actor(person), visit_id=made.pk)


PROBES: Probes = {
    "commissioner_appoint": appoint,
    "commissioner_apply": apply,
    "commissioner_release": release,
    "visit_confirm": confirm,
}
