"""Reactions that are heard from several areas."""

from __future__ import annotations

from backend.contracts import reactions as on_contracts
from backend.core.outbox import Subscription
from backend.deals import reactions as on_deals

DEAL_MOVED = Subscription("deal_moved", on_deals.deal_moved)
NEED_FOLLOW = Subscription("need_follow_contracts", on_contracts.need_follow_contracts)
SETTLE = Subscription("deal_tasks_settle", on_contracts.deal_tasks_settle)
