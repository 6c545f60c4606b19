"""The whole map from event to reactions, area by area; an event stands in the area of its own app.

A reaction's name stands in rows: it never changes.
"""

from __future__ import annotations

from backend.core.outbox import Subscription, subscriptions_of
from backend.webhooks.kinds import EVENTS
from backend.webhooks.reactions import occurrence_tell

from . import (
    calls,
    commissioners,
    contracts,
    deals,
    delivery,
    figures,
    helping,
    imports,
    matching,
    nominations,
    people,
    pools,
    programmes,
    recommending,
    registration,
)
from .exchange import BESIDE
from .institutions import SUBSCRIPTIONS as INSTITUTIONS

OCCURRENCE = Subscription("occurrence_tell", occurrence_tell)

_APART = (
    calls,
    commissioners,
    matching,
    deals,
    contracts,
    delivery,
    registration,
    people,
    pools,
    programmes,
    nominations,
    figures,
    recommending,
    helping,
    imports,
)
_AREAS = subscriptions_of(*(area.SUBSCRIPTIONS for area in _APART))
_AREAS = subscriptions_of(_AREAS, INSTITUTIONS)
_FED = _AREAS | {event: (*_AREAS.get(event, ()), record) for event, record in BESIDE.items()}
# What organisations are told of by machine, whatever else it sets off.
SUBSCRIPTIONS = _FED | {event: (*_FED.get(event, ()), OCCURRENCE) for event in EVENTS}
