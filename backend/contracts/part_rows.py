"""Rows of a form that say what of a contract amount is no technology, and in which instalments it is
paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, DayField

from .amounts import MAX_INSTALMENTS, MAX_PARTS
from .models import Contract, PartKind, PaymentForm
from .values import InstalmentValues, PartValues

LEAST = 2  # rows of an empty form
LEAST_INSTALMENTS = 3
_KINDS = [("", "—"), *((kind.value, kind.label) for kind in PartKind if kind != "technology")]

if TYPE_CHECKING:
    _Form = forms.Form
else:
    _Form = object


class PartRows(_Form):
    """Mixed into a form: rows of kind, words and amount; as many as are filled, and one more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        filled = [n for n in range(MAX_PARTS) if given.get(f"part_{n}_amount")]
        self._rows = min(max([LEAST, *(n + 2 for n in filled)]), MAX_PARTS)
        for n in range(self._rows):
            self._add_row(n)

    def _add_row(self, n: int) -> None:
        self.fields[f"part_{n}_kind"] = forms.ChoiceField(
            label=_("What for"), required=False, choices=_KINDS
        )
        self.fields[f"part_{n}_words"] = forms.CharField(
            label=_("What it is"), required=False, max_length=200
        )
        self.fields[f"part_{n}_amount"] = AmountField(
            label=_("Amount"), required=False, min_value=0, max_digits=15, decimal_places=2
        )

    def part_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The bound fields of each row, for the template."""
        for n in range(self._rows):
            yield self[f"part_{n}_kind"], self[f"part_{n}_words"], self[f"part_{n}_amount"]

    def parts_open(self) -> bool:
        """Whether the rows hold something, or were refused."""
        held = any(f"part_{n}_{name}" in self.errors for n in range(self._rows) for name in _NAMES)
        return held or any(row[2].value() for row in self.part_rows())

    def parts(self) -> tuple[PartValues, ...]:
        """The filled rows as the services take them."""
        found = []
        for n in range(self._rows):
            kind, words, amount = (self.cleaned_data.get(f"part_{n}_{name}") for name in _NAMES)
            if kind or words or amount:
                found.append(
                    PartValues(kind=kind or "", words=words or "", amount=amount or Decimal(0))
                )
        return tuple(found)

    @staticmethod
    def initial_of(contract: Contract) -> dict[str, Any]:
        """What a redraft begins with; technology is what is left, and not written."""
        found: dict[str, Any] = {}
        rows = [part for part in contract.parts.all() if not part.technological]
        for n, part in enumerate(rows):
            found |= {
                f"part_{n}_kind": part.kind,
                f"part_{n}_words": part.words,
                f"part_{n}_amount": part.amount,
            }
        return found


_NAMES = ("kind", "words", "amount")
_COLUMNS = ("amount", "due_on", "condition")


class InstalmentRows(_Form):
    """Mixed into a form: rows of amount, day and condition; as many as are filled, and one more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        filled = [n for n in range(MAX_INSTALMENTS) if given.get(f"instalment_{n}_amount")]
        self._instalments = min(max([LEAST_INSTALMENTS, *(n + 2 for n in filled)]), MAX_INSTALMENTS)
        for n in range(self._instalments):
            self._add_instalment(n)

    def _add_instalment(self, n: int) -> None:
        self.fields[f"instalment_{n}_amount"] = AmountField(
            label=_("Instalment %(n)s") % {"n": n + 1},
            required=False,
            min_value=0,
            max_digits=15,
            decimal_places=2,
        )
        self.fields[f"instalment_{n}_due_on"] = DayField(
            label=_("To be paid until"), required=False
        )
        self.fields[f"instalment_{n}_condition"] = forms.CharField(
            label=_("Falls due with"), required=False, max_length=200
        )

    def instalment_rows(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The bound fields of each row, for the template."""
        for n in range(self._instalments):
            yield tuple(self[f"instalment_{n}_{name}"] for name in _COLUMNS)

    def instalments_open(self) -> bool:
        """Whether it is paid so, the rows hold something, or were refused."""
        names = [f"instalment_{n}_{name}" for n in range(self._instalments) for name in _COLUMNS]
        filled = any(name in self.errors or self[name].value() for name in names)
        return filled or self["payment_form"].value() == PaymentForm.INSTALMENTS

    def instalments(self) -> tuple[InstalmentValues, ...]:
        """The filled rows as the services take them."""
        found = []
        for n in range(self._instalments):
            amount, due_on, condition = (
                self.cleaned_data.get(f"instalment_{n}_{name}") for name in _COLUMNS
            )
            if amount or due_on or condition:
                found.append(
                    InstalmentValues(
                        amount=amount or Decimal(0), due_on=due_on, condition=condition or ""
                    )
                )
        return tuple(found)

    @staticmethod
    def instalments_of(contract: Contract) -> dict[str, Any]:
        """What a redraft begins with."""
        return {
            f"instalment_{n}_{name}": getattr(row, name)
            for n, row in enumerate(contract.instalments.all())
            for name in _COLUMNS
        }
