"""Plans of shares: proposed by the office, agreed by all whom they name."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.errors import NotPermitted, WrongState
from backend.core.requests import ids_posted
from backend.deals.selectors import deal_followed_by
from backend.ownership import rules
from backend.ownership.forms import PlanForm
from backend.ownership.selectors import plan_found, plan_of_deal
from backend.ownership.services import plan_agree, plan_propose


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Propose the shares of a deal, or change them."""
    actor = actor_in(request)
    deal = deal_followed_by(actor, deal_id)
    if not rules.may_propose(actor, deal.seller_id):
        raise NotPermitted(rules.NOT_OFFICE)
    held = plan_of_deal(deal.pk)
    if request.method == "POST":
        form = PlanForm(deal, request.POST)
        if form.is_valid():
            try:
                made = plan_propose(
                    actor=actor,
                    deal_id=deal.pk,
                    expected_revision=form.cleaned_data["revision"],
                    values=form.values(),
                )
            except ValidationError as error:
                form.add_service_errors(error)
            except WrongState as refusal:
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("Proposed. All whom it names are asked to agree."))
                return redirect("plan", made.pk)
    else:
        form = PlanForm(deal, initial=PlanForm.initial_from(held))
    context = {"deal": deal, "form": form, "days": settings.PRICE_NOTICE_DAYS}
    return render(request, "ownership/propose.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: who gets what share, and who has agreed."""
    actor = actor_in(request)
    found = plan_found(actor, plan_id)
    context = {
        "plan": found,
        "waits": bool(rules.agrees_for(actor, found)),
        "proposes": rules.may_propose(actor, found.institution_id),
        "trail": trail_entries([("plan", found.pk)]),
    }
    return render(request, "ownership/plan.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Agree to one's own share."""
    actor = actor_in(request)
    if request.method == "POST":
        seen = ids_posted(request, "revision") or [0]
        try:
            plan_agree(actor=actor, plan_id=plan_id, expected_revision=seen[0])
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Agreed."))
    return redirect("plan", plan_id)
