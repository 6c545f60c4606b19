"""Forms around the refinement of needs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.catalog.selectors import brokers_available
from backend.core.form_fields import ServiceForm

from .fields import SPOKEN_OF, label_of
from .models import Help, Refinement
from .selectors import units_for


class OpenForm(ServiceForm):
    """Whom the owner asks for help with his need, and for what."""

    wish = forms.ChoiceField(
        label=_("what would help"),
        choices=Refinement.Wish.choices,
        initial=Refinement.Wish.WORDING,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("in a few words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is unclear to yourselves, or whom they should ask on site."),
    )
    unit = forms.ModelChoiceField(
        label=_("office of the region"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Its officers accompany you and bring others in; it costs nothing."),
    )
    broker = forms.ModelChoiceField(
        label=_("broker"), queryset=User.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = units_for(listing)
        brokers: Any = self.fields["broker"]
        brokers.queryset = brokers_available()
        nearest = units.queryset.first()
        if nearest is not None and not self.is_bound:
            self.initial["unit"] = nearest.pk

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "wish": data["wish"],
            "words": data["words"],
            "unit_id": data["unit"].pk if data["unit"] else None,
            "broker_id": data["broker"].pk if data["broker"] else None,
        }


class AskForm(ServiceForm):
    """What a broker or an officer would make clearer."""

    words = forms.CharField(
        label=_("what you would make clearer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The owner reads it and agrees, or says why not."),
    )


class ProposalForm(ServiceForm):
    """A remark on a field, with or without other words for it."""

    field = forms.ChoiceField(label=_("field"))
    words = forms.CharField(
        label=_("remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What is unclear, and why it matters to a solver."),
    )
    wording = forms.CharField(
        label=_("words proposed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "How the field should read. Of indicators, new ones, one a line: 导热系数 ≥ 1200 W/(m·K)"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields["field"]
        fields.choices = [(name, label_of(name)) for name in SPOKEN_OF]


class BringInForm(forms.Form):
    """One more who helps."""

    broker = forms.ModelChoiceField(label=_("broker"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brokers: Any = self.fields["broker"]
        brokers.queryset = brokers_available()


class HelpForm(ServiceForm):
    """An act of help for a need."""

    kind = forms.ChoiceField(label=_("kind of help"), choices=Help.Kind.choices)
    done_on = forms.DateField(
        label=_("day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = forms.CharField(label=_("what was done"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today: date = timezone.localdate()
        self.fields["done_on"].initial = today


class RatingForm(ServiceForm):
    """How content the poster is."""

    score = forms.TypedChoiceField(
        label=_("how content are you?"),
        coerce=int,
        choices=[
            (5, _("5: very")),
            (4, _("4: content")),
            (3, _("3: so so")),
            (2, _("2: little")),
            (1, _("1: not at all")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
