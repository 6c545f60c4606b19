"""Forms of registers: what a host says, the figures of a year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation
from backend.accounts.selectors import organisation_called
from backend.accounts.templatetags.people import named
from backend.catalog.chains import chain_choices
from backend.core.form_fields import DayField, NumberField, ServiceForm

from .kinds import Register
from .models import LONG, Registered
from .values import RegisteredValues


class RegisteredForm(ServiceForm):
    """What a host says of its platform, alliance or carrier."""

    unit = forms.ChoiceField(label=_("Register kept by"))
    name = forms.CharField(label=_("Name"), max_length=120)
    type = forms.ChoiceField(label=_("Type"))
    level = forms.ChoiceField(
        label=pgettext_lazy("registered", "Level"), choices=Registered.Level.choices
    )
    recognised_on = DayField(label=_("Recognised or founded on"))
    valid_until = DayField(label=_("Valid until"), required=False)
    number = forms.CharField(label=_("Number of the recognition"), max_length=60, required=False)
    chain = forms.ChoiceField(
        label=_("Industry chain and link"),
        required=False,
        choices=lambda: [("", _("not stated")), *chain_choices()],
    )
    about = forms.CharField(
        label=_("What it does"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
    charter = forms.CharField(
        label=_("Charter"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("How results, costs and risks are shared. Each member agrees to it."),
    )
    members = forms.CharField(
        label=_("Other members"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, by name or credit code: partner universities, firms, institutes."),
    )

    def __init__(
        self, register: Register, units: Iterable[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        keepers = self.fields["unit"]
        assert isinstance(keepers, forms.ChoiceField)
        keepers.choices = [(str(unit.pk), named(unit)) for unit in units]
        kinds = self.fields["type"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(one.code, one.words) for one in register.types]
        if register.charter:
            self.fields["charter"].required = self.fields["members"].required = True
        else:
            del self.fields["charter"]

    def clean_members(self) -> tuple[int, ...]:
        """The ids of the organisations that are named."""
        found, unknown = [], []
        for line in self.cleaned_data["members"].splitlines():
            if not line.strip():
                continue
            organisation = organisation_called(line)
            if organisation is None:
                unknown.append(line.strip()[:60])
            else:
                found.append(organisation.pk)
        if unknown:
            raise forms.ValidationError(
                _("No verified organisation is called so: %(names)s"),
                params={"names": "；".join(unknown[:5])},
            )
        return tuple(found)

    def values(self) -> RegisteredValues:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return RegisteredValues(
            unit_id=int(data.pop("unit")),
            register=self.register.code,
            member_ids=data.pop("members"),
            **data,
        )


class YearForm(ServiceForm):
    """The figures of a year."""

    year = forms.IntegerField(
        label=_("Year"), min_value=1990, max_value=2100, initial=lambda: timezone.localdate().year
    )

    def __init__(self, register: Register, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in register.figures:
            self.fields[one.code] = NumberField(
                label=one.words, min_value=Decimal(0), max_digits=12, decimal_places=2
            )

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return {"year": data.pop("year"), "figures": data}
