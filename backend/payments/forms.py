"""Forms of payments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, ServiceForm
from backend.core.money_fields import Currency

from .gateways.local import CARDS
from .models import BankAccount, InvoiceKind, Method, Payment, RefundReason


class ActOfPayment(ServiceForm):
    """An act's own form: the revision, and what the service takes beside it."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


def _amount(label: object, **more: Any) -> AmountField:
    return AmountField(label=label, min_value=0, max_digits=15, decimal_places=2, **more)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class ConfirmForm(ActOfPayment):
    """The payee confirms what arrived."""

    amount = _amount(_("Amount that arrived"))
    received_on = _day(_("Arrived on"))

    @staticmethod
    def initial_from(payment: Payment) -> dict[str, Any]:
        """Today; the amount is typed, so that it was looked at."""
        return {"revision": payment.revision, "received_on": timezone.localdate()}


class RefundForm(ActOfPayment):
    """How much goes back, and why."""

    amount = _amount(_("Amount to pay back"))
    reason = forms.ChoiceField(
        label=_("Why?"), choices=RefundReason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def initial_from(payment: Payment) -> dict[str, Any]:
        """All that still stands."""
        return {"revision": payment.revision, "amount": payment.standing}


class StartForm(ServiceForm):
    """How a payable is to be paid."""

    method = forms.ChoiceField(label=_("How do you pay?"), widget=forms.RadioSelect)

    def __init__(self, methods: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(name, Method(name).label) for name in methods]
        self.fields["method"].choices = offered  # type: ignore[attr-defined]
        self.fields["method"].initial = methods[0] if methods else None


class BankAccountForm(ServiceForm):
    """Where the organisation is paid."""

    currency = forms.ChoiceField(
        label=_("Currency"), choices=Currency.choices, initial=Currency.CNY
    )
    holder = forms.CharField(label=_("Account holder"), max_length=120)
    bank = forms.CharField(label=_("Bank and branch"), max_length=120)
    number = forms.CharField(label=_("Account number"), max_length=40)
    code = forms.CharField(label=_("Clearing number of the bank"), max_length=20, required=False)

    @staticmethod
    def initial_from(account: BankAccount) -> dict[str, Any]:
        """What stands there now."""
        names = ("currency", "holder", "bank", "number", "code")
        return {name: getattr(account, name) for name in names}


class StatementForm(ServiceForm):
    """A bank statement."""

    file = forms.FileField(
        label=_("Statement as CSV"),
        help_text=_("With a heading line: date, credited amount, counterparty, remark."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    currency = forms.ChoiceField(
        label=_("Currency of the account"), choices=Currency.choices, initial=Currency.CNY
    )


class InvoiceRequestForm(ServiceForm):
    """What an invoice must say."""

    kind = forms.ChoiceField(label=_("Kind"), choices=InvoiceKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Invoice title"), max_length=120)
    tax_number = forms.CharField(
        label=_("Taxpayer's number"),
        max_length=20,
        required=False,
        help_text=_("The unified social credit code; a special invoice needs it."),
    )


class IssueForm(ActOfPayment):
    """An issued invoice: its number, day and amount."""

    number = forms.CharField(
        label=_("Invoice number"), max_length=24, help_text=_("8 or 20 digits.")
    )
    issued_on = _day(_("Issued on"))
    amount = _amount(_("Amount with tax"))
    tax = _amount(_("Of it tax"))

    @staticmethod
    def initial_from(invoice: Any) -> dict[str, Any]:
        """The amount that it has to be over."""
        return {
            "revision": invoice.revision,
            "issued_on": timezone.localdate(),
            "amount": invoice.payment.standing,
        }


class IssueRedForm(ActOfPayment):
    """The red-letter invoice."""

    number = forms.CharField(
        label=_("Number of the red-letter invoice"), max_length=24, help_text=_("8 or 20 digits.")
    )
    issued_on = _day(_("Issued on"))
    amount = _amount(_("Amount taken back"))

    @staticmethod
    def initial_from(invoice: Any) -> dict[str, Any]:
        """The whole of what was issued."""
        return {
            "revision": invoice.revision,
            "issued_on": timezone.localdate(),
            "amount": invoice.amount or Decimal(0),
        }


class CardForm(forms.Form):
    """The simulated provider's page."""

    card = forms.ChoiceField(
        label=_("Test card"),
        widget=forms.RadioSelect,
        initial="success",
        choices=[(card.name, f"{card.number}") for card in CARDS.values()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].choices = [  # type: ignore[attr-defined]
            (card.name, f"{card.words} · {card.number}") for card in CARDS.values()
        ]
