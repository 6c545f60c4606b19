"""The register of providers: public; officers keep that of their region."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.core.errors import NotPermitted
from backend.programmes import rules
from backend.programmes.forms import ProviderForm
from backend.programmes.models import Provider
from backend.programmes.schemes import schemes
from backend.programmes.services import provider_recognise


@require_http_methods(["GET", "POST"])
def providers(request: HttpRequest) -> HttpResponse:
    """All registers, by region; the form for officers."""
    actor = actor_in(request)
    keeps = rules.RUN.allows(actor, actor.organisation_id)
    form = _form(request) if keeps else None
    if request.method == "POST":
        if form is None:
            raise NotPermitted(rules.NOT_RUNNING)
        if form.is_valid():
            try:
                provider_recognise(actor=actor, unit_id=actor.organisation_id or 0, **form.given())
            except ValidationError as error:
                form.add_service_errors(error)
            else:
                messages.success(request, _("Kept in the register of your region."))
                return redirect("providers")
    words = {one.code: one.words for scheme in schemes().values() for one in scheme.services}
    rows = Provider.objects.select_related("organisation").order_by("region", "organisation__name")
    context = {
        "rows": [(row, [words.get(code, code) for code in row.services]) for row in rows],
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "programmes/providers.html", context, status=status)


def _form(request: HttpRequest) -> ProviderForm:
    sellers = Organisation.objects.filter(on_market()).exclude(
        kind__in=[Organisation.Kind.GOVERNMENT, Organisation.Kind.OPERATOR]
    )
    services = {one.code: one.words for scheme in schemes().values() for one in scheme.services}
    return ProviderForm(
        [(str(one.pk), one.name) for one in sellers.order_by("name", "pk")],
        list(services.items()),
        request.POST or None,
        initial={"since": timezone.localdate()},
    )
