"""Papers of an application: handed in, and taken along as form and certificate."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.requests import ids_posted
from backend.core.sheets import XLSX, download
from backend.registration import rules
from backend.registration.downloads import (
    certificate_pdf,
    form_json,
    form_pdf,
    form_xlsx,
    form_xml,
)
from backend.registration.forms import EnclosureForm
from backend.registration.models import Registration
from backend.registration.selectors import registration_readable_by
from backend.registration.services import registration_enclose, registration_enclose_copy

from .registrations import registration_page

FORMS = {
    "pdf": (form_pdf, "application/pdf"),
    "json": (form_json, "application/json"),
    "xml": (form_xml, "application/xml"),
    "xlsx": (lambda registration: form_xlsx([registration]), XLSX),
}


@login_required
@require_http_methods(["GET", "POST"])
def enclose(request: HttpRequest, registration_id: int, code: str) -> HttpResponse:
    """Hand in a paper: a file of one's own, or one that hangs on the contract."""
    if request.method == "GET":
        return redirect("registration", registration_id)
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    if not rules.may_apply(actor, found):
        raise NotPermitted(rules.NOT_APPLICANT)
    copied = ids_posted(request, "copy") or []
    form = EnclosureForm(request.POST, request.FILES)
    try:
        if copied:
            registration_enclose_copy(
                actor=actor, registration_id=found.pk, code=code, attachment_id=copied[0]
            )
        elif form.is_valid():
            registration_enclose(
                actor=actor, registration_id=found.pk, code=code, upload=form.cleaned_data["file"]
            )
        else:
            return _again(request, found.pk, code, _("Choose a file."))
    except ValidationError as error:
        return _again(request, found.pk, code, " ".join(error.messages))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Handed in."))
    return redirect("registration", found.pk)


@login_required
@require_safe
def form(request: HttpRequest, registration_id: int, kind: str) -> HttpResponse:
    """The form as PDF, workbook, JSON or XML."""
    if kind not in FORMS:
        raise NotFound(_("There is nothing at this address."))
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    written, media_type = FORMS[kind]
    name = _("Registration form %(title)s") % {"title": found.number or found.contract.number}
    return download(written(found), f"{name}.{kind}", media_type)


@login_required
@require_safe
def certificate(request: HttpRequest, registration_id: int) -> HttpResponse:
    """The certificate of a registered contract."""
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    if found.state != Registration.State.REGISTERED:
        raise NotFound(_("There is a certificate only while the contract is registered."))
    name = _("Registration certificate %(number)s") % {"number": found.number}
    return download(certificate_pdf(found), f"{name}.pdf", "application/pdf")


def _again(request: HttpRequest, registration_id: int, code: str, why: str) -> HttpResponse:
    given: dict[str, object] = {"paper_refused": code, "paper_why": why}
    return registration_page(request, registration_id, given=given, status=422)
