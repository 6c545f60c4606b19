"""Forms of people and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import DUTIES_OF_KIND, UnitKind, User
from .regions import region_choices
from .values import AREAS

NONE = ("", _("Choose…"))


class SignupNameForm(forms.Form):
    """What sign-up asks beyond allauth's own fields."""

    name = forms.CharField(label=_("Your name"), max_length=60)

    def signup(self, request: Any, user: User) -> None:
        """Called by allauth once the account exists."""
        user.name = self.cleaned_data["name"]
        user.language = getattr(request, "LANGUAGE_CODE", "zh-hans")
        user.save(update_fields=["name", "language"])


class GovernmentUnitForm(forms.Form):
    """Sets up a unit of the government; the service decides."""

    unit_kind = forms.ChoiceField(label=_("Kind of unit"), choices=UnitKind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    region = forms.ChoiceField(
        label=_("Region"),
        choices=lambda: [NONE, *region_choices()],
        help_text=_("It acts for all that lies in it."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Of the first officer, who is invited."),
    )


class InvitationForm(forms.Form):
    """Invites somebody to an organisation of a kind; the service decides."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    duties = forms.MultipleChoiceField(label=_("Duties"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = duties_offered(kind)
        self.fields["duties"].choices = offered  # type: ignore[attr-defined]
        self.fields["duties"].initial = [offered[0][0]] if len(offered) == 1 else []


def duties_offered(kind: str) -> list[tuple[str, str]]:
    """The duties that an organisation of a kind can give, as choices."""
    return [(duty.value, str(duty.label)) for duty in DUTIES_OF_KIND[kind]]


class ProfileForm(forms.Form):
    """What a person says of themselves; the service decides."""

    name = forms.CharField(label=_("Your name"), max_length=60)
    position = forms.CharField(
        label=_("Position"),
        max_length=80,
        required=False,
        help_text=_("For example professor, or head of the technology department."),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        help_text=_("Your colleagues see it in the list of members."),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
        help_text=_("JPEG, PNG or WebP, at most 5 MB; it is cut to a square."),
    )
    photo_remove = forms.BooleanField(label=_("Remove the photo"), required=False)


class TokenForm(forms.Form):
    """Makes a token for a program; the service decides."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("For example: synchronising with the university’s research system."),
    )
    writes = forms.ChoiceField(
        label=_("What may it do?"),
        choices=[("", _("Read")), ("1", _("Read and write"))],
        required=False,
        widget=forms.RadioSelect,
    )
    areas = forms.MultipleChoiceField(
        label=_("In which areas?"),
        choices=[(name, words) for name, (words, _parts) in AREAS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: in all of them."),
    )
    days = forms.TypedChoiceField(
        label=_("How long?"),
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("1 year"))],
        coerce=int,
        initial=90,
    )

    def clean_writes(self) -> bool:
        """Whether it may write."""
        return bool(self.cleaned_data["writes"])
