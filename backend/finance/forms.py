"""Forms of finance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, ServiceForm
from backend.ladder.forms import day_field
from backend.ladder.ladders import grades_known

from .models import LOANS, Answer, Kind, Product, Stage, Wish
from .values import AnswerValues, CheckValues, ProductValues, WishValues

AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 2, "min_value": 0}


def _text(label: object, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=widget, max_length=2000, **more)  # type: ignore[arg-type]


class ProductForm(ServiceForm):
    """A product of the shelf."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    title = forms.CharField(label=_("Name"), max_length=80)
    title_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    text = _text(_("What it is, and what it asks for"))
    stages = forms.MultipleChoiceField(
        label=_("For firms in the stage"),
        choices=Stage.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    grades = forms.MultipleChoiceField(
        label=_("Only for firms with one of these grades"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most = AmountField(label=_("Up to, in yuan"), required=False, **AMOUNT)
    cost = forms.CharField(label=_("Interest, premium or fee"), max_length=80, required=False)
    offered = forms.BooleanField(label=_("On the shelf"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grades"].choices = list(grades_known().items())  # type: ignore[attr-defined]

    @staticmethod
    def initial_from(product: Product) -> dict[str, Any]:
        """The product as it stands."""
        return {name: getattr(product, name) for name in ProductForm.base_fields}

    def values(self) -> ProductValues:
        """The checked values as the service takes them."""
        held = dict(self.cleaned_data)
        return ProductValues(
            **{**held, "stages": tuple(held["stages"]), "grades": tuple(held["grades"])}
        )


class WishForm(ServiceForm):
    """What money a firm needs."""

    kind = forms.ChoiceField(
        label=_("Kind of money"), choices=[(one.value, one.label) for one in LOANS]
    )
    stage = forms.ChoiceField(label=_("Stage of the firm"), choices=Stage.choices)
    amount = AmountField(label=_("Amount in yuan"), help_text=_("As 500,000 or 50万."), **AMOUNT)
    months = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=360)
    purpose = _text(_("What it is for"))
    consent = forms.BooleanField(
        label=_(
            "We agree that our name, this wish and the result of our credit check go to the banks of "
            "the white list; we may withdraw this at any time."
        ),
        error_messages={
            "required": _(
                "Without your consent nothing goes to banks, so nothing can be asked for."
            )
        },
    )

    def values(self) -> WishValues:
        """The checked values as the service takes them."""
        return WishValues(**self.cleaned_data)


class CheckForm(ServiceForm):
    """A credit check; the act's own form."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    grade = forms.ChoiceField(label=_("Credit"), choices=Wish.Grade.choices)
    body = forms.CharField(label=_("Checked by"), max_length=120)
    checked_on = day_field(_("Checked on"))

    @staticmethod
    def initial_from(wish: Wish) -> dict[str, Any]:
        """The revision that the reader saw."""
        return {"revision": wish.revision, "checked_on": timezone.localdate()}

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        held = {k: v for k, v in self.cleaned_data.items() if k != "revision"}
        return {"values": CheckValues(**held)}


class AnswerForm(ServiceForm):
    """What a bank says."""

    kind = forms.ChoiceField(label=_("Your decision"), choices=Answer.Kind.choices)
    amount = AmountField(label=_("Credit line, where one is granted"), required=False, **AMOUNT)
    note = _text(_("Reason, or who to talk to"), required=False)

    @staticmethod
    def initial_from(answer: Answer | None) -> dict[str, Any]:
        """What was said last."""
        if answer is None:
            return {}
        return {"kind": answer.kind, "amount": answer.amount, "note": answer.note}

    def values(self) -> AnswerValues:
        """The checked values as the service takes them."""
        return AnswerValues(**self.cleaned_data)
