"""Forms around a need that is being written: for which firm, and the declaration before posting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.selectors import firms_alike, organisation_called
from backend.core.acts import ActForm
from backend.core.form_fields import ServiceForm

from .models import NeedDraft
from .services import Secrecy


class FirmForm(ServiceForm):
    """For which firm somebody writes: one that is registered, or one to be invited by mail."""

    firm_name = forms.CharField(
        label=_("firm"),
        max_length=120,
        help_text=_("Its full name or unified social credit code."),
    )
    firm_email = forms.EmailField(
        label=_("e-mail address of the firm"),
        required=False,
        max_length=254,
        help_text=_(
            "Only where it is not registered here yet: it is invited to confirm what you wrote."
        ),
    )
    title = forms.CharField(
        label=_("What does it want solved?"),
        max_length=200,
        required=False,
        help_text=_("You can also say it on the next page."),
    )

    def clean(self) -> dict[str, Any]:
        """The firm that is meant, where it is here."""
        data = super().clean() or {}
        name = data.get("firm_name")
        data["firm"] = organisation_called(name) if name else None
        if not name or data["firm"] is not None or data.get("firm_email"):
            return data
        if alike := firms_alike(name):
            told = _("No verified firm is called just so. Is it one of these: %(names)s")
            self.add_error("firm_name", told % {"names": " · ".join(alike)})
        elif "firm_email" not in self.errors:
            self.add_error(
                "firm_email",
                _("No verified firm of this name is here; give an address to invite it."),
            )
        return data

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        if data["firm"] is not None:
            return {"firm": data["firm"], "title": data["title"]}
        return {name: data[name] for name in ("firm_name", "firm_email", "title")}


class DeclareForm(ActForm):
    """What the one who posts declares of secrecy."""

    template = "posting/_declaration.html"
    secrecy = forms.ChoiceField(
        label=_("Does it hold anything that must be kept secret by law?"),
        choices=Secrecy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Declare it before the need is published.")},
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(None, data, **kwargs)

    @staticmethod
    def initial_from(draft: NeedDraft) -> dict[str, Any]:
        """The revision that the reader saw."""
        return {"revision": draft.revision}
