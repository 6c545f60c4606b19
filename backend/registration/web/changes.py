"""Changes of registered contracts: reported and entered."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Answered
from backend.core.errors import NotPermitted
from backend.registration import rules
from backend.registration.forms import ChangeForm
from backend.registration.lifecycle.changes import report_found
from backend.registration.models import Registration
from backend.registration.selectors import registration_readable_by
from backend.registration.services import change_report

from .registrations import CHANGE_ACTS, registration_page


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Report what became of the contract."""
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    if not rules.may_apply(actor, found):
        raise NotPermitted(rules.NOT_APPLICANT)
    if found.state != Registration.State.REGISTERED:
        return redirect("registration", found.pk)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_report(actor=actor, registration_id=found.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Reported. The registry enters it or returns it."))
            return redirect("registration", found.pk)
    status = 422 if form.errors else 200
    context = {"registration": found, "form": form}
    return render(request, "registration/change.html", context, status=status)


@login_required
@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """A report stands on the page of its registration."""
    actor = actor_in(request)
    return redirect("registration", report_found(actor, report_id).registration_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, report_id: int, act: str) -> HttpResponse:
    """Enter or return a report."""
    return CHANGE_ACTS.answer(
        request,
        report_id,
        act,
        page=_page,
        onward=lambda request, thing: redirect("registration", thing.registration_id),
    )


def _page(request: HttpRequest, report_id: int, answered: Answered) -> HttpResponse:
    actor = actor_in(request)
    found = report_found(actor, report_id)
    rows = [
        {
            "report": one,
            "acts": CHANGE_ACTS.buttons(one, actor, answered if one.pk == found.pk else None),
        }
        for one in found.registration.reports.all()
    ]
    given: dict[str, object] = {"reports": rows, "refusal": answered.refusal}
    return registration_page(request, found.registration_id, given=given, status=answered.status)
