"""Common problems, projects and people."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.pools import events as pools
from backend.pools import reactions as on_pools
from backend.talent import events as talent
from backend.talent import reactions as on_talent

ANSWERED = Subscription("problem_answered_notify", on_pools.problem_answered_notify)
CLAIM_DECIDED = Subscription("claim_decided_notify", on_talent.claim_decided_notify)
PANEL_TASKS = Subscription("panel_tasks_settle", on_pools.panel_tasks_settle)
WISH_MOVED = Subscription("talent_wish_moved_notify", on_talent.talent_wish_moved_notify)

SUBSCRIPTIONS: Subscriptions = {
    pools.ProblemMade: (
        Subscription("problem_made_notify", on_pools.problem_made_notify),
        PANEL_TASKS,
    ),
    pools.ProblemNeedAgreed: (ANSWERED,),
    pools.ProblemNeedDeclined: (ANSWERED,),
    pools.ProblemPublished: (
        Subscription("problem_published_notify", on_pools.problem_published_notify),
    ),
    pools.ProjectMade: (
        Subscription("project_made_notify", on_pools.project_made_notify),
        PANEL_TASKS,
    ),
    talent.ProfileClaimed: (
        Subscription("profile_claimed_notify", on_talent.profile_claimed_notify),
    ),
    talent.ClaimApproved: (CLAIM_DECIDED,),
    talent.ClaimDeclined: (CLAIM_DECIDED,),
    talent.WishMade: (Subscription("talent_wish_made_notify", on_talent.talent_wish_made_notify),),
    talent.WishTaken: (WISH_MOVED,),
    talent.WishAnswered: (WISH_MOVED,),
    talent.WishDeclined: (WISH_MOVED,),
}
