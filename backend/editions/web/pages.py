"""Catalogues of recommended technologies: read by everybody, proposed for, compiled."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.catalog.taxonomies import label
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, WrongState
from backend.core.sheets import XLSX, download
from backend.editions import selectors, services
from backend.editions.downloads import edition_pdf, edition_xlsx
from backend.editions.forms import EditionForm, EntryForm, SubscriptionForm
from backend.editions.lifecycle import EDITION
from backend.editions.models import Edition
from backend.editions.rules import COMPILE, may_compile, opening_check

ACTS = Acts(lifecycle=EDITION, services=services.SERVICES)
FILES = {"pdf": (edition_pdf, "application/pdf"), "xlsx": (edition_xlsx, XLSX)}


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All catalogues, and of which fields one is told."""
    actor = actor_in(request)
    form = None
    if actor.signed_in:
        held = [field or "all" for field in selectors.fields_subscribed(actor)]
        form = SubscriptionForm(initial={"fields_": held})
    context = {
        "editions": selectors.editions_visible_to(actor),
        "form": form,
        "compiles": COMPILE.allows(actor, actor.organisation_id),
    }
    return render(request, "editions/editions.html", context)


@login_required
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Be told of these fields and no others."""
    actor = actor_in(request)
    form = SubscriptionForm(request.POST)
    if form.is_valid():
        services.subscriptions_set(actor=actor, fields=form.chosen())
        messages.success(request, _("Kept; you are told when such a catalogue appears."))
    return redirect("editions")


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a year's catalogue."""
    actor = actor_in(request)
    opening_check(actor)
    form = EditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.edition_open(actor=actor, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            return redirect("edition", made.pk)
    return render(request, "editions/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """What it recommends, by field; to who compiles it, what was proposed."""
    return _page(request, edition_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, edition_id: int, act: str) -> HttpResponse:
    """Close it, open it again, approve it."""
    return ACTS.answer(request, edition_id, act, page=_page)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Propose an achievement, or pick one."""
    actor = actor_in(request)
    found = selectors.edition_visible_to(actor, edition_id)
    picks = may_compile(actor, found)
    listings = selectors.achievements_to_propose(actor, found, pick=picks)
    form = EntryForm(request.POST or None, listings=listings)
    if request.method == "POST" and form.is_valid():
        try:
            services.entry_propose(actor=actor, edition_id=edition_id, **form.given())
        except ValidationError as refused:
            form.add_service_errors(refused)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Proposed. You are told when it is judged."))
            return redirect("edition", edition_id)
    context = {"edition": found, "form": form, "listings": listings, "picks": picks}
    return render(request, "editions/propose.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def judge(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Say whether it is recommended."""
    actor = actor_in(request)
    try:
        entry = services.entry_judge(
            actor=actor,
            entry_id=entry_id,
            accepted=request.POST.get("accepted") == "yes",
            verdict=request.POST.get("verdict", ""),
        )
    except ValidationError as refused:
        raise WrongState(refused.messages[0]) from refused
    return redirect("edition", entry.edition_id)


@login_required
@require_POST
def amend(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Begin a new version."""
    actor = actor_in(request)
    return redirect("edition", services.edition_amend(actor=actor, edition_id=edition_id).pk)


@require_safe
def file(request: HttpRequest, edition_id: int, kind: str) -> HttpResponse:
    """The published catalogue as PDF or workbook."""
    actor = actor_in(request)
    found = selectors.edition_visible_to(actor, edition_id)
    if kind not in FILES or found.state != Edition.State.PUBLISHED:
        raise NotFound(_("There is nothing at this address."))
    written, media_type = FILES[kind]
    return download(written(found), f"{found.title}.{kind}", media_type)


def _page(request: HttpRequest, edition_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = selectors.edition_visible_to(actor, edition_id)
    compiles = may_compile(actor, found)
    published = found.state == Edition.State.PUBLISHED
    shown = selectors.entries_recommended(found) if published else []
    groups = [
        (label("fields", code) if code else _("Other fields"), list(rows))
        for code, rows in groupby(shown, key=lambda one: one.said["field"])
    ]
    english = not (get_language() or "").startswith("zh")
    context = {
        "edition": found,
        "title": (english and found.title_en) or found.title,
        "groups": groups,
        "count": len(shown),
        "later": selectors.editions_after(found),
        "proposed": selectors.entries_proposed(found) if compiles and not published else [],
        "compiles": compiles,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "editions/edition.html", context, status=status)
