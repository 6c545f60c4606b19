"""Files on pages: the list with its form, opening one, removing one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.attachments import services
from backend.attachments.downloads import download
from backend.attachments.forms import FileForm
from backend.attachments.selectors import (
    attachment_for,
    attachment_of_token,
    link_token,
)
from backend.attachments.templatetags.attachments import files_context
from backend.core.subjects import Subject, subject_for, subject_opened


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """The files of a subject on a page of their own; a POST adds one."""
    actor = actor_in(request)
    found = subject_for(actor, subject, subject_id)
    if request.method != "POST":
        return _page(request, found)
    services.attaching_check(actor, found)
    form = FileForm(request.POST, request.FILES, subject=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        services.attachment_add(
            actor=actor,
            subject=subject,
            subject_id=subject_id,
            upload=form.cleaned_data["file"],
            tier=form.cleaned_data.get("tier", ""),
            replaces_id=form.cleaned_data["replaces"],
        )
    except ValidationError as refused:
        for name, told in refused.message_dict.items():
            form.add_error(name if name in form.fields else None, told)
        return _page(request, found, form, status=422)
    return _done(request, found, _("The file was added."))


@never_cache
@require_GET
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Lead to a link that opens the file for this reader for some minutes."""
    actor = actor_in(request)
    found, _subject = attachment_for(actor, attachment_id)
    return redirect("attachment_open", link_token(actor, found))


@never_cache
@require_GET
def attachment_open(request: HttpRequest, token: str) -> HttpResponse:
    """The bytes, as a download: what strangers wrote is never shown as a page of ours."""
    actor = actor_in(request)
    found = attachment_of_token(actor, token)
    subject_opened(actor, found.subject, found.subject_id, found.tier, found.name)
    return download(found)


@login_required
@require_POST
def attachment_withdraw(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Remove a file with its earlier versions."""
    actor = actor_in(request)
    _found, subject = attachment_for(actor, attachment_id)
    services.attachment_withdraw(actor=actor, attachment_id=attachment_id)
    return _done(request, subject, _("The file was removed."))


def _page(
    request: HttpRequest, subject: Subject, form: FileForm | None = None, *, status: int = 200
) -> HttpResponse:
    context = files_context({"actor": actor_in(request)}, subject, form)
    part = request.headers.get("HX-Request")
    template = "attachments/_files.html" if part else "attachments/files.html"
    return render(request, template, context, status=status)


def _done(request: HttpRequest, subject: Subject, told: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _page(request, subject)
    messages.success(request, told)
    return redirect(f"{subject.url}#files-{subject.name}-{subject.pk}")
