"""Needs being written, on desks: what waits for the reader comes first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import NeedDraft
from .rules import may_begin_for, may_confirm
from .selectors import drafts_open

ROWS = 10


def _open(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = [
        {
            "draft": draft,
            "mine": draft.state == NeedDraft.State.WAITING and may_confirm(actor, draft),
        }
        for draft in drafts_open(actor)[:ROWS]
    ]
    rows.sort(key=lambda row: not row["mine"])
    if not rows and not may_begin_for(actor):
        return None
    return {"rows": rows, "may_begin_for": may_begin_for(actor)}


desk_register(
    DeskPart(
        name="need_drafts",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.BROKER, Duty.REGIONAL_OFFICER),
        order=12,
        template="posting/_desk.html",
        context=_open,
    )
)
