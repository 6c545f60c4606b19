"""Forms of joining; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.forms import NONE, duties_offered
from backend.accounts.models import Organisation
from backend.accounts.regions import region_choices
from backend.attachments.content import ACCEPT

from .services import MOST_CHARACTERS
from .services.registering import SET_UP_BY_PLATFORM


class JoinForm(forms.Form):
    """Asks to join an organisation of a kind."""

    duty = forms.ChoiceField(label=_("As what"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Message to the organisation"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who you are there: department, position, who knows you."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = duties_offered(kind)
        self.fields["duty"].choices = offered  # type: ignore[attr-defined]
        self.fields["duty"].initial = offered[-1][0]  # the one that decides least


class DomainForm(forms.Form):
    """Names a mail domain."""

    domain = forms.CharField(
        label=_("Mail domain"),
        max_length=200,
        help_text=_(
            "The part behind the @, as in univ.edu.cn; one of your own addresses lies in it."
        ),
    )


class OrganisationForm(forms.Form):
    """Registers an organisation with its evidence."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(k.value, k.label) for k in Organisation.Kind if k not in SET_UP_BY_PLATFORM],
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=160, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=18,
        required=False,
        help_text=_("18 characters, as on the business licence. Verification needs it."),
    )
    region = forms.ChoiceField(label=_("Region"), choices=lambda: [NONE, *region_choices()])
    licence = forms.FileField(
        label=_("Licence or certificate"),
        max_length=255,
        allow_empty_file=True,  # told by the services in their own words
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "The business licence, or the certificate of a public institution: PDF or picture. You and "
            "the platform alone read it."
        ),
    )


class AgainForm(OrganisationForm):
    """Applies again for an organisation; its kind stays."""

    kind = None  # type: ignore[assignment]


class StandingForm(forms.Form):
    """Says why an organisation is suspended, or why no more."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organisation’s members read it."),
    )
