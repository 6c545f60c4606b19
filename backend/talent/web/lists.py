"""The four lists: each a page with its own fields, editor and date, and a workbook."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.regions import region_label
from backend.core.errors import NotFound, NotPermitted
from backend.core.exporting import Column, exported, format_asked
from backend.talent import services
from backend.talent.forms import EntryForm
from backend.talent.list_fields import fields_of
from backend.talent.models import ListEntry, ListKind
from backend.talent.rules import NOT_OFFICER, may_edit_lists, may_wish
from backend.talent.selectors import entries_listed

PAGE = 20


def _kind(name: str) -> ListKind:
    if name not in ListKind.values:
        raise NotFound(_("There is no such list."))
    return ListKind(name)


@require_safe
def lists(request: HttpRequest, kind: str = ListKind.TALENT) -> HttpResponseBase:
    """One of the lists as it stands today; ``format`` takes it along."""
    actor = actor_in(request)
    chosen = _kind(kind)
    found = entries_listed(chosen)
    if format_asked(request):
        return exported(request, str(chosen.label), _columns(chosen), found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    fields = fields_of(chosen)
    context = {
        "kind": chosen,
        "kinds": ListKind,
        "page": page,
        "rows": [
            {
                "entry": entry,
                "facts": [(words, entry.details.get(name, "")) for name, words, _needed in fields],
                "mine": actor.organisation_id == entry.made_for_id and may_edit_lists(actor),
            }
            for entry in page.object_list
        ],
        "may_edit": may_edit_lists(actor),
        "may_wish": may_wish(actor),
    }
    return render(request, "talent/lists.html", context)


def _columns(kind: ListKind) -> list[Column]:
    return [
        Column("title", _("Title"), lambda entry: entry.title),
        *(Column(name, words, partial(_detail, name)) for name, words, _needed in fields_of(kind)),
        Column("region", _("Region"), lambda entry: region_label(entry.region)),
        Column("editor", _("Editor"), lambda entry: str(entry.made_for)),
        Column("date", _("Date"), lambda entry: timezone.localdate(entry.updated_at)),
        Column("valid_until", _("Valid until"), lambda entry: entry.valid_until),
    ]


def _detail(name: str, entry: ListEntry) -> str:
    return str(entry.details.get(name, ""))


@login_required
@require_http_methods(["GET", "POST"])
def entry_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Put an entry on a list."""
    actor = actor_in(request)
    chosen = _kind(kind)
    if not may_edit_lists(actor):
        raise NotPermitted(NOT_OFFICER)
    form = EntryForm(request.POST or None, kind=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            services.entry_make(
                actor=actor,
                kind=chosen,
                title=form.cleaned_data["title"],
                details=form.details(),
                valid_until=form.cleaned_data["valid_until"],
            )
        except ValidationError as error:
            for name, told in error.message_dict.items():
                form.add_error(name if name in form.fields else None, told)
        else:
            messages.success(request, _("It stands on the list."))
            return redirect("talent_lists", chosen)
    context = {"form": form, "kind": chosen}
    return render(request, "talent/entry.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def entry_end(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take an entry off its list."""
    gone = services.entry_withdraw(actor=actor_in(request), entry_id=entry_id)
    messages.success(request, _("It is off the list."))
    return redirect("talent_lists", gone.kind)
