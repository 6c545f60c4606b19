"""Forms of registration."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices, region_label
from backend.accounts.templatetags.people import named
from backend.catalog.taxonomies import choices as names_of
from backend.catalog.taxonomies import grouped_industries
from backend.contracts.forms import kind_choices
from backend.contracts.models import ContractType
from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.core.lifecycles import NOTE_LENGTH

from .measures import measure_on
from .models import ChangeReport, OutsideContract, Registration
from .selectors import registries_for
from .values import ChangeValues, OutsideValues, Recognition, RegistrationValues

_PLAIN = "/"  # between a type and its subtype in one choice
_NONE = [("", "—")]


def day_field(label: object, **more: Any) -> forms.DateField:
    """A day, in the browser's own control."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)  # type: ignore[arg-type]


def amount_field(label: object, **more: Any) -> AmountField:
    """An amount in the currency's unit."""
    return AmountField(label=label, min_value=0, max_digits=15, decimal_places=2, **more)


def region_field(label: object) -> forms.ChoiceField:
    """A region of six digits; that of the record is added by ``region_keep``."""
    return forms.ChoiceField(label=label, required=False, choices=_regions)  # type: ignore[arg-type]


def region_keep(field: forms.Field, code: str) -> None:
    """Offer a region that the list leaves out, since it stands in the record."""
    held = _regions()
    known = {code for _name, rows in held[1:] for code, _label in rows}
    if code and code not in known:
        held.insert(1, (region_label(code), [(code, region_label(code))]))
    field.choices = held  # type: ignore[attr-defined]


def _regions() -> list[Any]:
    groups = [
        (name, [(code, words) for code, words in rows if len(code) == 6])
        for name, rows in region_choices()
    ]
    return [*_NONE, *groups]


PLACES = {"type": "kind", "subtype": "kind"}  # both stand in one choice


class RegistrationForm(ServiceForm):
    """What the applicant says; what the contract says is shown beside it and not asked again."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    registry = forms.TypedChoiceField(
        label=_("Registry"), required=False, coerce=int, empty_value=None
    )
    valid_from = day_field(_("Valid from"), required=False)
    valid_until = day_field(_("Valid until"), required=False)
    rate = NumberField(
        label=_("Yuan for one unit of the currency"), max_digits=12, decimal_places=6, initial=1
    )
    seller_country = forms.ChoiceField(label=_("Seller's country"), required=False)
    seller_region = region_field(_("Seller's region"))
    seller_nature = forms.ChoiceField(label=_("Seller's nature"), required=False)
    buyer_country = forms.ChoiceField(label=_("Buyer's country"), required=False)
    buyer_region = region_field(_("Buyer's region"))
    buyer_nature = forms.ChoiceField(label=_("Buyer's nature"), required=False)
    technology_field = forms.ChoiceField(label=_("Technology field"), required=False)
    industry = forms.ChoiceField(label=_("Industry served"), required=False)
    right = forms.ChoiceField(label=_("Kind of intellectual property"), required=False)
    plan = forms.ChoiceField(label=_("Plan it comes from"), required=False)
    plan_number = forms.CharField(
        label=_("Project number in the plan"), required=False, max_length=60
    )
    new_investment = amount_field(_("Expected new investment"), required=False)
    new_output = amount_field(_("Expected new output value"), required=False)
    department_signed = forms.BooleanField(
        label=_("A department of the applicant signed, not the legal person"), required=False
    )
    first_time = forms.BooleanField(
        label=_("The applicant registers a contract for the first time"), required=False
    )
    contact_name = forms.CharField(label=_("Who answers questions"), required=False, max_length=60)
    contact_phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = registration.measure.codes
        lists = {
            "seller_country": codes.choices("countries"),
            "buyer_country": codes.choices("countries"),
            "seller_nature": codes.choices("natures"),
            "buyer_nature": codes.choices("natures"),
            "right": codes.choices("rights"),
            "plan": codes.choices("plans"),
            "technology_field": names_of("fields"),
            "industry": grouped_industries(),
            "registry": [
                (unit.pk, named(unit)) for unit in registries_for(registration.applicant.region)
            ],
        }
        for name, found in lists.items():
            chosen: Any = found
            self.fields[name].choices = [*_NONE, *chosen]  # type: ignore[attr-defined]
        for side in ("seller_region", "buyer_region"):
            region_keep(self.fields[side], getattr(registration, side))
        if registration.currency == "CNY":
            del self.fields["rate"]
        if registration.type != ContractType.TRANSFER:
            del self.fields["new_investment"], self.fields["new_output"]

    def values(self) -> RegistrationValues:
        """The checked values as the service takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        data["registry_id"] = data.pop("registry")
        return RegistrationValues(**data)

    @staticmethod
    def initial_from(registration: Registration) -> dict[str, Any]:
        """What stands on the form now."""
        names = {field.name for field in fields(RegistrationValues)} - {"registry_id"}
        found = {name: getattr(registration, name) for name in names}
        return found | {"registry": registration.registry_id, "revision": registration.revision}


