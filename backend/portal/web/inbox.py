"""The inbox: its page, what arrives while another page is open, opening and marking."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.notices import notices_render
from backend.core.requests import ids_posted
from notifications import facade as notifications

PAGE = 30
SHOWN = 5  # of what arrived; the inbox has all


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """A person's notices, newest first, older ones on further pages."""
    before = _number(request, "before") or None
    found = notifications.inbox(request.actor.person, before_id=before, limit=PAGE)  # type: ignore[attr-defined]
    context = {
        "notices": notices_render(found, request.actor),  # type: ignore[attr-defined]
        "older": found[-1].id if len(found) == PAGE else None,
        "first_page": before is None,
    }
    return render(request, "portal/inbox.html", context)


@require_GET
@login_required
def arrivals(request: HttpRequest) -> HttpResponse:
    """What arrived after a notice and is unread, as the bar that an open page shows."""
    found = notifications.inbox(request.actor.person, after_id=_number(request, "after"))  # type: ignore[attr-defined]
    unread = [notice for notice in found if notice.read_at is None]
    context = {
        "notices": notices_render(unread[:SHOWN], request.actor),  # type: ignore[attr-defined]
        "count": len(unread),
        "more": max(0, len(unread) - SHOWN),
    }
    return render(request, "portal/_arrivals.html", context)


@require_GET
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    found = notifications.inbox(request.actor.person, after_id=pk - 1, before_id=pk + 1)  # type: ignore[attr-defined]
    if not found:
        raise NotFound(_("There is no such notice in your inbox."))
    notifications.mark_read(request.actor.person, [pk])  # type: ignore[attr-defined]
    (rendered,) = notices_render(found, request.actor)  # type: ignore[attr-defined]
    return redirect(rendered.url or "inbox")


@require_safe
@login_required
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """A summary as a page: what it gathered, as its reader may know it today."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = notifications.digest_of(actor.person, pk)
    if found is None:
        raise NotFound(_("There is no such summary among yours."))
    contents = notifications.digest_read(found)
    return render(request, "portal/digest.html", {"digest": found, "contents": contents})


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Mark as read what leads to ``page``, the path of a page that is open."""
    found = notifications.inbox(request.actor.person)  # type: ignore[attr-defined]
    unread = [notice for notice in found if notice.read_at is None]
    rendered = notices_render(unread, request.actor)  # type: ignore[attr-defined]
    page = request.POST.get("page", "")
    ids = [notice.id for notice in rendered if page and notice.url.partition("#")[0] == page]
    notifications.mark_read(request.actor.person, ids)  # type: ignore[attr-defined]
    return HttpResponse(status=204)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read, or those named."""
    named = ids_posted(request, "id")
    notifications.mark_read(request.actor.person, named)  # type: ignore[attr-defined]
    return redirect("inbox")


def _number(request: HttpRequest, name: str) -> int:
    """A whole number of the query string; 0 for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0
