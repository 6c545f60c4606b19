"""Who could solve a need, an expert's engagement and works, claims, the talent map."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.catalog.kinds import NEED
from backend.catalog.rules import may_edit
from backend.catalog.selectors import listing_visible_to
from backend.catalog.taxonomies import choices
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.throttling import limited
from backend.talent import services
from backend.talent.forms import EngagementForm, WorkForm
from backend.talent.lifecycle import CLAIM
from backend.talent.models import Engagement
from backend.talent.selectors import candidates_for, claim_seen_by, steps_of, talent_map
from backend.talent.services import CLAIM_SERVICES

ACTS = Acts(lifecycle=CLAIM, services=CLAIM_SERVICES)
SHOWN = 15


@limited
@require_safe
def candidates(request: HttpRequest, listing_id: int) -> HttpResponse:
    """People whose works come near the need, most works first."""
    actor = actor_in(request)
    need = listing_visible_to(actor, listing_id)
    if need.kind != NEED.name:
        raise NotFound(_("This is no need."))
    context = {"need": need, "people": candidates_for(actor, need)[:SHOWN]}
    return render(request, "talent/candidates.html", context)


@require_safe
def talent_map_page(request: HttpRequest) -> HttpResponse:
    """Experts by city and field: tiles, and the table behind them."""
    actor = actor_in(request)
    rows = talent_map(actor)
    tiles = zip(rows, steps_of([row.total for row in rows]), strict=True)
    context = {"rows": rows, "tiles": list(tiles), "fields": choices("fields")}
    return render(request, "talent/map.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def profile_edit(request: HttpRequest, listing_id: int) -> HttpResponse:
    """When and how the person can be engaged, and the works that represent them."""
    actor = actor_in(request)
    form = EngagementForm(request.POST or None, initial=_engagement(listing_id))
    if request.method == "POST" and form.is_valid():
        try:
            services.engagement_set(actor=actor, expert_id=listing_id, **form.cleaned_data)
        except ValidationError as error:
            for name, told in error.message_dict.items():
                form.add_error(name if name in form.fields else None, told)
        else:
            messages.success(request, _("Saved."))
            return redirect("listing", listing_id)
    return _profile_page(request, listing_id, form=form)


def _engagement(listing_id: int) -> dict[str, Any]:
    held = Engagement.objects.filter(expert_id=listing_id)
    names = ("engaged_as", "days_per_month", "available_from", "note")
    return held.values(*names).first() or {}


def _profile_page(request: HttpRequest, listing_id: int, **forms: Any) -> HttpResponse:
    actor = actor_in(request)
    expert = listing_visible_to(actor, listing_id)
    if not may_edit(actor, expert):
        raise NotPermitted(_("Only the person and the office edit this profile."))
    context = {
        "expert": expert,
        "works": expert.works.order_by("-year", "pk"),
        "form": EngagementForm(initial=_engagement(listing_id)),
        "work_form": WorkForm(prefix="work"),
        **forms,
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "talent/profile.html", context, status=422 if refused else 200)


@login_required
@require_POST
def work_new(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Add a representative work."""
    form = WorkForm(request.POST, prefix="work")
    if form.is_valid():
        try:
            services.work_add(
                actor=actor_in(request),
                expert_id=listing_id,
                **form.cleaned_data,
            )
        except ValidationError as error:
            for name, told in error.message_dict.items():
                form.add_error(name if name in form.fields else None, told)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("talent_profile", listing_id)
    return _profile_page(request, listing_id, work_form=form)


@login_required
@require_POST
def work_end(request: HttpRequest, work_id: int) -> HttpResponse:
    """Remove a representative work."""
    expert_id = services.work_remove(actor=actor_in(request), work_id=work_id)
    return redirect("talent_profile", expert_id)


@login_required
@require_POST
def claim_new(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Say that a profile is one's own."""
    try:
        services.profile_claim(actor=actor_in(request), expert_id=listing_id)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The office is asked; you are told of its answer."))
    return redirect("listing", listing_id)


@login_required
@require_safe
def claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Who says that a profile is theirs, and what the office decides."""
    return _claim_page(request, claim_id)


@login_required
@require_http_methods(["GET", "POST"])
def claim_act(request: HttpRequest, claim_id: int, act: str) -> HttpResponse:
    """The office's decision."""
    return ACTS.answer(request, claim_id, act, page=_claim_page)


def _claim_page(
    request: HttpRequest, claim_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = claim_seen_by(actor, claim_id)
    context = {
        "claim": found,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("claim", found.pk)]),
    }
    return render(
        request, "talent/claim.html", context, status=answered.status if answered else 200
    )
