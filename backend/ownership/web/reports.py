"""The office's register of assets and its yearly transfer report."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound
from backend.core.sheets import XLSX, download
from backend.ownership.downloads import assets_xlsx, report_pdf, report_xlsx
from backend.ownership.selectors import assets_of, office_of, transfer_report

FILES = {"pdf": (report_pdf, "application/pdf"), "xlsx": (report_xlsx, XLSX)}


@login_required
@require_safe
def assets(request: HttpRequest) -> HttpResponse:
    """All achievements of the institution with rights, evaluations, contracts and revenue."""
    actor = actor_in(request)
    institution = office_of(actor)
    context = {"institution": institution, "assets": assets_of(institution)}
    return render(request, "ownership/assets.html", context)


@login_required
@require_safe
def assets_workbook(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    actor = actor_in(request)
    return download(assets_xlsx(office_of(actor)), _("Register of assets") + ".xlsx")


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """A year's transfers: number, amounts, what came in and what went to people."""
    actor = actor_in(request)
    found = transfer_report(office_of(actor), _year(request))
    context = {"report": found, "this_year": timezone.localdate().year}
    return render(request, "ownership/report.html", context)


@login_required
@require_safe
def report_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as PDF or workbook."""
    if kind not in FILES:
        raise NotFound(_("There is nothing at this address."))
    actor = actor_in(request)
    found = transfer_report(office_of(actor), _year(request))
    written, media_type = FILES[kind]
    name = _("Transfer report %(year)s") % {"year": found.year}
    return download(written(found), f"{name}.{kind}", media_type)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    valid = asked.isascii() and asked.isdecimal() and len(asked) == 4 and asked >= "1900"
    return int(asked) if valid else timezone.localdate().year
