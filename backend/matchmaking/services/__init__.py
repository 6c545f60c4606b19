"""Writes of events, sign-ups and talks."""

from __future__ import annotations

from .coming import attend, sign_off, sign_up
from .gatherings import (
    SERVICES,
    gathering_cancel,
    gathering_close,
    gathering_draft,
    gathering_edit,
    gathering_publish,
)
from .talks import talk_answer, talk_judge, talks_propose

__all__ = [
    "SERVICES",
    "attend",
    "gathering_cancel",
    "gathering_close",
    "gathering_draft",
    "gathering_edit",
    "gathering_publish",
    "sign_off",
    "sign_up",
    "talk_answer",
    "talk_judge",
    "talks_propose",
]
