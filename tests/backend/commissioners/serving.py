"""A unit, a person who serves as commissioner, and a visit to a firm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.models import User
from backend.commissioners.models import Appointment, Selection, Visit
from backend.commissioners.services import (
    SERVICES,
    commissioner_apply,
    selection_open,
    visit_log,
)
from backend.commissioners.values import SelectionValues, ServiceValues, VisitValues
from tests.backend.pools.pooled import officer
from tests.factories import Market, actor

TODAY = timezone.localdate()
SERVICE = ServiceValues(form="single", post="none", field="梨树栽培", regions=("130981",))


def notice(**changes: Any) -> SelectionValues:
    """A notice whose term runs already."""
    given: dict[str, Any] = {
        "level": "municipal", "year": TODAY.year, "title": "市级科技特派员", "text": "选认", "wanted": 2,
        "closes_on": TODAY, "starts_on": TODAY - timedelta(days=9),
        "ends_on": TODAY + timedelta(days=300),
    }  # fmt: skip
    return SelectionValues(**given | changes)


def selection(by: User | None = None, **changes: Any) -> Selection:
    """A unit's notice."""
    who = actor(by or officer())
    return selection_open(actor=who, unit_id=who.organisation_id or 0, values=notice(**changes))


def applied(market: Market, to: Selection, person: User | None = None) -> Appointment:
    """An application of the university's researcher."""
    who = actor(person or market.researcher)
    return commissioner_apply(
        actor=who, selection_id=to.pk, home_id=who.organisation_id or 0, values=SERVICE
    )


def serving(market: Market, by: User | None = None) -> Appointment:
    """The researcher in service."""
    by = by or officer()
    made = applied(market, selection(by))
    SERVICES["select"](actor=actor(by), appointment_id=made.pk)
    return SERVICES["release"](actor=actor(market.office), appointment_id=made.pk)


def visited(market: Market, by: User | None = None, **changes: Any) -> Visit:
    """A visit of the researcher to the buyer's firm."""
    if by is None:
        serving(market)
    given: dict[str, Any] = {
        "firm_id": market.enterprise.pk, "happened_on": TODAY, "place": "一号冷库",
        "problem": "冷藏黑心", "diagnosis": "降温过快。",
    }  # fmt: skip
    return visit_log(actor=actor(by or market.researcher), values=VisitValues(**given | changes))
