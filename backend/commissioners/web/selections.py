"""Selections: the notice, who applies, whom the unit selects."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.commissioners import rules
from backend.commissioners.forms import ApplicationForm, ProposalForm, SelectionForm
from backend.commissioners.models import Selection
from backend.commissioners.selectors import (
    appointments_followed_by,
    commissioners_serving,
    selection_found,
    selections_listed,
)
from backend.commissioners.services import (
    commissioner_apply,
    commissioner_propose,
    selection_open,
)
from backend.core.errors import NotPermitted, WrongState

PAGE = 20


@require_safe
def selections(request: HttpRequest) -> HttpResponse:
    """All notices."""
    page = Paginator(selections_listed(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_appoint": rules.may_appoint(actor_in(request))}
    return render(request, "commissioners/selections.html", context)


@require_safe
def selection(request: HttpRequest, selection_id: int) -> HttpResponse:
    """The notice; those concerned see who applied, everybody who serves."""
    actor = actor_in(request)
    found = selection_found(selection_id)
    leads = rules.APPOINT.allows(actor, found.unit_id)
    rows = appointments_followed_by(actor) if actor.signed_in else commissioners_serving()
    context = {
        "selection": found,
        "rows": rows.filter(selection=found),
        "leads": leads,
        "may_apply": found.open and not leads and (not actor.signed_in or rules.may_apply(actor)),
    }
    return render(request, "commissioners/selection.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call for commissioners."""
    actor = actor_in(request)
    if not rules.may_appoint(actor):
        raise NotPermitted(rules.NOT_UNIT)
    form = SelectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = selection_open(
                actor=actor, unit_id=actor.organisation_id or 0, values=form.values()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("The notice is out; people apply until its last day."))
            return redirect("selection", made.pk)
    return _form(request, form, _("Call for commissioners"), _("Publish the notice"))


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, selection_id: int) -> HttpResponse:
    """Apply."""
    actor = actor_in(request)
    found = selection_found(selection_id)
    if not rules.may_apply(actor):
        raise NotPermitted(rules.NOT_APPLYING)
    posted = request.POST if request.method == "POST" else None
    form = ApplicationForm(posted, region=found.unit.region)
    heading, submit = _("Apply as science commissioner"), _("Apply")
    return _made(request, actor, found, form, heading, submit)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, selection_id: int) -> HttpResponse:
    """Select somebody who did not apply."""
    actor = actor_in(request)
    found = selection_found(selection_id)
    if not rules.APPOINT.allows(actor, found.unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    posted = request.POST if request.method == "POST" else None
    form = ProposalForm(posted, region=found.unit.region)
    heading, submit = _("Select somebody who did not apply"), _("Ask the person")
    return _made(request, actor, found, form, heading, submit)


def _made(
    request: HttpRequest,
    actor: Actor,
    found: Selection,
    form: ApplicationForm,
    heading: str,
    submit: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        given: dict[str, Any] = {"actor": actor, "selection_id": found.pk, "values": form.values()}
        try:
            if isinstance(form, ProposalForm):
                made = commissioner_propose(email=form.cleaned_data["email"], **given)
            else:
                made = commissioner_apply(home_id=actor.organisation_id or 0, **given)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Noted. You are told of each answer."))
            return redirect("appointment", made.pk)
    return _form(request, form, heading, submit, about=found.title)


def _form(
    request: HttpRequest, form: Any, heading: str, submit: str, about: str = ""
) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit, "about": about}
    status = 422 if form.errors else 200
    return render(request, "commissioners/form.html", context, status=status)
