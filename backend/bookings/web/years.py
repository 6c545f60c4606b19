"""Score sheets: the year of what one holds, of one listing and of all, with a workbook."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.bookings.downloads import years_sheet
from backend.bookings.figures import year_sheet, year_sheets
from backend.bookings.rules import NOT_HOLDER, may_hold
from backend.bookings.schemes import scheme_of
from backend.bookings.selectors import bookable_visible_to, policy_of
from backend.core.errors import NotPermitted
from backend.core.sheets import download, workbook_of

FIRST = 2020


@login_required
@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """The year of all that the organisation acted for has listed to be booked."""
    actor = actor_in(request)
    year = _year(request)
    context = {
        "year": year,
        "sheets": year_sheets(actor, year),
        "scheme": scheme_of(year),
        "this_year": timezone.localdate().year,
    }
    return render(request, "bookings/years.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    actor = actor_in(request)
    year = _year(request)
    name = _("Sharing in %(year)s") % {"year": year}
    return download(workbook_of(years_sheet(year_sheets(actor, year), year)), f"{name}.xlsx")


@login_required
@require_safe
def year_of(request: HttpRequest, listing_id: int) -> HttpResponse:
    """The year of one listing: figures, points, grade, after-subsidy."""
    actor = actor_in(request)
    listing = bookable_visible_to(actor, listing_id)
    if not (may_hold(actor, listing) or actor.operator):
        raise NotPermitted(NOT_HOLDER)
    year = _year(request)
    context = {
        "listing": listing,
        "year": year,
        "sheet": year_sheet(listing, policy_of(listing), year),
        "this_year": timezone.localdate().year,
    }
    return render(request, "bookings/year.html", context)


def _year(request: HttpRequest) -> int:
    this = timezone.localdate().year
    text = request.GET.get("year", "")
    if text.isascii() and text.isdecimal() and len(text) == 4 and FIRST <= int(text) <= this:
        return int(text)
    return this
