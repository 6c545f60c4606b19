"""The inbox: its page, what arrives while another page is open, opening and marking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound
from backend.core.notices import notices_render
from backend.core.requests import ids_posted
from backend.portal.selectors.inbox import inbox_entries, topics_chosen
from notifications import facade as notifications

PAGE = 30
SHOWS = ("unread", "archived")
SHOWN = 5  # of what arrived; the inbox has all


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """A person's notices, newest first, older ones on further pages; what belongs together as one."""
    actor = actor_in(request)
    before = _number(request, "before") or None
    show = request.GET.get("show", "")
    which = notifications.Which(
        topic=request.GET.get("topic", ""),
        group=request.GET.get("group", ""),
        unread=show == "unread",
        archived=show == "archived",
    )
    found = notifications.inbox(actor.person, before_id=before, limit=PAGE, which=which)
    context = {
        "rows": inbox_entries(actor, found, grouped=not which.group),
        "older": found[-1].id if len(found) == PAGE else None,
        "first_page": before is None,
        "which": which,
        "show": show if show in SHOWS else "",
        "shows": [("unread", _("Unread")), ("archived", _("Archived"))],
        "topics": topics_chosen(actor),
        "undo": _parsed(request.GET.get("undo", "")),
        "digests": notifications.digests_of(actor.person, limit=3),
    }
    return render(request, "portal/inbox.html", context)


@require_GET
@login_required
def arrivals(request: HttpRequest) -> HttpResponse:
    """What arrived after a notice and is unread, as the bar that an open page shows: of several the
    one that is worth most first, and how many of each topic, for lists that are open."""
    actor = actor_in(request)
    found = notifications.inbox(actor.person, after_id=_number(request, "after"))
    unread = [notice for notice in found if notice.read_at is None]
    strongest = sorted(unread, key=lambda notice: -notice.weight)[:SHOWN]
    context = {
        "notices": notices_render(strongest, actor),
        "count": len(unread),
        "more": max(0, len(unread) - SHOWN),
        "topics": Counter(notice.topic for notice in unread).items(),
    }
    return render(request, "portal/_arrivals.html", context)


@require_GET
@login_required
def state(request: HttpRequest) -> HttpResponse:
    """Newest id and unread count, for pages whose sockets are blocked on the way."""
    person = actor_in(request).person
    unread = notifications.unread_count(person)
    return JsonResponse({"id": notifications.newest_id(person), "unread": unread})


@require_GET
@login_required
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    found = notifications.inbox(actor_in(request).person, after_id=pk - 1, before_id=pk + 1)
    if not found:
        raise NotFound(_("There is no such notice in your inbox."))
    notifications.mark_read(actor_in(request).person, [pk])
    (rendered,) = notices_render(found, actor_in(request))
    return redirect(rendered.url or "inbox")


@require_safe
@login_required
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """A summary as a page: what it gathered, as its reader may know it today."""
    actor = actor_in(request)
    found = notifications.digest_of(actor.person, pk)
    if found is None:
        raise NotFound(_("There is no such summary among yours."))
    contents = notifications.digest_read(found)
    return render(request, "portal/digest.html", {"digest": found, "contents": contents})


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Mark as read what leads to ``page``, the path of a page that is open."""
    found = notifications.inbox(actor_in(request).person)
    unread = [notice for notice in found if notice.read_at is None]
    rendered = notices_render(unread, actor_in(request))
    page = request.POST.get("page", "")
    ids = [notice.id for notice in rendered if page and notice.url.partition("#")[0] == page]
    notifications.mark_read(actor_in(request).person, ids)
    return HttpResponse(status=204)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read, or those named; the inbox offers to take it back."""
    return _done(request, notifications.mark_read, "read")


@require_POST
@login_required
def archive(request: HttpRequest) -> HttpResponse:
    """Put away what is named, or all that was read; the inbox offers to take it back."""
    return _done(request, notifications.archive, "archived")


@require_POST
@login_required
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo what was marked or put away at an instant."""
    at = _parsed(request.POST.get("at", ""))
    if at is not None:
        notifications.take_back(actor_in(request).person, at)
    return redirect("inbox")


def _done(request: HttpRequest, act: Callable[..., int], done: str) -> HttpResponse:
    at = now()
    changed = act(actor_in(request).person, ids_posted(request, "id"), at=at)
    back = reverse("inbox")
    return redirect(
        f"{back}?{urlencode({'undo': at.isoformat(), 'done': done})}" if changed else back
    )


def _parsed(text: str) -> datetime | None:
    """An instant with its zone; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def _number(request: HttpRequest, name: str) -> int:
    """A whole number of the query string; 0 for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else 0
