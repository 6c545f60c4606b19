"""Bulletins of chains: read by everybody, edited by offices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.bulletins import selectors, services
from backend.bulletins.downloads import issue_pdf
from backend.bulletins.forms import BulletinForm, IssueForm
from backend.bulletins.lifecycle import ISSUE
from backend.bulletins.models import Bulletin, Issue
from backend.bulletins.rules import EDIT, NOT_EDITOR, may_edit, may_edit_issue, opening_check
from backend.catalog.kinds import NEED
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.sheets import download
from backend.following.selectors import chains_followed

ACTS = Acts(lifecycle=ISSUE, services=services.SERVICES)


@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    """All bulletins, with the newest issue of each."""
    actor = actor_in(request)
    followed = chains_followed(actor)
    rows = [
        {"bulletin": one, "title": _title(one), "follow": followed.get(one.chain)}
        for one in selectors.bulletins_all()
    ]
    context = {"rows": rows, "edits": EDIT.allows(actor, actor.organisation_id)}
    return render(request, "bulletins/bulletins.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a bulletin."""
    actor = actor_in(request)
    opening_check(actor)
    form = BulletinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.bulletin_open(actor=actor, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            return redirect("bulletin", made.pk)
    return render(request, "bulletins/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Its issues."""
    actor = actor_in(request)
    found = selectors.bulletin_get(bulletin_id)
    issues = list(selectors.issues_visible_to(actor, found))
    context = {
        "bulletin": found,
        "title": _title(found),
        "issues": issues,
        "follow": chains_followed(actor).get(found.chain),
        "edits": may_edit(actor, found),
        "draft": next((one for one in issues if one.state == Issue.State.DRAFT), None),
    }
    return render(request, "bulletins/bulletin.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Begin the next issue."""
    made = services.issue_begin(actor=actor_in(request), bulletin_id=bulletin_id)
    return redirect("issue_edit", made.pk)


@require_safe
def issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """One issue as its readers see it."""
    return _page(request, issue_id)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Write a draft."""
    actor = actor_in(request)
    found = selectors.issue_visible_to(actor, issue_id)
    if not may_edit_issue(actor, found):
        raise NotPermitted(NOT_EDITOR)
    if found.state != Issue.State.DRAFT:
        raise WrongState(ISSUE.settled[found.state])
    chosen = [item.listing_id for item in selectors.items_of(found)]
    listings = selectors.listings_to_tell(found.bulletin, chosen)
    initial = {"listings": [str(pk) for pk in chosen], "revision": found.revision}
    form = IssueForm(request.POST or None, instance=found, listings=listings, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.issue_write(actor=actor, issue_id=issue_id, **form.given())
        except ValidationError as refused:
            form.add_service_errors(refused)
        except Stale as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Kept. Look at it as its readers will, and publish it."))
            return redirect("issue", issue_id)
    context = {"issue": found, "title": _title(found.bulletin), "form": form}
    return render(request, "bulletins/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, issue_id: int, act: str) -> HttpResponse:
    """Publish it."""
    return ACTS.answer(request, issue_id, act, page=_page)


@require_safe
def pdf(request: HttpRequest, issue_id: int) -> HttpResponse:
    """A published issue as PDF."""
    found = selectors.issue_visible_to(actor_in(request), issue_id)
    if found.state != Issue.State.PUBLISHED:
        raise NotFound(_("There is nothing at this address."))
    name = f"{found.bulletin.title} {found.number}.pdf"
    return download(issue_pdf(found), name, "application/pdf")


def _page(request: HttpRequest, issue_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = selectors.issue_visible_to(actor, issue_id)
    drafted = found.state == Issue.State.DRAFT
    items = selectors.items_to_tell(found) if drafted else selectors.items_of(found)
    parts = (
        (_("New needs"), [one for one in items if one.listing.kind == NEED.name]),
        (_("New achievements"), [one for one in items if one.listing.kind != NEED.name]),
    )
    context: dict[str, Any] = {
        "issue": found,
        "bulletin": found.bulletin,
        "title": _title(found.bulletin),
        "parts": [(name, _shown(found, rows)) for name, rows in parts if rows],
        "follow": chains_followed(actor).get(found.bulletin.chain),
        "edits": may_edit_issue(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "bulletins/issue.html", context, status=status)


def _shown(issue: Issue, items: list[Any]) -> list[dict[str, Any]]:
    """What a published issue said, or what a draft would say today, in the reader's language."""
    published = issue.state == Issue.State.PUBLISHED
    told = [(one, one.said if published else services.item_said(one)) for one in items]
    return [
        said | {"listing_id": one.listing_id, "owner": _named(said["owner"], said["owner_en"])}
        for one, said in told
    ]


def _title(bulletin: Bulletin) -> str:
    return _named(bulletin.title, bulletin.title_en)


def _named(chinese: str, english: str) -> str:
    wanted = not (get_language() or "").startswith("zh")
    return (wanted and english) or chinese
