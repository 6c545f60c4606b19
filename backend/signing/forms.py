"""The forms of the pages about signatures."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .models import Revocation


class RevocationForm(ServiceForm):
    """Why a certificate is revoked."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("choose one")), *Revocation.choices],
        error_messages={"required": _("Choose why it is revoked.")},
    )


class ValidationForm(forms.Form):
    """A file that somebody wants to know about."""

    file = forms.FileField(
        label=_("PDF file"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose the PDF that is to be checked."),
            "empty": _("The file is empty."),
        },
    )

    def given(self) -> bytes:
        """The bytes of the file."""
        file: UploadedFile = self.cleaned_data["file"]
        data: bytes = file.read()
        return data
