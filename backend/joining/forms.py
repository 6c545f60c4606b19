"""Forms of joining; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.forms import duties_offered

from .services import MOST_CHARACTERS


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
