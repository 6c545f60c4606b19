"""Who is barred from calls: read by everybody, written by officers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.challenges.forms import SanctionForm
from backend.challenges.rules import SANCTION
from backend.challenges.selectors import sanctions_listed
from backend.challenges.services import sanction_lift, sanction_record
from backend.challenges.services.sanctions import NOT_RECORDING
from backend.core.errors import NotPermitted

PAGE_SIZE = 30


@require_http_methods(["GET", "POST"])
def sanctions(request: HttpRequest) -> HttpResponse:
    """The list, and for officers the form."""
    actor = actor_in(request)
    may = SANCTION.allows(actor, actor.organisation_id)
    if request.method == "POST" and not may:
        raise NotPermitted(NOT_RECORDING)
    form = SanctionForm(request.POST or None) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            sanction_record(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect("sanctions")
    today = timezone.localdate()
    page = Paginator(sanctions_listed(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {
            "sanction": row,
            "holds": row.lifted_at is None and row.starts_on <= today <= row.ends_on,
            "mine": row.lifted_at is None and SANCTION.allows(actor, row.recorded_for_id),
        }
        for row in page.object_list
    ]
    context = {"rows": rows, "page": page, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "challenges/sanctions.html", context, status=status)


@login_required
@require_POST
def lift(request: HttpRequest, sanction_id: int) -> HttpResponse:
    """End one before its time."""
    sanction_lift(actor=actor_in(request), sanction_id=sanction_id)
    messages.success(request, _("Lifted."))
    return redirect("sanctions")
