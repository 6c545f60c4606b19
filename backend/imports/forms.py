"""Forms of imports; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation
from backend.catalog.forms.labels import fields_offered
from backend.catalog.kinds import KINDS
from backend.core.form_fields import ServiceForm

from .models import Import
from .services import MOST_BYTES


class UploadForm(ServiceForm):
    """Brings a file; the platform also says for whom."""

    owner = forms.CharField(
        label=_("For which organisation"),
        max_length=120,
        help_text=_("Its credit code or its exact name."),
    )
    kind = forms.ChoiceField(label=_("What the rows are"))
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,  # told by the service in its own words
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("A workbook (.xlsx, its first sheet) or CSV, up to 30 MB."),
    )

    def __init__(self, *args: Any, kinds: list[str], own: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        field: Any = self.fields["kind"]
        field.choices = [(name, KINDS[name].words.many) for name in kinds]
        if own is not None:
            del self.fields["owner"]

    def clean_owner(self) -> int:
        """The organisation that is meant."""
        wanted = self.cleaned_data["owner"].strip()
        found = (
            Organisation.objects.filter(credit_code=wanted.upper()).first()
            or Organisation.objects.filter(name=wanted).first()
        )
        if found is None:
            raise ValidationError(_("No organisation has this credit code or name."))
        return found.pk

    def clean_file(self) -> Any:
        """Refused before it is read where it is too large."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 30 MB; divide it."))
        return file

    def given(self) -> dict[str, Any]:
        """What the service asks for."""
        file = self.cleaned_data["file"]
        owner = self.own if self.own is not None else self.cleaned_data["owner"]
        return {
            "owner_id": owner,
            "kind": self.cleaned_data["kind"],
            "file_name": file.name,
            "data": file.read(),
        }


class ColumnsForm(forms.Form):
    """Says what each column of a file means."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, run: Import, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"revision": run.revision})
        super().__init__(*args, **kwargs)
        self.run = run
        self.columns = [column for column in run.columns if column]
        fields = fields_offered(run.kind).items()
        offered = [("", _("leave out")), *((name, capfirst(words)) for name, words in fields)]
        for at, column in enumerate(self.columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column,
                required=False,
                choices=offered,
                initial=run.mapping.get(column, ""),
            )

    def lines(self) -> list[dict[str, Any]]:
        """Each column with its first cells, its choice and how that was guessed."""
        return [
            {
                "column": column,
                "cells": [row[column][:60] for row in self.run.sample if row.get(column)],
                "field": self[f"column_{at}"],
                "by": self.run.guesses.get(column, ""),
            }
            for at, column in enumerate(self.columns)
        ]

    def mapping(self) -> dict[str, str]:
        """Column → field."""
        return {column: self.cleaned_data[f"column_{at}"] for at, column in enumerate(self.columns)}
