"""How people join one organisation: who waits, and which mail domains decide by themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.rules import members_manage
from backend.core.errors import NotFound
from backend.joining import rules
from backend.joining.forms import DomainForm
from backend.joining.selectors import domains_of, organisation_to_join, requests_known_to
from backend.joining.services import domain_claim, domain_confirm, domain_remove

LATELY = 20  # requests on one page


@login_required
@require_http_methods(["GET", "POST"])
def joining(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Requests to an organisation and its domains; a POST names one more."""
    actor = actor_in(request)
    if not (actor.operator or actor.belongs_to(organisation_id)):
        raise NotFound(_("There is no such organisation among yours."))
    members_manage(actor, organisation_id)
    organisation = organisation_to_join(organisation_id)
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain_claim(actor=actor, organisation_id=organisation_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Named. It counts once the platform has confirmed it."))
            return redirect("joining", organisation_id)
    context = {
        "organisation": organisation,
        "requests": requests_known_to(actor).filter(organisation=organisation)[:LATELY],
        "domains": domains_of(actor, organisation_id),
        "claims": rules.CLAIM.allows(actor, organisation_id)
        and rules.duty_by_domain(organisation) is not None,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "joining/joining.html", context, status=status)


@login_required
@require_POST
def confirm(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Record that the domain is the organisation's."""
    found = domain_confirm(actor=actor_in(request), domain_id=domain_id)
    told = {"domain": found.domain}
    messages.success(request, _("%(domain)s is confirmed: its people join by it.") % told)
    return redirect("desk")


@login_required
@require_POST
def remove(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Give a domain up, or strike it."""
    actor = actor_in(request)
    found = domain_remove(actor=actor, domain_id=domain_id)
    told = {"domain": found.domain}
    messages.success(request, _("%(domain)s decides no more; who joined by it stays.") % told)
    if actor.belongs_to(found.organisation_id):
        return redirect("joining", found.organisation_id)
    return redirect("desk")
