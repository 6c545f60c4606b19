"""Applications to higher programmes: who hears of them."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.nominations import events as nominations
from backend.nominations import reactions as on_nominations

DECIDED = (Subscription("nomination_decided_notify", on_nominations.nomination_decided_notify),)

SUBSCRIPTIONS: Subscriptions = {
    nominations.NominationApplied: (
        Subscription("nomination_applied_notify", on_nominations.nomination_applied_notify),
    ),
    nominations.NominationRecommended: DECIDED,
    nominations.NominationPassedOver: DECIDED,
    nominations.NominationEstablished: DECIDED,
    nominations.NominationRejected: DECIDED,
}
