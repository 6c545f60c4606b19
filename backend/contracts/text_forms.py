"""Forms of a contract that is written and signed here: its text, and a scan of the signed paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import ServiceForm

from .clauses import MAX_CLAUSES, MAX_HEADING, MAX_TEXT, clauses_fitting
from .forms import ContractForm
from .models import Contract, Written
from .values import ClauseValues, ContractValues

MORE = 2  # empty rows below the clauses


class ContractTextForm(ContractForm):
    """The elements and the clauses of a contract that is written here."""

    template = "contracts/_text_fields.html"

    def __init__(self, *args: Any, contract: Contract | None = None, **kwargs: Any) -> None:
        self.contract = contract
        if contract is not None:
            kwargs["initial"] = self.initial_from(contract)
        super().__init__(*args, **kwargs)
        del self.fields["written"], self.fields["signed_on"]
        given = self.data if self.is_bound else self.initial
        last = max((n for n in range(MAX_CLAUSES) if f"clause_{n}_text" in given), default=-1)
        self._clauses = min(last + 1 + (0 if self.is_bound else MORE), MAX_CLAUSES)
        for n in range(self._clauses):
            self._add_clause(n)

    def _add_clause(self, n: int) -> None:
        self.fields[f"clause_{n}_code"] = forms.CharField(
            required=False, max_length=20, widget=forms.HiddenInput
        )
        self.fields[f"clause_{n}_heading"] = forms.CharField(
            label=_("Heading of clause %(n)s") % {"n": n + 1},
            required=False,
            max_length=MAX_HEADING,
        )
        self.fields[f"clause_{n}_text"] = forms.CharField(
            label=_("Text of clause %(n)s") % {"n": n + 1},
            required=False,
            max_length=MAX_TEXT,
            widget=forms.Textarea(attrs={"rows": 8}),
            strip=False,
        )

    def clause_rows(self) -> Iterator[dict[str, Any]]:
        """The fields of each clause, with the English reading of the library's."""
        readings = (
            {clause.code: clause for clause in clauses_fitting(self.contract)}
            if self.contract is not None
            else {}
        )
        for n in range(self._clauses):
            code = self[f"clause_{n}_code"]
            yield {
                "code": code,
                "heading": self[f"clause_{n}_heading"],
                "text": self[f"clause_{n}_text"],
                "reading": readings.get(str(code.value() or "")),
            }

    def clean(self) -> dict[str, Any]:
        """It is written here, and gets its day with the signatures."""
        data: dict[str, Any] = forms.Form.clean(self) or {}
        return data | {"written": Written.HERE.value, "signed_on": None}

    def values(self) -> ContractValues:
        """The checked values as the services take them."""
        data = self.cleaned_data
        clauses = tuple(
            ClauseValues(
                code=data.get(f"clause_{n}_code", ""),
                heading=data.get(f"clause_{n}_heading", ""),
                text=data.get(f"clause_{n}_text", ""),
            )
            for n in range(self._clauses)
        )
        return replace(super().values(), clauses=clauses)

    def add_service_errors(self, error: ValidationError) -> None:
        """What is missing of the text is told above the form."""
        found = dict(error.message_dict)
        for message in found.pop("clauses", []):
            self.add_error(None, message)
        if found:
            super().add_service_errors(ValidationError(found))

    @staticmethod
    def initial_from(contract: Contract) -> dict[str, Any]:
        """The text as it is now."""
        found = ContractForm.initial_from(contract)
        for n, clause in enumerate(contract.clauses):
            found |= {f"clause_{n}_{name}": clause[name] for name in ("code", "heading", "text")}
        return found


class ScanForm(ServiceForm):
    """A scan of the contract that both signed on paper."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("Scan of the signed contract"),
        help_text=_("A PDF or pictures of all pages, with both signatures or seals."),
    )
    signed_on = forms.DateField(
        label=_("Signing date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {"upload": self.cleaned_data["upload"], "signed_on": self.cleaned_data["signed_on"]}

    @staticmethod
    def initial_from(contract: Contract) -> dict[str, Any]:
        """What it begins with."""
        return {"revision": contract.revision}


class SignForm(forms.Form):
    """That the signer has read what he signs."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        label=_("I have read the agreed text and sign it for my organisation."),
        error_messages={"required": _("Read the text, and say that you have.")},
    )

    def given(self) -> dict[str, Any]:
        """Nothing that the service takes."""
        return {}

    def add_service_errors(self, error: ValidationError) -> None:
        """Show what the service refused."""
        self.add_error(None, error)

    @staticmethod
    def initial_from(contract: Contract) -> dict[str, Any]:
        """What it begins with."""
        return {"revision": contract.revision}
