"""Registration figures as page and workbook; each figure leads to the contracts behind it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import region_label, regions_below
from backend.core.sheets import Sheet, download, workbook_of
from backend.registration.selectors.counting import ABSORBED, OUTPUT, SIDES
from backend.registration.selectors.statistics import (
    absorbed_matrix,
    counted_of,
    statistics_of,
    statistics_scope,
)
from backend.registration.selectors.unregistered import unregistered_figures

PAGE_SIZE = 50


@login_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The figures of a region in a year; with ``by`` the contracts behind one of them."""
    region, side, year = _asked(request)
    if "by" in request.GET:
        return _behind(request, region, side, year)
    actor = actor_in(request)
    own = statistics_scope(actor)
    context = {
        "found": statistics_of(region, side, year),
        "matrix": absorbed_matrix(region, year) if side == ABSORBED else None,
        "unregistered": unregistered_figures(region, year) if side == OUTPUT else None,
        "region": region,
        "own": own,
        "below": regions_below(own),
        "side": side,
        "year": year,
        "this_year": timezone.localdate().year,
    }
    return render(request, "registration/statistics.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same figures as sheets, with the contracts behind them."""
    region, side, year = _asked(request)
    found = statistics_of(region, side, year)
    heads = [
        _("Name"), _("Number of contracts"), _("Contract amount (yuan)"), _("Transaction amount (yuan)"),
        _("Share in %"),
    ]  # fmt: skip
    sheets = [
        Sheet(table.title, heads, [_cells(row) for row in [*table.rows, found.total]])
        for table in found.tables
    ]
    sheets.append(Sheet(_("By year"), heads[:-1], [_cells(row)[:-1] for row in found.years]))
    if side == ABSORBED:
        matrix = absorbed_matrix(region, year)
        columns = [_("From"), *(name for _code, name in matrix.uses), _("Total")]
        lines = [[name, *line, total] for _code, name, line, total in matrix.rows]
        lines.append([_("Total"), *matrix.totals, matrix.total])
        sheets.append(Sheet(_("From where to where"), columns, lines))
    else:
        lines = [[row.name, row.n, row.amount] for row in unregistered_figures(region, year)]
        sheets.append(Sheet(_("Signed here, not registered"), heads[:3], lines))
    sheets.append(_contracts_sheet(region, side, year))
    name = f"{region_label(region) or _('All regions')} {_words(side)} {year}.xlsx"
    return download(workbook_of(*sheets), name)


def _behind(request: HttpRequest, region: str, side: str, year: int) -> HttpResponse:
    found = counted_of(region, side, year, request.GET["by"], request.GET.get("code", ""))
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "count": len(found),
        "contract": sum(one.contract for one in found),
        "technology": sum(one.technology for one in found),
        "region": region,
        "side": side,
        "year": year,
    }
    return render(request, "registration/statistics_contracts.html", context)


def _asked(request: HttpRequest) -> tuple[str, str, int]:
    actor = actor_in(request)
    region = statistics_scope(actor, request.GET.get("region", ""))
    side = request.GET.get("side", OUTPUT)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
    return region, side if side in SIDES else OUTPUT, year or timezone.localdate().year


def _words(side: str) -> str:
    return _("absorbed") if side == ABSORBED else _("output")


def _cells(row: Any) -> list[Any]:
    return [row.name or _("Total"), row.n, row.contract, row.technology, row.share]


def _contracts_sheet(region: str, side: str, year: int) -> Sheet:
    heads = [
        _("Registration number"), _("Project name"), _("Signing date"), _("Seller"), _("Buyer"),
        _("Contract amount (yuan)"), _("Transaction amount (yuan)"), _("Registered elsewhere"),
    ]  # fmt: skip
    rows = [
        [
            one.number, one.title, one.signed_on, one.seller, one.buyer, one.contract,
            one.technology, _("yes") if one.outside else "",
        ]
        for one in counted_of(region, side, year)
    ]  # fmt: skip
    return Sheet(_("Contracts"), heads, rows)
