"""The page that says whether a PDF is intact, for anybody; and documents for those who are party."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import actor_in
from backend.attachments.downloads import download_bytes
from backend.attachments.storage import bytes_of
from backend.signing.forms import ValidationForm
from backend.signing.gateway import gateway
from backend.signing.limits import validation_allowed
from backend.signing.selectors import document_readable_by, pdf_validate

PDF = "application/pdf"


@require_http_methods(["GET", "POST"])
def validate(request: HttpRequest) -> HttpResponse:
    """Say of an uploaded PDF whether it is intact, changed or none of ours."""
    if request.method == "GET":
        return render(request, "signing/validate.html", {"form": ValidationForm()})
    form = ValidationForm(request.POST, request.FILES)
    if not validation_allowed(request):
        form.add_error(None, _("Too many files in a short time; wait a minute."))
        return render(request, "signing/validate.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "signing/validate.html", {"form": form}, status=422)
    context = {
        "form": ValidationForm(),
        "found": pdf_validate(form.given()),
        "name": form.cleaned_data["file"].name,
    }
    return render(request, "signing/validate.html", context)


@require_GET
def root(request: HttpRequest) -> HttpResponse:
    """The certificates by which other programs trust signatures of this platform."""
    return download_bytes(gateway().trust().encode(), "tiqiao-root.pem", "application/x-pem-file")


@login_required
@require_GET
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """The document with the signatures made so far."""
    found, _subject = document_readable_by(actor_in(request), document_id)
    return download_bytes(bytes_of(found.signed_key), f"{found.code}.pdf", PDF)


@login_required
@require_GET
def text(request: HttpRequest, document_id: int) -> HttpResponse:
    """The document as it was frozen, without signatures."""
    found, _subject = document_readable_by(actor_in(request), document_id)
    return download_bytes(bytes_of(found.key), f"{found.code}-text.pdf", PDF)
