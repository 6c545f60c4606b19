"""How an organisation stands with the platform: verified, suspended, and why."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.selectors import members_of
from backend.accounts.trail import trail_entries
from backend.joining import services
from backend.joining.forms import StandingForm
from backend.joining.selectors import (
    applications_known_to,
    organisation_standing,
    organisations_overseen,
)

PAGE_SIZE = 30


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation, for operators."""
    text = request.GET.get("q", "")[:120]
    found = organisations_overseen(actor_in(request), text)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "joining/organisations.html", {"page": page, "text": text})


@login_required
@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One organisation; a POST suspends it, or lifts its suspension, with a reason."""
    actor = actor_in(request)
    organisation = organisation_standing(actor, organisation_id)
    form = StandingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lift = request.POST.get("act") == "reinstate"
        service = services.organisation_reinstate if lift else services.organisation_suspend
        try:
            service(actor=actor, organisation_id=organisation_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            done = (
                _("The suspension is lifted; its members are told.")
                if lift
                else _("Suspended; its members read your reason.")
            )
            messages.success(request, done)
            return redirect("organisation_standing", organisation_id)
    context = {
        "organisation": organisation,
        "members": members_of(actor, organisation_id),
        "applications": applications_known_to(actor).filter(organisation=organisation),
        "suspensions": organisation.suspensions.select_related(
            "suspended_by", "lifted_by"
        ).order_by("-pk"),
        "trail": trail_entries([("organisation", organisation_id)]),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "joining/standing.html", context, status=status)
