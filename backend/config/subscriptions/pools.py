"""Common problems, projects and people."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.pools import events as pools
from backend.pools import reactions as on_pools

ANSWERED = Subscription("problem_answered_notify", on_pools.problem_answered_notify)

SUBSCRIPTIONS: Subscriptions = {
    pools.ProblemMade: (Subscription("problem_made_notify", on_pools.problem_made_notify),),
    pools.ProblemNeedAgreed: (ANSWERED,),
    pools.ProblemNeedDeclined: (ANSWERED,),
    pools.ProblemPublished: (
        Subscription("problem_published_notify", on_pools.problem_published_notify),
    ),
    pools.ProjectMade: (Subscription("project_made_notify", on_pools.project_made_notify),),
}
