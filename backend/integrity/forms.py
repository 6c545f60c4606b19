"""Forms of integrity: a breach on record, a draw, its value, a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import User
from backend.accounts.regions import name_of
from backend.accounts.selectors import organisation_called
from backend.core.form_fields import DayField, ServiceForm

from .models import MOST, Block, Breach
from .values import DrawValues, SanctionValues


class SanctionForm(ServiceForm):
    """Whom, why, how long, and what it bars from."""

    whom = forms.CharField(
        label=_("Whom it is about"),
        max_length=254,
        help_text=_("An organisation by name or credit code, or a person by e-mail address."),
    )
    breach = forms.ChoiceField(
        label=pgettext_lazy("sanction", "What was done"), choices=Breach.choices
    )
    ground = forms.CharField(
        label=pgettext_lazy("sanction", "Ground"),
        max_length=300,
        help_text=_("Whom it is about reads it; where it bars an organisation, everybody."),
    )
    document = forms.CharField(label=_("Number of the decision"), max_length=80, required=False)
    blocks = forms.MultipleChoiceField(
        label=_("Barred from"),
        choices=Block.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing: it is a record alone, and not public."),
    )
    scope = forms.ChoiceField(label=_("Where it holds"), required=False)
    starts_on = DayField(label=_("Barred from"), initial=timezone.localdate)
    ends_on = DayField(label=_("Until"))

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: list[tuple[str, object]] = [("", _("Everywhere"))]
        if region:
            own = _("In calls and programmes of %(region)s") % {"region": name_of(region)}
            where.append((region, own))
        self.fields["scope"].choices = where  # type: ignore[attr-defined]

    def clean_whom(self) -> tuple[int | None, int | None]:
        """The ids of organisation and person, one of them."""
        written = " ".join(self.cleaned_data["whom"].split())
        if "@" in written:
            person = User.objects.filter(email__iexact=written, is_active=True).first()
            if person is not None:
                return None, person.pk
        organisation = organisation_called(written)
        if organisation is None:
            raise forms.ValidationError(
                _("No verified organisation and no registered person is called so.")
            )
        return organisation.pk, None

    def values(self) -> SanctionValues:
        """What the service takes."""
        data = dict(self.cleaned_data)
        organisation_id, person_id = data.pop("whom")
        return SanctionValues(
            organisation_id=organisation_id,
            person_id=person_id,
            blocks=tuple(data.pop("blocks")),
            **data,
        )


class DrawForm(ServiceForm):
    """What may be drawn, who may inspect, where the value will come from."""

    title = forms.CharField(label=_("What is inspected"), max_length=120)
    items = forms.CharField(
        label=_("Items"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line, at most %(n)s: name|organisation") % {"n": MOST},
    )
    pick = forms.IntegerField(label=_("Items to draw"), min_value=1, max_value=MOST)
    inspectors = forms.CharField(
        label=_("Inspectors"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line: name|organisation. Nobody inspects the own organisation."),
    )
    each = forms.IntegerField(label=_("Inspectors for each"), min_value=1, max_value=9, initial=2)
    source = forms.CharField(
        label=_("Where the value comes from"),
        max_length=200,
        help_text=_("Something that everybody can look up later, such as a lottery’s numbers."),
    )
    value_on = DayField(label=_("Day of the value"))
    digits = forms.IntegerField(
        label=_("Digits of the value"),
        min_value=3,
        max_value=80,
        help_text=_("Leading zeros count: six numbers of two digits each are 12."),
    )

    def values(self) -> DrawValues:
        """What the service takes."""
        return DrawValues(**self.cleaned_data)


class ValueForm(ServiceForm):
    """The value that was published meanwhile."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    value = forms.CharField(
        label=_("Published value"),
        max_length=200,
        help_text=_("In the order published, with leading zeros: 03 07 12 or 030712."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("files", None)
        super().__init__(*args, **kwargs)

    @staticmethod
    def initial_from(draw: Any) -> dict[str, Any]:
        """The revision that the reader saw."""
        return {"revision": draw.revision}

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {"value": self.cleaned_data["value"]}
