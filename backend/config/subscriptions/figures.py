"""Figures of regions: the county index."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.county import events as county
from backend.county import reactions as on_county

ANSWERED = Subscription("objection_answered_notify", on_county.objection_answered_notify)

SUBSCRIPTIONS: Subscriptions = {
    county.RoundOpened: (Subscription("round_opened_notify", on_county.round_opened_notify),),
    county.FiguresDelivered: (
        Subscription("figures_delivered_notify", on_county.figures_delivered_notify),
    ),
    county.FiguresReturned: (
        Subscription("figures_returned_notify", on_county.figures_returned_notify),
    ),
    county.ObjectionRaised: (
        Subscription("objection_raised_notify", on_county.objection_raised_notify),
    ),
    county.ObjectionUpheld: (ANSWERED,),
    county.ObjectionDismissed: (ANSWERED,),
    county.ReleaseSubmitted: (
        Subscription("release_submitted_notify", on_county.release_submitted_notify),
    ),
    county.ReleasePublished: (
        Subscription("release_published_notify", on_county.release_published_notify),
    ),
}
