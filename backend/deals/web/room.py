"""What people do in the room of a deal: plan, promise confidentiality, say what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.core.errors import Stale, WrongState
from backend.deals.forms import PlanForm, ResultForm
from backend.deals.selectors import deal_followed_by
from backend.deals.services import deal_plan, deal_step_done, nda_agree, result_give

from .confidentiality import nda_shown
from .pages import deal_page


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Say what comes next."""
    if request.method == "GET":
        return redirect("deal", deal_id)
    actor = actor_in(request)
    deal_followed_by(actor, deal_id)
    form = PlanForm(request.POST, auto_id="plan_%s")
    if form.is_valid():
        try:
            deal_plan(actor=actor, deal_id=deal_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("deal", deal_id)
        else:
            messages.success(request, _("Planned. Whose step it is has been told."))
            return redirect("deal", deal_id)
    return deal_page(request, deal_id, forms={"plan": form}, status=422)


@login_required
@require_POST
def step_done(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Say that the next step is done."""
    try:
        deal_step_done(actor=actor_in(request), deal_id=deal_id)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done. Plan what comes next."))
    return redirect("deal", deal_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nda(request: HttpRequest, deal_id: int) -> HttpResponse:
    """The confidentiality text of the deal, and the click that agrees."""
    actor = actor_in(request)
    found = deal_followed_by(actor, deal_id)
    if request.method != "POST":
        return render(request, "deals/nda.html", nda_shown(actor, found))
    try:
        nda_agree(actor=actor, deal_id=deal_id, version=request.POST.get("version", ""))
    except (WrongState, Stale) as refusal:
        context = nda_shown(actor, found) | {"refusal": refusal}
        return render(request, "deals/nda.html", context, status=refusal.status)
    messages.success(request, _("Agreed. It is on record with the exact text."))
    return redirect("deal", deal_id)


@login_required
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Say what came of a closed deal."""
    if request.method == "GET":
        return redirect("deal", deal_id)
    actor = actor_in(request)
    deal_followed_by(actor, deal_id)
    form = ResultForm(request.POST, auto_id="result_%s")
    if form.is_valid():
        try:
            result_give(actor=actor, deal_id=deal_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("deal", deal_id)
        else:
            messages.success(request, _("Thank you. The result is on record."))
            return redirect("deal", deal_id)
    return deal_page(request, deal_id, forms={"result": form}, status=422)
