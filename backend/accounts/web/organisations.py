"""Pages of organisations: choose the one acted for, set up a government unit."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.forms import GovernmentUnitForm
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.rules import SET_UP_UNIT
from backend.accounts.services import government_unit_set_up
from backend.core.errors import NotPermitted
from backend.core.requests import ids_posted


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's organisations from now on; one's desk there is the next page."""
    for wanted in ids_posted(request, "organisation") or []:
        if actor_in(request).belongs_to(wanted):
            request.session[SESSION_KEY] = wanted
    return redirect("desk")


@require_http_methods(["GET", "POST"])
@login_required
def government_unit(request: HttpRequest) -> HttpResponse:
    """Set up a unit of the government; its first officer is invited."""
    actor = actor_in(request)
    if not SET_UP_UNIT.allows(actor, None):
        raise NotPermitted(_("Only operators set up units of the government."))
    form = GovernmentUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = government_unit_set_up(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            told = {"name": unit.name, "email": form.cleaned_data["email"]}
            messages.success(request, _("%(name)s is set up; %(email)s is invited.") % told)
            return redirect("desk")
    status = 422 if form.errors else 200
    return render(request, "accounts/government_unit.html", {"form": form}, status=status)
