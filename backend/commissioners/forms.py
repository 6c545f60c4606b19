"""Forms of commissioners: selections, applications, stations, visits on a phone, questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation
from backend.accounts.regions import Region, region_name, region_of, regions_below
from backend.accounts.selectors import organisation_called
from backend.catalog.chains import chains_below
from backend.core.form_fields import DayField, ServiceForm

from .choices import FORMS, POSTS, STATIONS, choices_of
from .models import MOST_TEXT, Selection
from .values import SelectionValues, ServiceValues, StationValues, VisitValues

_UNKNOWN = _("There is no verified enterprise of this name or credit code.")


def places_of(region: str) -> list[tuple[str, str]]:
    """A unit's region and what lies in it, as far as one list holds it: of a city or province down to
    townships and parks, of a county down to the village."""
    found: list[tuple[str, str]] = []
    deepest = 5 if (own := region_of(region)) is not None and own.level >= 3 else 4

    def walk(place: Region, indent: str) -> None:
        found.append((place.code, indent + region_name(place)))
        for below in regions_below(place.code):
            if below.level <= deepest:
                walk(below, indent + "\u3000")

    if own is not None:
        walk(own, "")
    return found


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SelectionForm(ServiceForm):
    """How many are wanted, of which level and year, for which term."""

    title = forms.CharField(label=_("Title"), max_length=120)
    level = forms.ChoiceField(label=_("Level of the commissioner"), choices=Selection.Level.choices)
    year = forms.IntegerField(
        label=_("Year of selection"),
        min_value=1999,
        max_value=2100,
        initial=lambda: timezone.localdate().year,
    )
    wanted = forms.IntegerField(label=_("How many"), min_value=1, max_value=9999)
    text = forms.CharField(
        label=_("Who is wanted, and for what"), max_length=MOST_TEXT, widget=_lines(5)
    )
    closes_on = DayField(label=_("Last day of applications"))
    starts_on = DayField(label=_("Term from"))
    ends_on = DayField(label=_("Term until"))

    def values(self) -> SelectionValues:
        """What the service takes."""
        return SelectionValues(**self.cleaned_data)


class ApplicationForm(ServiceForm):
    """For what one serves, and where."""

    form = forms.ChoiceField(label=_("Form of service"), choices=lambda: choices_of(FORMS))
    post = forms.ChoiceField(label=_("Post"), choices=lambda: choices_of(POSTS))
    field = forms.CharField(
        label=_("Field of service"),
        max_length=120,
        help_text=_("For example “pear growing and storage”."),
    )
    chain = forms.ChoiceField(
        label=_("Leading industry"),
        required=False,
        choices=lambda: [
            ("", pgettext_lazy("commissioner", "none of them")),
            *((chain.code, chain.name) for chain in chains_below("")),
        ],
    )
    regions = forms.MultipleChoiceField(
        label=_("Places served"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("One or several. Who serves a county serves all that lies in it."),
    )
    statement = forms.CharField(
        label=_("What you bring along"), max_length=MOST_TEXT, required=False, widget=_lines(4)
    )

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["regions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = places_of(region)

    def values(self) -> ServiceValues:
        """What the service takes."""
        data = {name: cell for name, cell in self.cleaned_data.items() if name != "email"}
        return ServiceValues(regions=tuple(data.pop("regions")), **data)


class ProposalForm(ApplicationForm):
    """The same of somebody who did not apply."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("Of somebody who belongs to a university, institute, firm or agency here."),
    )
    field_order = ("email", "form", "post", "field", "chain", "regions", "statement")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].label = _("Why this person")


class StationForm(ServiceForm):
    """A place where commissioners are met."""

    name = forms.CharField(label=_("Name of the station"), max_length=120)
    kind = forms.ChoiceField(label=_("Stands at"), choices=lambda: choices_of(STATIONS))
    region = forms.ChoiceField(label=_("Region"))
    contact = forms.CharField(label=_("Address and telephone"), max_length=200)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places_of(region)

    def values(self) -> StationValues:
        """What the service takes."""
        return StationValues(**self.cleaned_data)


class VisitForm(ServiceForm):
    """A visit with its diagnosis, short enough for a phone in the field."""

    firm = forms.CharField(
        label=_("Firm"),
        max_length=160,
        help_text=_("Its full name or unified social credit code; it must be verified here."),
    )
    happened_on = DayField(label=_("Day"), initial=timezone.localdate)
    place = forms.CharField(label=pgettext_lazy("visit", "Place"), max_length=200)
    problem = forms.CharField(label=_("Problem in one line"), max_length=200)
    diagnosis = forms.CharField(label=_("Diagnosis"), max_length=MOST_TEXT, widget=_lines(4))
    advice = forms.CharField(
        label=_("Advice and result"), max_length=MOST_TEXT, required=False, widget=_lines(3)
    )

    def clean_firm(self) -> Organisation:
        """The enterprise of this name or code."""
        firm = organisation_called(self.cleaned_data["firm"])
        if firm is None or firm.kind != Organisation.Kind.ENTERPRISE:
            raise forms.ValidationError(_UNKNOWN)
        return firm

    def values(self, question_id: int | None) -> VisitValues:
        """What the service takes."""
        data = dict(self.cleaned_data)
        return VisitValues(firm_id=data.pop("firm").pk, question_id=question_id, **data)


class QuestionForm(ServiceForm):
    """A question to a commissioner."""

    title = forms.CharField(label=_("Question in one line"), max_length=200)
    text = forms.CharField(label=_("What you would know"), max_length=MOST_TEXT, widget=_lines(5))
    wants_visit = forms.BooleanField(label=_("Please come and look at it"), required=False)


class AnswerForm(ServiceForm):
    """The answer online."""

    answer = forms.CharField(
        label=pgettext_lazy("question", "Answer"), max_length=MOST_TEXT, widget=_lines(5)
    )
