"""An agency's figures on a page and as a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import Organisation
from backend.brokerage.downloads import commissions_sheet, score_sheets, stages_sheet
from backend.brokerage.figures import (
    commission_lines,
    deals_of_agency,
    score_sheet,
    stage_lines,
)
from backend.brokerage.rules import NOT_ITS_BROKER, SERVE
from backend.core.errors import NotPermitted
from backend.core.sheets import download, workbook_of

FIRST_YEAR = 2000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """How far deals came, how long each stage took, commissions, score sheet."""
    return render(request, "brokerage/figures.html", _figures(request))


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same as a workbook of three sheets."""
    found = _figures(request)
    sheets = (
        score_sheets([found["score"]], found["year"]),
        stages_sheet(found["stages"]),
        commissions_sheet(found["commissions"]),
    )
    return download(workbook_of(*sheets), f"figures-{found['year']}.xlsx")


def _figures(request: HttpRequest) -> dict[str, Any]:
    actor = actor_in(request)
    agency = Organisation.objects.get(pk=_agency(actor))
    this_year = timezone.localdate().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    year = min(max(year, FIRST_YEAR), this_year)
    return {
        "agency": agency,
        "year": year,
        "years": range(this_year, this_year - 5, -1),
        "stages": stage_lines(deals_of_agency(agency.pk, year)),
        "commissions": commission_lines(agency.pk),
        "score": score_sheet(agency, year),
    }


def _agency(actor: Actor) -> int:
    """The agency acted for, else the first where one is a broker."""
    held = [pk for pk in sorted(actor.duties) if SERVE.allows(actor, pk)]
    if not held:
        raise NotPermitted(NOT_ITS_BROKER)
    return actor.organisation_id if actor.organisation_id in held else held[0]
