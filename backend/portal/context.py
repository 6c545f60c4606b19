"""What every page's frame needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from backend.accounts.models import Membership
from backend.accounts.selectors import invitations_to, memberships_of
from backend.accounts.web.preferences import THEME_COOKIE, THEMES
from notifications import facade as notifications


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Actor, demo flag, theme; inbox and organisations are read where a template shows them.

    A page of many parts is rendered part by part: the frame is made once for the request, so that
    what one part has read the others read no more.
    """
    frame: dict[str, Any] | None = getattr(request, "_frame", None)
    if frame is None:
        frame = _frame_of(request)
        if frame["actor"] is not None:
            request._frame = frame  # type: ignore[attr-defined]  # Django's requests are open
    return frame


def _frame_of(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    frame: dict[str, Any] = {
        "actor": actor,
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "",
    }
    if actor is None:
        return frame
    memberships = _once(lambda: list(memberships_of(actor.user_id)) if actor.signed_in else [])
    return frame | {
        "memberships": memberships,
        "invitations": _once(
            lambda: list(invitations_to(actor.user_id)) if actor.signed_in else []
        ),
        "acting_for": lambda: _acting_for(memberships(), actor.organisation_id),
        "unread": _once(lambda: notifications.unread_count(actor.user_id)),
        "newest_notice": _once(lambda: notifications.newest_id(actor.user_id)),
    }


def _once(read: Callable[[], Any]) -> Callable[[], Any]:
    """Read at the first use of this request, and keep it."""
    return cache(read)


def _acting_for(memberships: list[Membership], organisation_id: int | None) -> object:
    found = (m.organisation for m in memberships if m.organisation_id == organisation_id)
    return next(found, None)
