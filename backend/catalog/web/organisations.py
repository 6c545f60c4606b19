"""All organisations: who they are, and what each has on the market."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.regions import region_choices, region_label
from backend.catalog.selectors import organisations_on_market
from backend.core.exporting import Column, exported, format_asked

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
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Verified organisations by name, kind and region; ``format`` takes them along."""
    actor = actor_in(request)
    form = OrganisationFilterForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    found = organisations_on_market(actor, **wanted)
    if form.errors:
        found = found.none()
    elif actor.signed_in and format_asked(request):
        return exported(request, gettext("Organisations"), _columns(), found)
    context = {
        "form": form,
        "narrowed": bool(wanted),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    status = 422 if form.errors else 200
    return render(request, "catalog/organisations.html", context, status=status)


def _columns() -> list[Column]:
    return [
        Column("name", gettext("name"), lambda one: one.name),
        Column("name_en", gettext("English name"), lambda one: one.name_en),
        Column("kind", gettext("kind"), lambda one: one.get_kind_display()),
        Column("region", gettext("region"), lambda one: region_label(one.region)),
        Column("listed", gettext("Listings"), lambda one: one.listed),
    ]
