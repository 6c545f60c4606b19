"""Contracts registered elsewhere: the list, a report, an import, one of them."""

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
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted
from backend.core.sheets import download
from backend.registration import rules
from backend.registration.forms import ExtractForm, OutsideForm, OutsideRevisionForm
from backend.registration.lifecycle import OUTSIDE
from backend.registration.models import Extract, OutsideContract
from backend.registration.selectors import outside_readable_by, outsides_readable_by
from backend.registration.services import OUTSIDE_SERVICES, extract_import, outside_report
from backend.registration.sources import extract_read, sample_xlsx
from backend.registration.subjects import outside_subject

PAGE_SIZE = 50
MOST_BYTES = 20 << 20
ACTS = Acts(lifecycle=OUTSIDE, services=OUTSIDE_SERVICES, forms={"revise": OutsideRevisionForm})


@login_required
@require_safe
def outsides(request: HttpRequest) -> HttpResponse:
    """What buyers reported and registries' extracts told, of one's organisation or region."""
    actor = actor_in(request)
    found = outsides_readable_by(actor)
    state = request.GET.get("state", "")
    if state in OutsideContract.State.values:
        found = found.filter(state=state)
    bureau = rules.bureau_of(actor)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "states": OutsideContract.State.choices,
        "bureau": bureau,
        "may_report": rules.REPORT.allows(actor, actor.organisation_id),
        "extracts": Extract.objects.filter(unit=bureau).order_by("-pk")[:5] if bureau else [],
    }
    return render(request, "registration/outsides.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report a contract that the seller registers elsewhere; its proof is attached afterwards."""
    actor = actor_in(request)
    if not rules.REPORT.allows(actor, actor.organisation_id):
        raise NotPermitted(
            _(
                "Only the buyer reports a contract; for a university, its technology-transfer office."
            )
        )
    form = OutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = outside_report(actor=actor, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Reported. Now attach the contract or its certificate."))
            return redirect("outside_contract", made.pk)
    status = 422 if form.errors else 200
    return render(request, "registration/outside_report.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def extract(request: HttpRequest) -> HttpResponse:
    """Import a registry's extract; rows that were refused are told with their remedy."""
    actor = actor_in(request)
    if rules.bureau_of(actor) is None:
        raise NotPermitted(rules.NOT_BUREAU)
    form = ExtractForm(request.POST or None, request.FILES or None)
    made = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            if upload.size > MOST_BYTES:
                raise ValidationError({"file": _("The file is larger than 20 MB; divide it.")})
            data = upload.read()
            rows = extract_read(upload.name, data)
            made = extract_import(actor=actor, name=upload.name, data=data, rows=rows)
        except ValidationError as error:
            for messages_ in error.message_dict.values():
                form.add_error("file", messages_)
    status = 422 if form.errors else 200
    context = {"form": form, "extract": made}
    return render(request, "registration/outside_import.html", context, status=status)


@login_required
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """A workbook that shows the columns."""
    return download(sample_xlsx(), _("Extract, sample") + ".xlsx")


@login_required
@require_safe
def outside(request: HttpRequest, outside_id: int) -> HttpResponse:
    """One contract, with its proof."""
    return _page(request, outside_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, outside_id: int, act: str) -> HttpResponse:
    """Correct, count, return or dismiss it."""
    return ACTS.answer(request, outside_id, act, page=_page)


def _page(request: HttpRequest, outside_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = outside_readable_by(actor, outside_id)
    context = {
        "outside": found,
        "subject": outside_subject(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "counts": rules.may_count(actor, found),
        "trail": trail_entries([("outside_contract", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "registration/outside.html", context, status=status)
