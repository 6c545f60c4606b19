"""Reporting a listing, and deciding on reports."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.catalog.selectors import listings_on_market
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, WrongState
from backend.helpdesk.forms import ReportForm
from backend.helpdesk.lifecycle import REPORT
from backend.helpdesk.models import Report
from backend.helpdesk.selectors import report_known_to, reports_known_to
from backend.helpdesk.services import REPORT_SERVICES, listing_report

ACTS = Acts(lifecycle=REPORT, services=REPORT_SERVICES)
PAGE_SIZE = 20
GONE = gettext_lazy("There is no such listing on the market.")


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What one reported; an operator's queue."""
    actor = actor_in(request)
    state = request.GET.get("state", "")
    found = reports_known_to(actor)
    if state in Report.State.values:
        found = found.filter(state=state)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": Report.State.choices,
        "state": state if state in Report.State.values else "",
    }
    return render(request, "helpdesk/reports.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Report a listing that one reads."""
    actor = actor_in(request)
    listing = listings_on_market(actor).filter(pk=listing_id).first()
    if listing is None:
        raise NotFound(GONE)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = listing_report(actor=actor, listing_id=listing_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Reported. You are told what the platform decides."))
            return redirect("report", made.pk)
    context = {"form": form, "listing": listing}
    return render(request, "helpdesk/report_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """What is reported, why, and what was decided."""
    return _page(request, report_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, report_id: int, act: str) -> HttpResponse:
    """Take the listing off the market, or leave it."""
    return ACTS.answer(request, report_id, act, page=_page)


def _page(request: HttpRequest, report_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = report_known_to(actor, report_id)
    same = reports_known_to(actor).filter(listing=found.listing_id).exclude(pk=found.pk)
    context = {
        "report": found,
        "same": same,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("report", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "helpdesk/report.html", context, status=status)
