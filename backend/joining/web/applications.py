"""Registering an organisation with its evidence, and what the platform says to it."""

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

from backend.accounts.actors import actor_in
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.selectors import organisation_of_member
from backend.accounts.templatetags.people import named
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import WrongState
from backend.joining import rules, services
from backend.joining.forms import AgainForm, OrganisationForm
from backend.joining.lifecycle import APPLICATION
from backend.joining.models import Application
from backend.joining.selectors import (
    application_known_to,
    applications_known_to,
    applications_waiting,
)
from backend.joining.subjects import application_subject

ACTS = Acts(lifecycle=APPLICATION, services=services.APPLICATION_SERVICES)
PAGE_SIZE = 20


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Set up an organisation; an operator looks at its licence and verifies it."""
    form = OrganisationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.organisation_register(actor=actor_in(request), **form.cleaned_data)
        except ValidationError as error:
            _refuse(form, error)
        else:
            request.session[SESSION_KEY] = made.organisation_id
            messages.success(
                request,
                _(
                    "%(name)s is registered and waits for verification. "
                    "You can draft now and publish once it is verified."
                )
                % {"name": named(made.organisation)},
            )
            return redirect("desk")
    status = 422 if form.errors else 200
    return render(request, "joining/register.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Answer a rejection by a new application: the facts as they are right, and new evidence."""
    actor = actor_in(request)
    organisation = organisation_of_member(actor, organisation_id)
    initial = {name: getattr(organisation, name) for name in ("name", "name_en", "region")}
    initial["credit_code"] = organisation.credit_code or ""
    form = AgainForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.application_make_again(
                actor=actor, organisation_id=organisation_id, **form.cleaned_data
            )
        except ValidationError as error:
            _refuse(form, error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Sent. You are told what the platform says."))
            return redirect("application", made.pk)
    last = applications_known_to(actor).filter(organisation=organisation).first()
    context = {"form": form, "organisation": organisation, "last": last}
    return render(request, "joining/again.html", context, status=422 if form.errors else 200)


def _refuse(form: OrganisationForm, error: ValidationError) -> None:
    for name, told in error.message_dict.items():
        form.add_error(name if name in form.fields else None, told)


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """An operator's queue, oldest first, and what was decided; others see their own."""
    actor = actor_in(request)
    state = request.GET.get("state", "")
    found = applications_known_to(actor)
    if state in Application.State.values:
        found = found.filter(state=state)
    if state == Application.State.WAITING and actor.operator:
        found = applications_waiting()
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "states": Application.State.choices,
        "state": state if state in Application.State.values else "",
    }
    return render(request, "joining/applications.html", context)


@login_required
@require_safe
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    """The applicant, what he says, his evidence, and what was decided before."""
    return _page(request, application_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, application_id: int, act: str) -> HttpResponse:
    """Decide on it, or take it back."""
    return ACTS.answer(request, application_id, act, page=_page)


def _page(
    request: HttpRequest, application_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = application_known_to(actor, application_id)
    earlier = applications_known_to(actor).filter(organisation=found.organisation_id)
    context: dict[str, Any] = {
        "application": found,
        "evidence": application_subject(actor, found),
        "earlier": earlier.filter(pk__lt=found.pk),
        "may_again": found.state in {Application.State.REJECTED, Application.State.WITHDRAWN}
        and rules.APPLY.allows(actor, found.organisation_id)
        and not found.organisation.verified,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([(Application.SUBJECT, found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "joining/application.html", context, status=status)
