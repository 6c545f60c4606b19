"""Inspections: written by officers of the supervising unit, mended by the side that delivers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Answered
from backend.core.errors import NotPermitted
from backend.delivery import rules
from backend.delivery.forms import InspectionForm
from backend.delivery.models import Inspection
from backend.delivery.selectors import inspection_readable_by, milestone_readable_by
from backend.delivery.services import milestone_inspect

from .milestones import INSPECTIONS, milestone_page


@login_required
@require_POST
def inspect(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Write down what was found."""
    actor = actor_in(request)
    if not rules.may_inspect(actor, milestone_readable_by(actor, milestone_id).plan):
        raise NotPermitted(_("Only the unit that supervises inspects."))
    form = InspectionForm(request.POST, auto_id="inspection_%s")
    if form.is_valid():
        try:
            milestone_inspect(actor=actor, milestone_id=milestone_id, **form.cleaned_data)
        except ValidationError as error:
            for field, told in error.message_dict.items():
                form.add_error(field if field in form.fields else None, told)
        else:
            messages.success(request, _("Saved. Both sides read the finding."))
            return redirect("milestone", milestone_id)
    return milestone_page(request, milestone_id, given={"inspection_form": form}, status=422)


@login_required
@require_safe
def inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Where an inspection stands: on its milestone's page."""
    actor = actor_in(request)
    return redirect("milestone", inspection_readable_by(actor, inspection_id).milestone_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, inspection_id: int, act: str) -> HttpResponse:
    """Say that it is mended, settle it, or return it."""

    def page(request: HttpRequest, pk: int, answered: Answered) -> HttpResponse:
        found = Inspection.objects.get(pk=pk)
        return milestone_page(request, found.milestone_id, inspection_answered=answered)

    return INSPECTIONS.answer(request, inspection_id, act, page=page)
