"""All organisations: who they are, and what each has on the market."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.regions import region_choices
from backend.catalog.selectors import organisations_on_market

PAGE = 30


class OrganisationFilterForm(forms.Form):
    """Narrows the list of organisations; everything stands in the address."""

    q = forms.CharField(label=_("name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("kind"), required=False, choices=[("", _("all")), *Organisation.Kind.choices]
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Verified organisations by name, kind and region."""
    actor = actor_in(request)
    form = OrganisationFilterForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    found = organisations_on_market(actor, **wanted)
    if form.errors:
        found = found.none()
    context = {
        "form": form,
        "narrowed": bool(wanted),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    status = 422 if form.errors else 200
    return render(request, "catalog/organisations.html", context, status=status)
