"""The form of one round of terms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import Listing
from backend.catalog.taxonomies import MODES
from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.core.money_fields import Currency
from backend.deals.models import Deal

from .models import Exclusivity, Offer, Ownership, PriceMode, RoyaltyBase
from .values import COLUMNS, TermsValues, terms_content

STANDS = timedelta(days=14)  # unless its writer says otherwise
_EMPTY = ("", "—")


def _long(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        **kwargs,
    )


class OfferForm(ServiceForm):
    """The terms in the order of a contract; ``after_round`` is the last round that the writer saw."""

    after_round = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    mode = forms.ChoiceField(label=_("Kind of cooperation"), choices=list(MODES.items()))
    exclusivity = forms.ChoiceField(
        label=_("Kind of licence"),
        choices=[_EMPTY, *Exclusivity.choices],
        required=False,
        help_text=_("Of a licence only."),
    )
    price_mode = forms.ChoiceField(
        label=_("Way of paying"), choices=PriceMode.choices, widget=forms.RadioSelect
    )
    price = AmountField(
        label=_("Price, entry fee or valuation"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text=_("Empty for a royalty alone. For example 1250000 or 125万."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=Currency.choices, initial=Currency.CNY
    )
    instalments = forms.CharField(
        label=_("Instalments"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("When which part is paid, for example 30 percent on signing, 40 at the pilot."),
    )
    royalty_rate = NumberField(
        label=_("Royalty in percent"), required=False, max_digits=5, decimal_places=2
    )
    royalty_base = forms.ChoiceField(
        label=_("Taken of"), choices=[_EMPTY, *RoyaltyBase.choices], required=False
    )
    shares_percent = NumberField(
        label=_("Shares in percent"), required=False, max_digits=5, decimal_places=2
    )
    ownership = forms.ChoiceField(
        label=_("Who owns the results"), choices=Ownership.choices, widget=forms.RadioSelect
    )
    use_field = forms.CharField(label=_("Field of use"), required=False, max_length=200)
    territory = forms.CharField(label=_("Territory"), required=False, max_length=200)
    years = forms.IntegerField(label=_("Term in years"), required=False, min_value=1, max_value=50)
    delivery = _long(_("What is delivered and when"))
    acceptance = _long(
        _("Acceptance"), help_text=_("Indicators, how they are measured, and by whom.")
    )
    confidentiality_years = forms.IntegerField(
        label=_("Years of confidentiality after the end"),
        required=False,
        min_value=0,
        max_value=50,
    )
    other = _long(_("Other terms"))
    note = _long(_("Words to the other side"))
    answer_until = forms.DateField(
        label=_("Answer until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The offer stands until the end of this day, half a year at most."),
    )

    def values(self) -> TermsValues:
        """The checked terms as the services take them."""
        return TermsValues(**{name: self.cleaned_data[name] for name in COLUMNS})


def offer_initial(deal: Deal, rounds: list[Offer], listings: list[Listing]) -> dict[str, Any]:
    """What a round begins with: the last one, else what the listings say that the writer may read."""
    stands = {
        "after_round": rounds[-1].round if rounds else 0,
        "answer_until": timezone.localdate() + STANDS,
    }
    if rounds:
        return {**terms_content(rounds[-1]), **stands}
    found: dict[str, Any] = {"price_mode": PriceMode.LUMP_SUM}
    modes = [set(listing.modes) for listing in listings if listing.modes]
    shared = sorted(set.intersection(*modes)) if modes else []
    if shared:
        found["mode"] = shared[0]
    for listing in listings:
        details: Any = listing.details
        found["price"] = getattr(details, "price", None) or found.get("price")
        found["acceptance"] = getattr(details, "acceptance", "") or found.get("acceptance", "")
    return {**found, **stands}
