"""The forms of partner markets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices
from backend.core.form_fields import ServiceForm
from backend.core.outgoing import LONGEST

from .models import Accord, Market
from .services import AccordValues, MarketValues


class MarketForm(ServiceForm):
    """How a partner market is reached and read."""

    protocol = forms.ChoiceField(label=_("How we read it"), choices=Market.Protocol.choices)
    address = forms.CharField(
        label=_("Address of its feed or OAI-PMH server"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("https, in a public network; what follows ? is added."),
    )
    site = forms.URLField(label=_("Its home page"), required=False, assume_scheme="https")
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=Market.Direction.choices,
        initial=Market.Direction.BOTH,
    )
    every_hours = forms.IntegerField(
        label=_("Every how many hours"), min_value=1, max_value=720, initial=6
    )
    active = forms.BooleanField(label=_("Active"), required=False, initial=True)

    def values(self) -> MarketValues:
        """What the services ask for."""
        names = ("protocol", "address", "site", "direction", "every_hours", "active")
        return MarketValues(**{name: self.cleaned_data[name] for name in names})


class MarketNewForm(MarketForm):
    """The same with who it is."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    market_name = forms.RegexField(
        label=_("Name among markets"),
        regex=r"^[A-Za-z0-9.-]{1,100}$",
        help_text=_(
            "As it calls itself: in its feed as market, in OAI-PMH as repositoryIdentifier."
        ),
        error_messages={"invalid": _("Letters, digits, points and dashes, as a host name.")},
    )
    region = forms.ChoiceField(label=_("Region"), choices=region_choices)
    mail = forms.EmailField(
        label=_("Mail of who answers for it"),
        help_text=_("Inquiries about its listings go there; the address can take over an account."),
    )
    field_order = ("name", "name_en", "market_name", "region", "mail")

    def about(self) -> dict[str, Any]:
        """Who it is."""
        names = ("name", "name_en", "market_name", "region", "mail")
        return {name: self.cleaned_data[name] for name in names}


class AccordForm(ServiceForm, forms.ModelForm):  # type: ignore[type-arg]
    """A version of a common text."""

    class Meta:
        model = Accord
        fields = ("series", "version", "title", "text", "title_en", "text_en")

    def values(self) -> AccordValues:
        """What the service asks for."""
        return AccordValues(**self.cleaned_data)
