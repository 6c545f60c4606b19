"""The form of a contract."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, NumberField
from backend.core.money_fields import Currency
from backend.terms.models import ROYALTIES, Offer, PriceMode, RoyaltyBase

from .models import (
    SUBTYPES,
    WITH_ROYALTY,
    Contract,
    ContractType,
    IpOwnership,
    PaymentForm,
    Written,
)
from .part_rows import InstalmentRows, PartRows
from .values import ContractValues

_PLAIN = "/"  # between a type and its subtype in one choice
# Modes of the market and ways of paying, as contracts call them; a transfer's subtype is its writers'.
_TYPES = {
    "commissioned_development": ContractType.DEVELOPMENT.value,
    "joint_development": ContractType.DEVELOPMENT.value,
    "licence": ContractType.LICENCE.value,
    "consulting": ContractType.CONSULTING.value,
    "service": ContractType.SERVICE.value,
}
_SUBTYPES = {"commissioned_development": "commissioned", "joint_development": "joint"}
_PAYMENT_FORMS: dict[str, PaymentForm] = {
    PriceMode.LUMP_SUM: PaymentForm.LUMP,
    PriceMode.INSTALMENTS: PaymentForm.INSTALMENTS,
    PriceMode.ROYALTY: PaymentForm.ROYALTY,
    PriceMode.ENTRY_ROYALTY: PaymentForm.ENTRY_ROYALTY,
    PriceMode.SHARES: PaymentForm.SHARES,
}


def kind_choices() -> list[tuple[str, object]]:
    """Types with their subtypes as groups of one list, so that no wrong pair can be chosen."""
    choices: list[tuple[str, object]] = [("", _("Choose the type"))]
    for kind in ContractType:
        subtypes = SUBTYPES[kind]
        options: list[tuple[str, object]] = [
            (f"{kind.value}{_PLAIN}{code}", f"{kind.label} · {label}")
            for code, label in subtypes.items()
        ]
        if kind in {ContractType.CONSULTING, ContractType.SERVICE}:
            # These two stand without a subtype too.
            options.insert(0, (f"{kind.value}{_PLAIN}", kind.label))
        choices.append((kind.label, options))  # type: ignore[arg-type]
    return choices


def _ends_on(starts_on: date, years: int) -> date:
    """The last day of so many years."""
    leap_day = (starts_on.month, starts_on.day) == (2, 29)
    begin = starts_on + timedelta(days=1) if leap_day else starts_on
    return begin.replace(year=begin.year + years) - timedelta(days=1)


def _day(label: object, *, required: bool) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)  # type: ignore[arg-type]


class ContractForm(PartRows, InstalmentRows, forms.Form):
    """What a side writes into the contract; ``revision`` is sent only when redrafting."""

    template = "contracts/_fields.html"
    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Project name"), max_length=200)
    kind = forms.ChoiceField(label=_("Contract type"), choices=kind_choices)
    amount = AmountField(
        label=_("Contract amount"),
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text=_("The whole amount, for example 1250000 or 125万."),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=Currency.choices, initial=Currency.CNY
    )
    kind_of_agreement = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[(kind.value, kind.label) for kind in Contract.Kind if kind != Contract.Kind.MAIN],
        help_text=_(
            "An amendment says the whole of the elements anew; an agreement to terminate ends the "
            "contract once both have signed it."
        ),
    )
    written = forms.ChoiceField(
        label=_("How it is signed"),
        required=False,
        choices=Written.choices,
        widget=forms.RadioSelect,
    )
    signed_on = _day(_("Signing date"), required=False)
    starts_on = _day(_("Valid from"), required=False)
    ends_on = _day(_("Valid until"), required=False)
    payment_form = forms.ChoiceField(
        label=_("Form of payment"),
        choices=[("", _("Choose how it is paid")), *PaymentForm.choices],
    )
    royalty_base = forms.ChoiceField(
        label=_("Royalty counted on"), required=False, choices=[("", "—"), *RoyaltyBase.choices]
    )
    royalty_percent = NumberField(
        label=_("Royalty in percent"), required=False, max_digits=5, decimal_places=2
    )
    entry_fee = AmountField(
        label=_("Entry fee"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    ip_ownership = forms.ChoiceField(
        label=_("Who owns the results"), choices=IpOwnership.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, further: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not further:
            del self.fields["kind_of_agreement"]
        latest = timezone.localdate().isoformat()
        self.fields["signed_on"].widget.attrs["max"] = latest
        if self["payment_form"].value() in WITH_ROYALTY:
            self.fields["amount"].help_text = _(
                "With a royalty the contract amount is the entry fee, if any, and the royalty expected "
                "over the term: say the whole."
            )

    def agreement(self) -> str:
        """The kind of a contract after the main one; "" for the main contract."""
        found: str = self.cleaned_data.get("kind_of_agreement", "")
        return found

    def clean(self) -> dict[str, Any]:
        """A day of signing belongs to what was signed outside."""
        data: dict[str, Any] = super().clean() or {}
        data["written"] = data.get("written") or Written.PAPER.value
        if data.get("written") == Written.HERE:
            data["signed_on"] = None
        elif not data.get("signed_on") and "signed_on" not in self.errors:
            self.add_error("signed_on", _("Say on which day it was signed."))
        return data

    def values(self) -> ContractValues:
        """The checked values as the services take them."""
        data = self.cleaned_data
        type_, _slash, subtype = data["kind"].partition(_PLAIN)
        return ContractValues(
            title=data["title"],
            type=type_,
            subtype=subtype,
            amount=data["amount"],
            currency=data["currency"],
            signed_on=data["signed_on"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            payment_form=data["payment_form"],
            royalty_base=data["royalty_base"],
            royalty_percent=data["royalty_percent"],
            entry_fee=data["entry_fee"],
            ip_ownership=data["ip_ownership"],
            written=data["written"],
            parts=self.parts(),
            instalments=self.instalments(),
        )

    def given(self) -> dict[str, Any]:
        """What the service that redrafts takes beside the revision."""
        return {"values": self.values()}

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused beside the control that holds it."""
        rows = {
            "type": "kind",
            "subtype": "kind",
            "kind": "kind_of_agreement",
            "parts": "part_0_amount",
            "instalments": "instalment_0_amount",
        }
        for name, messages in error.message_dict.items():
            target = rows.get(name, name)
            self.add_error(target if target in self.fields else None, messages)

    @staticmethod
    def initial_from(contract: Contract) -> dict[str, Any]:
        """What a redraft begins with."""
        return {
            "revision": contract.revision,
            "written": contract.written,
            "title": contract.title,
            "kind": f"{contract.type}{_PLAIN}{contract.subtype}",
            "amount": contract.amount,
            "currency": contract.currency,
            "signed_on": contract.signed_on,
            "starts_on": contract.starts_on,
            "ends_on": contract.ends_on,
            "payment_form": contract.payment_form,
            "royalty_base": contract.royalty_base,
            "royalty_percent": contract.royalty_percent,
            "entry_fee": contract.entry_fee,
            "ip_ownership": contract.ip_ownership,
            **PartRows.initial_of(contract),
            **InstalmentRows.instalments_of(contract),
        }

    @staticmethod
    def initial_of_terms(offer: Offer) -> dict[str, Any]:
        """What accepted terms say of the contract; the rest is for its writers."""
        licensed = offer.mode == "licence"
        subtype = offer.exclusivity if licensed else _SUBTYPES.get(offer.mode, "")
        type_ = _TYPES.get(offer.mode)
        fee = offer.price if offer.price_mode == PriceMode.ENTRY_ROYALTY else None
        starts_on = timezone.localdate() if offer.years else None
        return {
            "kind": f"{type_}{_PLAIN}{subtype}" if type_ else "",
            # With a royalty the price is the entry fee alone: the whole is for the sides to say.
            "amount": None if offer.price_mode in ROYALTIES else offer.price,
            "currency": offer.currency,
            "starts_on": starts_on,
            "ends_on": _ends_on(starts_on, offer.years) if starts_on and offer.years else None,
            "payment_form": _PAYMENT_FORMS[offer.price_mode],
            "royalty_base": offer.royalty_base,
            "royalty_percent": offer.royalty_rate,
            "entry_fee": fee,
            "ip_ownership": offer.ownership,
        }
