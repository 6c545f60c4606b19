"""Registers as they were published on a day."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import WrongState
from backend.core.sheets import Sheet, download, workbook_of
from backend.registers.models import Registered, RegisterList
from backend.registers.selectors import list_found, lists_published
from backend.registers.services import list_publish

MOST = 200


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    return render(request, "registers/lists.html", {"lists": lists_published()[:MOST]})


@require_safe
def one(request: HttpRequest, list_id: int) -> HttpResponse:
    """One list, also as a workbook."""
    found = list_found(list_id)
    rows = [
        row
        | {
            "type_words": found.kind.type_words(row["type"]),
            "level_words": Registered.Level(row["level"]).label,
        }
        for row in found.rows
    ]
    if request.GET.get("format") == "xlsx":
        return _workbook(found, rows)
    return render(request, "registers/list.html", {"list": found, "rows": rows})


def _workbook(found: RegisterList, rows: list[dict[str, str]]) -> HttpResponse:
    names = ("name", "type_words", "level_words", "host", "number", "recognised_on", "valid_until")
    columns = [
        _("Name"), _("Type"), pgettext("registered", "Level"), _("Host"), _("Number of the recognition"),
        _("Recognised on"), _("Valid until"),
    ]  # fmt: skip
    title = f"{found.kind.name.words} {found.published_on:%Y-%m-%d}"
    table = ([str(row[name]) for name in names] for row in rows)
    return download(workbook_of(Sheet(title, columns, table)), f"{title}.xlsx")


@login_required
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the unit's register as it stands."""
    actor = actor_in(request)
    try:
        made = list_publish(actor=actor, unit_id=actor.organisation_id or 0, register=code)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("registers")
    messages.success(request, _("Published as it stands today."))
    return redirect("register_list", made.pk)
