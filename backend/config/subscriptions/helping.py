"""Needs that others help with: refined field by field, judged by panels."""

from __future__ import annotations

from backend.challenges import reactions as on_challenges
from backend.core.outbox import Subscription, Subscriptions
from backend.panel import events as panel
from backend.panel import reactions as on_panel
from backend.pools import reactions as on_pools
from backend.refining import events as refining
from backend.refining import reactions as on_refining

ANSWERED = Subscription("proposal_answered_notify", on_refining.proposal_answered_notify)
TASK_SETTLE = Subscription("refinement_task_settle", on_refining.refinement_task_settle)

SUBSCRIPTIONS: Subscriptions = {
    refining.RefinementAsked: (
        Subscription("refinement_asked_notify", on_refining.refinement_asked_notify),
        Subscription("refinement_task_set", on_refining.refinement_task_set),
    ),
    refining.RefinementOpened: (
        Subscription("refinement_opened_notify", on_refining.refinement_opened_notify),
        TASK_SETTLE,
    ),
    refining.HelperAdded: (
        Subscription("refinement_helper_notify", on_refining.refinement_helper_notify),
    ),
    refining.RefinementDeclined: (
        Subscription("refinement_declined_notify", on_refining.refinement_declined_notify),
        TASK_SETTLE,
    ),
    refining.ProposalMade: (
        Subscription("proposal_made_notify", on_refining.proposal_made_notify),
    ),
    refining.ProposalAccepted: (ANSWERED,),
    refining.ProposalDeclined: (ANSWERED,),
    panel.SittingOpened: (Subscription("sitting_opened_notify", on_panel.sitting_opened_notify),),
    panel.SittingClosed: (
        Subscription("sitting_closed_notify", on_panel.sitting_closed_notify),
        Subscription("sitting_tasks_set", on_panel.sitting_tasks_set),
        Subscription("sitting_carry_out", on_pools.sitting_carry_out),
        Subscription("sitting_calls_draft", on_challenges.sitting_calls_draft),
    ),
}
