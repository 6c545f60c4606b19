"""The form of a contract record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField
from backend.core.money_fields import Currency

from .models import SUBTYPES, Contract, ContractType, IpOwnership
from .values import ContractValues

_PLAIN = "/"  # between a type and its subtype in one choice


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


class ContractForm(forms.Form):
    """What a side writes into the record; ``revision`` is sent only when redrafting."""

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
    signed_on = forms.DateField(
        label=_("Signing date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ip_ownership = forms.ChoiceField(
        label=_("Who owns the results"), choices=IpOwnership.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = timezone.localdate().isoformat()
        self.fields["signed_on"].widget.attrs["max"] = latest

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
            ip_ownership=data["ip_ownership"],
        )

    def given(self) -> dict[str, Any]:
        """What the service that redrafts takes beside the revision."""
        return {"values": self.values()}

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused beside the control that holds it."""
        for name, messages in error.message_dict.items():
            target = "kind" if name in {"type", "subtype"} else name
            self.add_error(target if target in self.fields else None, messages)

    @staticmethod
    def initial_from(contract: Contract) -> dict[str, Any]:
        """What a redraft begins with."""
        return {
            "revision": contract.revision,
            "title": contract.title,
            "kind": f"{contract.type}{_PLAIN}{contract.subtype}",
            "amount": contract.amount,
            "currency": contract.currency,
            "signed_on": contract.signed_on,
            "ip_ownership": contract.ip_ownership,
        }
