"""Needs being written, on desks: what waits for the reader comes first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import NeedDraft
from .rules import ON_BEHALF, may_begin_for, may_confirm
from .selectors import drafts_open

ROWS = 10


def _open(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    rows = [
        {
            "draft": draft,
            "mine": draft.state == NeedDraft.State.WAITING and may_confirm(actor, draft),
        }
        for draft in drafts_open(actor)[:ROWS]
    ]
    rows.sort(key=lambda row: not row["mine"])
    return {"rows": rows, "may_begin_for": may_begin_for(actor)}


desk_register(
    DeskPart(
        name="need_drafts",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.BROKER, Duty.REGIONAL_OFFICER),
        order=12,
        template="posting/_desk.html",
        context=_open,
        of=ON_BEHALF,
        # Who writes for firms finds the way to it in any case.
        rests_on=lambda actor: None if may_begin_for(actor) else [drafts_open(actor)],
    )
)
