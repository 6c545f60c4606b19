"""The form that invites to talks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import organisation_called
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_of, listings_on_market
from backend.deals.models import DealDuty

from .rules import may_invite_for
from .services import MOST_CHARACTERS
from .values import IntroductionValues

_UNKNOWN = _("There is no verified organisation of this name or credit code.")
_NAME_HELP = _("Its full name or unified social credit code; it must be verified here.")
_BEGUN = _("Your own, or the one on whose page you chose to invite to talks.")
MOST_LISTINGS = 100


class IntroductionForm(forms.Form):
    """Who with whom, about what. ``about`` is the listing from whose page one comes."""

    side = forms.ChoiceField(
        label=_("We are"),
        choices=[(DealDuty.BUYER, _("the buyer")), (DealDuty.SELLER, _("the seller"))],
        initial=DealDuty.BUYER,
        widget=forms.RadioSelect,
    )
    partner = forms.CharField(label=_("The other side"), max_length=160, help_text=_NAME_HELP)
    buyer = forms.CharField(label=_("Buyer"), max_length=160, help_text=_NAME_HELP)
    seller = forms.CharField(label=_("Seller"), max_length=160, help_text=_NAME_HELP)
    need = forms.ChoiceField(label=_("Need"), required=False, help_text=_BEGUN)
    offer = forms.ChoiceField(label=_("Achievement or expert"), required=False, help_text=_BEGUN)
    title = forms.CharField(
        label=_("What the talks are about"), max_length=MOST_CHARACTERS["title"]
    )
    note = forms.CharField(
        label=_("Your message"),
        max_length=MOST_CHARACTERS["note"],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you would talk about, and why with them. The other side reads it."),
    )

    def __init__(
        self, *args: Any, actor: Actor, about: Listing | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for name in self._left_out():
            del self.fields[name]
        offered = [*_own(actor), *([about] if about is not None else [])]
        for name, seeks in (("need", True), ("offer", False)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("none in particular")),
                *((str(row.pk), row.title) for row in offered if row.type.seeks == seeks),
            ]

    def _left_out(self) -> tuple[str, ...]:
        sides = may_invite_for(self.actor, None)
        return ("buyer", "seller") if sides else ("side", "partner")

    def clean(self) -> dict[str, Any]:
        """Names as the organisations that they are of."""
        data = super().clean() or {}
        for name in ("partner", "buyer", "seller"):
            if data.get(name):
                data[name] = organisation_called(data[name])
                if data[name] is None:
                    self.add_error(name, _UNKNOWN)
        return data

    def values(self) -> IntroductionValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        if "partner" in data:
            own, other = self.actor.organisation_id or 0, data["partner"].pk
            sides = (own, other) if data["side"] == DealDuty.BUYER else (other, own)
        else:
            sides = data["buyer"].pk, data["seller"].pk
        return IntroductionValues(
            buyer_id=sides[0],
            seller_id=sides[1],
            title=data["title"],
            note=data["note"],
            need_id=int(data["need"]) if data["need"] else None,
            offer_id=int(data["offer"]) if data["offer"] else None,
        )

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused beside the control that holds it."""
        for name, told in error.message_dict.items():
            target = "partner" if name in {"buyer", "seller"} and name not in self.fields else name
            self.add_error(target, told)

    @staticmethod
    def initial_about(
        listing: Listing | None, organisation: Organisation | None, *, licence: bool = False
    ) -> dict[str, Any]:
        """What the form begins with on the way from a listing's page, or an organisation's."""
        if listing is None:
            return {"partner": organisation.name} if organisation is not None else {}
        owner = listing.owner.name
        if listing.type.seeks:
            begun: dict[str, Any] = {"side": DealDuty.SELLER, "buyer": owner, "need": listing.pk}
        else:
            begun = {"side": DealDuty.BUYER, "seller": owner, "offer": listing.pk}
            if licence:
                begun["note"] = gettext("We would take the open licence on the terms listed.")
        return {**begun, "partner": owner, "title": listing.title}


def _own(actor: Actor) -> list[Listing]:
    """What the actor may bring into talks: the organisation's own, or what a broker accompanies."""
    market = listings_on_market(actor)
    if may_invite_for(actor, None):
        mine = listings_of(actor).filter(pk__in=market.values("pk"))
        rows = [row for row in mine[:MOST_LISTINGS] if may_invite_for(actor, row)]
    else:
        rows = list(market.filter(broker_id=actor.user_id)[:MOST_LISTINGS])
    return [row for row in rows if row.type.paired]
