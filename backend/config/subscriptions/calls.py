"""Calls, entries and reviews."""

from __future__ import annotations

from backend.challenges import events
from backend.challenges import reactions as on_calls
from backend.core.outbox import Subscription, Subscriptions

DECIDED = Subscription("entry_decided_notify", on_calls.entry_decided_notify)
OVER = Subscription("call_over_notify", on_calls.call_over_notify)

SUBSCRIPTIONS: Subscriptions = {
    events.CallDrafted: (Subscription("call_tasks_settle", on_calls.call_tasks_settle),),
    events.EntryHandedIn: (
        Subscription("entry_handed_in_notify", on_calls.entry_handed_in_notify),
    ),
    events.CallChanged: (Subscription("call_changed_notify", on_calls.call_changed_notify),),
    events.CallClosed: (Subscription("call_closed_notify", on_calls.call_closed_notify),),
    events.CallReviewed: (Subscription("review_began_notify", on_calls.review_began_notify),),
    events.ReviewsAssigned: (
        Subscription("reviews_assigned_notify", on_calls.reviews_assigned_notify),
    ),
    events.ReviewDone: (Subscription("review_done_notify", on_calls.review_done_notify),),
    events.EntryAwarded: (DECIDED,),
    events.EntryDeclined: (DECIDED,),
    events.EntryExcluded: (DECIDED,),
    events.EntryPromoted: (DECIDED,),
    events.EntryCut: (DECIDED,),
    events.CallFailed: (OVER,),
    events.CallCancelled: (OVER,),
}
