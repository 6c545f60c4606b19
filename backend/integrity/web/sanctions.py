"""Records of integrity: the public list, one's own, and for officers the form."""

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
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted
from backend.integrity import rules
from backend.integrity.forms import SanctionForm
from backend.integrity.lifecycle import SANCTION
from backend.integrity.selectors import sanction_readable_by, sanctions_readable_by
from backend.integrity.services import SERVICES, sanction_record

ACTS = Acts(lifecycle=SANCTION, services=SERVICES)
PAGE = 30


@require_safe
def sanctions(request: HttpRequest) -> HttpResponse:
    """The list, as far as the reader may know it."""
    actor = actor_in(request)
    page = Paginator(sanctions_readable_by(actor), PAGE).get_page(request.GET.get("page"))
    may = rules.recorder_of(actor) is not None
    return render(request, "integrity/sanctions.html", {"page": page, "may_record": may})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put a breach on record."""
    actor = actor_in(request)
    recorder = rules.recorder_of(actor)
    if recorder is None:
        raise NotPermitted(rules.NOT_RECORDING)
    region = Organisation.objects.get(pk=recorder).region
    form = SanctionForm(request.POST if request.method == "POST" else None, region=region)
    if form.is_bound and form.is_valid():
        try:
            made = sanction_record(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("On record. Whom it is about is told."))
            return redirect("sanction", made.pk)
    context = {"form": form, "heading": _("Put a breach on record"), "submit": _("Put on record")}
    return render(request, "integrity/form.html", context, status=422 if form.errors else 200)


@require_safe
def sanction(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """One record: why, how long, who decided; the objection to those concerned."""
    return _page(request, sanction_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, sanction_id: int, act: str) -> HttpResponse:
    """Object, hear an objection, lift."""
    return ACTS.answer(request, sanction_id, act, page=_page)


def _page(request: HttpRequest, sanction_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = sanction_readable_by(actor, sanction_id)
    concerned = rules.is_concerned(actor, found) or rules.may_lift(actor, found)
    context = {
        "sanction": found,
        "concerned": concerned,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("sanction", found.pk)]) if concerned else [],
    }
    status = answered.status if answered else 200
    return render(request, "integrity/sanction.html", context, status=status)
