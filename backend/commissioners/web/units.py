"""What regions read: who is covered, stations, what was done in a year."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import path_to, region_choices, region_of, regions_below
from backend.commissioners import rules
from backend.commissioners.coverage import coverage_of
from backend.commissioners.downloads import commissioners_sheet, coverage_sheet
from backend.commissioners.figures import lines_of
from backend.commissioners.forms import StationForm
from backend.commissioners.selectors import region_acted_for, stations_in
from backend.commissioners.services import station_add
from backend.core.errors import NotPermitted
from backend.core.sheets import download, workbook_of

FIRST = 2020


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Townships, parks and villages of a region, with gaps, and its stations; public."""
    actor = actor_in(request)
    region = _region(request.GET.get("region", ""), region_acted_for(actor))
    context = {
        "region": region,
        "counties": [found for found in regions_below(region) if found.level <= 3],
        "above": path_to(region)[-2:-1],
        "coverage": coverage_of(region),
        "stations": stations_in(region),
        "may_appoint": rules.may_appoint(actor),
    }
    return render(request, "commissioners/coverage.html", context)


def _region(asked: str, own: str) -> str:
    """The region that is shown: the one asked for, that of one's own city or county, else the first that
    the installation knows down to the township."""
    if region_of(asked) is not None:
        return asked
    if own:
        steps = path_to(own)
        return steps[1] if len(steps) > 1 and own != steps[0] else own
    return region_choices()[0][1][0][0][:4] + "00"


@login_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The year of each commissioner of the unit, or of one's own people."""
    actor = actor_in(request)
    year = _year(request)
    context = {
        "year": year,
        "this_year": timezone.localdate().year,
        "lines": lines_of(actor, year),
    }
    return render(request, "commissioners/figures.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, with the coverage of the unit's region."""
    actor = actor_in(request)
    year = _year(request)
    sheets = [commissioners_sheet(lines_of(actor, year), year)]
    if rules.may_appoint(actor):
        sheets.append(coverage_sheet(coverage_of(region_acted_for(actor))))
    name = _("Commissioners in %(year)s") % {"year": year}
    return download(workbook_of(*sheets), f"{name}.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def station_new(request: HttpRequest) -> HttpResponse:
    """Set up a station."""
    actor = actor_in(request)
    if not rules.may_appoint(actor):
        raise NotPermitted(rules.NOT_UNIT)
    posted = request.POST if request.method == "POST" else None
    form = StationForm(posted, region=region_acted_for(actor))
    if form.is_bound and form.is_valid():
        try:
            station_add(actor=actor, unit_id=actor.organisation_id or 0, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("The station is on the list."))
            return redirect("commissioner_coverage")
    context = {"form": form, "heading": _("Set up a station"), "submit": _("Set up")}
    status = 422 if form.errors else 200
    return render(request, "commissioners/form.html", context, status=status)


def _year(request: HttpRequest) -> int:
    this = timezone.localdate().year
    text = request.GET.get("year", "")
    if text.isascii() and text.isdecimal() and len(text) == 4 and FIRST <= int(text) <= this:
        return int(text)
    return this
