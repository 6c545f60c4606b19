"""Pages of organisations: register one, choose the one acted for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.forms import OrganisationForm
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.services import organisation_register
from backend.core.requests import ids_posted


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations from now on; one's desk there is the next page."""
    for wanted in ids_posted(request, "organisation") or []:
        if request.actor.belongs_to(wanted):  # type: ignore[attr-defined]
            request.session[SESSION_KEY] = wanted
    return redirect("desk")


@require_http_methods(["GET", "POST"])
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Set up an organisation; an operator verifies it later."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = organisation_register(actor=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            request.session[SESSION_KEY] = organisation.pk
            messages.success(
                request,
                _(
                    "%(name)s is registered and waits for verification. "
                    "You can draft now and publish once it is verified."
                )
                % {"name": organisation.name},
            )
            return redirect("desk")
    status = 422 if form.errors else 200
    return render(request, "accounts/organisation_new.html", {"form": form}, status=status)
