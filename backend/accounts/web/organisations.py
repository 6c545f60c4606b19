"""Pages of organisations: register one, choose the one acted for, add members."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.forms import MemberForm, OrganisationForm
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.selectors import organisation_of_member
from backend.accounts.services import member_add, organisation_register


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations from now on; one's desk there is the next page."""
    wanted = request.POST.get("organisation", "")
    if wanted.isdecimal() and request.actor.belongs_to(int(wanted)):  # type: ignore[attr-defined]
        request.session[SESSION_KEY] = int(wanted)
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


@require_http_methods(["GET", "POST"])
@login_required
def member_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a registered person to one's organisation."""
    organisation = organisation_of_member(request.actor, pk)  # type: ignore[attr-defined]
    form = MemberForm(request.POST or None, kind=organisation.kind)
    if request.method == "POST" and form.is_valid():
        try:
            member_add(actor=request.actor, organisation_id=pk, **form.cleaned_data)  # type: ignore[attr-defined]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(email)s is a member now.") % form.cleaned_data)
            return redirect("settings")
    context = {"form": form, "organisation": organisation}
    status = 422 if form.errors else 200
    return render(request, "accounts/member_new.html", context, status=status)
