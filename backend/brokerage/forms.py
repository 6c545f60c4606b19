"""Forms of brokers' work."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation
from backend.accounts.templatetags.people import named
from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.core.money_fields import Currency

from .models import MAX_PERCENT, MAX_WORDS, Commission, ServiceKind
from .values import CommissionValues, ServiceValues

RATE, ONCE = "rate", "once"
SHARE = "share_"


class RecordForm(ServiceForm):
    """A service put on record."""

    kind = forms.ChoiceField(label=_("Service"), choices=[("", _("Choose")), *ServiceKind.choices])
    done_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = forms.CharField(
        label=_("What was done"),
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Both sides of the deal read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate().isoformat()
        self.fields["done_on"].widget.attrs["max"] = today
        self.fields["done_on"].initial = today

    def values(self) -> ServiceValues:
        """The checked values as the service takes them."""
        return ServiceValues(**self.cleaned_data)


class StrikeForm(ServiceForm):
    """Why a service on record is wrong."""

    why = forms.CharField(label=_("Why is it wrong?"), max_length=200)


class NoteForm(ServiceForm):
    """A note among brokers."""

    text = forms.CharField(
        label=_("Note"), max_length=MAX_WORDS, widget=forms.Textarea(attrs={"rows": 2})
    )


class CommissionForm(ServiceForm):
    """What a side pays, and, where several agencies accompany the deal, how they share it."""

    payer = forms.ChoiceField(
        label=_("Who pays"), choices=Commission.Payer.choices, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label=_("How it is reckoned"),
        choices=[(RATE, _("A percentage of the contract amount")), (ONCE, _("An amount, once"))],
        initial=RATE,
        widget=forms.RadioSelect,
    )
    percent = NumberField(
        label=_("Percentage"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=MAX_PERCENT,
        max_digits=5,
        decimal_places=2,
        help_text=_("For example 3 or 2.5; it is taken from each payment that arrives."),
    )
    amount = AmountField(
        label=_("Amount"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=Currency.choices, initial=Currency.CNY
    )
    words = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, agencies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agencies = agencies if len(agencies) > 1 else []
        for agency in self._agencies:
            self.fields[f"{SHARE}{agency.pk}"] = NumberField(
                label=_("Share of %(agency)s, percent") % {"agency": named(agency)},
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the one that the chosen mode needs."""
        data = super().clean() or {}
        wanted = "percent" if data.get("mode") == RATE else "amount"
        if data.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, _("Needed for the way of reckoning that you chose."))
        return data

    def values(self) -> CommissionValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        rate = data["mode"] == RATE
        shares = {agency.pk: data.get(f"{SHARE}{agency.pk}") for agency in self._agencies}
        return CommissionValues(
            payer=data["payer"],
            percent=data["percent"] if rate else None,
            amount=None if rate else data["amount"],
            currency=data["currency"],
            words=data["words"],
            shares={pk: share for pk, share in shares.items() if share} or None,
        )

    def add_service_errors(self, error: ValidationError) -> None:
        """Shares are shown at the first of them."""
        first = next((name for name in self.fields if name.startswith(SHARE)), None)
        for name, found in error.message_dict.items():
            target = first if name == "shares" else name
            self.add_error(target if target in self.fields else None, found)


class IdsField(forms.Field):
    """Ids that were ticked, at most as many as a page shows."""

    MOST = 100

    def clean(self, value: Any) -> list[int]:
        """The ids. Raises ValidationError for none, too many, or what is no id."""
        given = list(value or [])
        if not given:
            raise ValidationError(_("Tick the deals that it is for."))
        if len(given) > self.MOST or not all(str(v).isdecimal() and len(v) < 19 for v in given):
            raise ValidationError(_("Tick deals of this page."))
        return sorted({int(v) for v in given})


class NextStepForm(ServiceForm):
    """The same next step in several deals."""

    deals = IdsField(widget=forms.MultipleHiddenInput)
    what = forms.CharField(label=_("Next step"), max_length=200)
    due_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "step_%s", **kwargs})
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        """Errors of the ticks are shown above the form."""
        data = super().clean() or {}
        if "deals" in self.errors:
            self.add_error(None, self.errors.pop("deals"))
        return data


class ViewForm(ServiceForm):
    """A name for the filters in force."""

    name = forms.CharField(label=_("Name of the view"), max_length=40)
