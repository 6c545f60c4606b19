"""Conversations on pages: reading, saying something, editing, withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import Actor, actor_in
from backend.conversation import rules, services
from backend.conversation.forms import EditForm, MessageForm
from backend.conversation.selectors import message_for
from backend.conversation.templatetags.conversation import thread_context
from backend.core.errors import NotFound, NotPermitted, Stale
from backend.core.requests import ids_posted
from backend.core.subjects import Subject, subject_for

WHOLE = 500  # messages on the conversation's own page


@login_required
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """The conversation on a page of its own; a POST says something."""
    actor = actor_in(request)
    about = _readable(actor, subject, subject_id)
    if request.method != "POST":
        return _page(request, about)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, about, form, status=422)
    try:
        services.message_write(
            actor=actor,
            subject=subject,
            subject_id=subject_id,
            text=form.cleaned_data["text"],
            upload=form.cleaned_data["file"],
        )
    except ValidationError as refused:
        for name, told in refused.message_dict.items():
            form.add_error(name if name in form.fields else None, told)
        return _page(request, about, form, status=422)
    return _done(request, about)


@login_required
@require_POST
def thread_read(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Remember that the reader has seen everything up to a message."""
    actor = actor_in(request)
    about = _readable(actor, subject, subject_id)
    for up_to in (ids_posted(request, "up_to") or [])[:1]:
        services.conversation_mark_read(
            actor=actor, subject=subject, subject_id=subject_id, up_to=up_to
        )
    if "quiet" in request.POST:
        return HttpResponse(status=204)
    return _done(request, about)


@login_required
@require_http_methods(["GET", "POST"])
def message_edit(request: HttpRequest, message_id: int) -> HttpResponse:
    """New words for one's own message."""
    actor = actor_in(request)
    message, about = message_for(actor, message_id)
    if not rules.may_edit(actor, about, message):
        raise NotPermitted(_("Only its author edits a message."))
    form = EditForm(request.POST or None, initial={"text": message.text, "was": message.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.message_edit(actor=actor, message_id=message_id, **form.cleaned_data)
            return _back(about)
        except ValidationError as refused:
            for told in refused.message_dict.values():
                form.add_error("text", told)
        except Stale as stale:
            form.add_error(None, str(stale.message))
    status = 422 if form.errors else 200
    return render(
        request, "conversation/edit.html", {"form": form, "subject": about}, status=status
    )


@login_required
@require_POST
def message_withdraw(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take back what was said."""
    actor = actor_in(request)
    _message, about = message_for(actor, message_id)
    services.message_withdraw(actor=actor, message_id=message_id)
    if not request.headers.get("HX-Request"):
        messages.success(request, _("The message was withdrawn."))
    return _done(request, about)


def _readable(actor: Actor, subject: str, subject_id: int) -> Subject:
    about = subject_for(actor, subject, subject_id)
    if not rules.may_read(about):
        raise NotFound(_("There is no conversation here, or you may not read it."))
    return about


def _page(
    request: HttpRequest, about: Subject, form: MessageForm | None = None, *, status: int = 200
) -> HttpResponse:
    part = bool(request.headers.get("HX-Request"))
    actor = actor_in(request)
    context = thread_context(actor, about, form=form, **({} if part else {"shown": WHOLE}))
    template = "conversation/_thread.html" if part else "conversation/thread.html"
    return render(request, template, context, status=status)


def _done(request: HttpRequest, about: Subject) -> HttpResponse:
    return _page(request, about) if request.headers.get("HX-Request") else _back(about)


def _back(about: Subject) -> HttpResponse:
    return redirect(f"{about.url}#thread-{about.name}-{about.pk}")