class RecognitionForm(ServiceForm):
    """What the registry recognises."""

    places = PLACES
    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Contract type"), choices=kind_choices)
    technology_amount = amount_field(_("Transaction amount"))
    note = forms.CharField(
        label=_("Why it differs from the contract"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        data = self.cleaned_data
        type_, _slash, subtype = data["kind"].partition(_PLAIN)
        return {
            "values": Recognition(
                type=type_,
                subtype=subtype,
                technology_amount=data["technology_amount"],
                note=data["note"],
            )
        }

    @staticmethod
    def initial_from(registration: Registration) -> dict[str, Any]:
        """The contract's own."""
        return {
            "revision": registration.revision,
            "kind": f"{registration.type}{_PLAIN}{registration.subtype}",
            "technology_amount": registration.technology_amount,
        }


class EnclosureForm(forms.Form):
    """One paper of the list."""

    file = forms.FileField(label=_("File"), max_length=255, allow_empty_file=True)


class ChangeForm(ServiceForm):
    """What became of a registered contract."""

    places = PLACES
    kind = forms.ChoiceField(label=_("What happened"), choices=ChangeReport.Kind.choices)
    happened_on = day_field(_("On which day"))
    words = forms.CharField(
        label=_("What has changed"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contract_amount = amount_field(_("New contract amount"), required=False)
    technology_amount = amount_field(_("New transaction amount"), required=False)
    benefits_used = forms.BooleanField(label=_("Tax preferences were used already"), required=False)
    benefits = forms.CharField(
        label=_("Which, and how much"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def values(self) -> ChangeValues:
        """The checked values as the service takes them."""
        return ChangeValues(**self.cleaned_data)


class OutsideForm(ServiceForm):
    """A contract that its seller registers elsewhere, as the buyer tells it."""

    places = PLACES
    template = "core/_form.html"
    title = forms.CharField(label=_("Project name"), max_length=200)
    kind = forms.ChoiceField(label=_("Contract type"), choices=ContractType.choices)
    number = forms.CharField(
        label=_("Registration number"),
        required=False,
        max_length=16,
        help_text=_("16 digits, where the seller's registry has given one."),
    )
    signed_on = day_field(_("Signing date"))
    seller_name = forms.CharField(label=_("Seller"), max_length=160)
    seller_country = forms.ChoiceField(label=_("Seller's country"))
    seller_region = region_field(_("Seller's region"))
    technology_field = forms.ChoiceField(label=_("Technology field"), required=False)
    contract_amount = amount_field(_("Contract amount in yuan"))
    technology_amount = amount_field(_("Transaction amount in yuan"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = measure_on(timezone.localdate()).codes
        self.fields["seller_country"].choices = codes.choices("countries")  # type: ignore[attr-defined]
        self.fields["technology_field"].choices = [*_NONE, *names_of("fields")]  # type: ignore[attr-defined]
        self.fields["signed_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def values(self) -> OutsideValues:
        """The checked values as the service takes them."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return OutsideValues(type=data.pop("kind"), **data)


class OutsideRevisionForm(OutsideForm):
    """The same, corrected."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {"values": self.values()}

    @staticmethod
    def initial_from(outside: OutsideContract) -> dict[str, Any]:
        """What it says now."""
        names = {field.name for field in fields(OutsideValues)} - {"type"}
        found = {name: getattr(outside, name) for name in names}
        return found | {"kind": outside.type, "revision": outside.revision}


class ExtractForm(forms.Form):
    """A registry's list as a file."""

    file = forms.FileField(
        label=_("The registry's extract"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("XLSX or CSV with the registry's own column names; the sample shows them."),
    )
