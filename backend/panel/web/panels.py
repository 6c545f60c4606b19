"""Panels: the list, one with its members and sittings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import WrongState
from backend.panel.desk import row_of
from backend.panel.forms import MemberForm, PanelForm, SittingForm
from backend.panel.models import Expertise
from backend.panel.rules import RUN, may_run
from backend.panel.selectors import (
    members_of_panel,
    panel_followed_by,
    panels_followed_by,
    sittings_followed_by,
)
from backend.panel.services import member_appoint, member_dismiss, panel_set_up, sitting_plan


@login_required
@require_http_methods(["GET", "POST"])
def panels(request: HttpRequest) -> HttpResponse:
    """Panels of one's unit, and those that one is a member of."""
    actor = actor_in(request)
    form = PanelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = panel_set_up(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("panel", made.pk)
    context = {
        "panels": panels_followed_by(actor),
        "form": form if RUN.allows(actor, actor.organisation_id) else None,
    }
    return render(request, "panel/panels.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def panel(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Its members kind by kind, and its sittings."""
    return _page(request, panel_id)


def _page(
    request: HttpRequest,
    panel_id: int,
    *,
    member_form: MemberForm | None = None,
    sitting_form: SittingForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = panel_followed_by(actor, panel_id)
    members = list(members_of_panel(found))
    runs = may_run(actor, found)
    context: dict[str, Any] = {
        "panel": found,
        "kinds": [
            {"kind": kind, "members": [one for one in members if one.kind == kind]}
            for kind in Expertise
        ],
        "rows": [row_of(actor, one) for one in sittings_followed_by(actor).filter(panel=found)],
        "runs": runs,
        "member_form": member_form or MemberForm(),
        "sitting_form": sitting_form or SittingForm(),
    }
    refused = member_form is not None or sitting_form is not None
    return render(request, "panel/panel.html", context, status=422 if refused else 200)


@login_required
@require_POST
def appoint(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Appoint a member."""
    actor = actor_in(request)
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            made = member_appoint(actor=actor, panel_id=panel_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": made})
            return redirect("panel", panel_id)
    return _page(request, panel_id, member_form=form)


@login_required
@require_POST
def dismiss(request: HttpRequest, panel_id: int, member_id: int) -> HttpResponse:
    """End a membership."""
    actor = actor_in(request)
    member_dismiss(actor=actor, panel_id=panel_id, member_id=member_id)
    messages.success(request, _("No member any more; verdicts that were given stay."))
    return redirect("panel", panel_id)


@login_required
@require_POST
def plan(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Plan a sitting."""
    actor = actor_in(request)
    form = SittingForm(request.POST)
    if form.is_valid():
        try:
            made = sitting_plan(actor=actor, panel_id=panel_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("sitting", made.pk)
    return _page(request, panel_id, sitting_form=form)
