"""Forms of panels and sittings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.catalog.models import Listing
from backend.core.form_fields import ServiceForm

from .models import Decision, Expertise, Item, Verdict


class PanelForm(ServiceForm):
    """A new panel."""

    name = forms.CharField(label=_("name of the panel"), max_length=80)


class MemberForm(ServiceForm):
    """Whom the unit appoints."""

    email = forms.EmailField(label=_("e-mail address"), max_length=254)
    kind = forms.ChoiceField(label=_("kind of member"), choices=Expertise.choices)
    position = forms.CharField(label=_("position"), max_length=80, required=False)


class SittingForm(ServiceForm):
    """When the panel sits, and about what."""

    title = forms.CharField(label=_("title"), max_length=120)
    held_on = forms.DateField(
        label=_("day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = timezone.localdate()


class AgendaForm(ServiceForm):
    """One more need on the agenda."""

    listing = forms.TypedChoiceField(label=_("need"), coerce=int)

    def __init__(self, *args: Any, needs: Iterable[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["listing"]
        self.needs = [(row.pk, f"{row.title} · {row.owner}") for row in needs]
        choice.choices = self.needs


class VerdictForm(ServiceForm):
    """A member's answer."""

    level = forms.ChoiceField(
        label=_("verdict"), choices=Verdict.Level.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(ServiceForm):
    """What the sitting decides of a need."""

    decision = forms.ChoiceField(label=_("decision"), choices=Decision.choices)
    note = forms.CharField(
        label=_("why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where a need is refined or rejected; its owner reads it."),
    )
    merged_with = forms.TypedChoiceField(
        label=_("merged with"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, item: Item, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["merged_with"]
        others = [(one.listing_id, one.listing.title) for one in items if one.pk != item.pk]
        choice.choices = [("", _("none")), *others]
