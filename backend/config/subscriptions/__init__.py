"""The whole map from event to reactions, area by area; an event stands in the area of its own app.

A reaction's name stands in rows: it never changes.
"""

from __future__ import annotations

from backend.core.outbox import subscriptions_of

from . import contracts, deals, delivery, matching, people, registration

SUBSCRIPTIONS = subscriptions_of(
    *(area.SUBSCRIPTIONS for area in (matching, deals, contracts, delivery, registration, people))
)
