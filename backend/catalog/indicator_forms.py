"""The table of indicators in a listing's form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import NumberField

from .indicator_reading import PASSAGE, ReadIndicator
from .models import Indicator
from .validation import MAX_INDICATORS
from .values import IndicatorValues

BLANK_ROWS = 3
_TYPED = ("name", "value", "value_max", "unit")


class IndicatorForm(forms.Form):
    """A row. One in which nothing was typed is left out."""

    name = forms.CharField(label=_("indicator"), max_length=80)
    comparator = forms.ChoiceField(label=_("comparator"), choices=Indicator.Comparator.choices)
    value = NumberField(label=_("value"), max_digits=30, decimal_places=12)
    value_max = NumberField(
        label=_("upper value"), max_digits=30, decimal_places=12, required=False
    )
    unit = forms.CharField(label=_("unit"), max_length=30, required=False)
    must = forms.BooleanField(label=_("must be met"), required=False)
    # Where it was read, for its writer to compare; it is not stored.
    passage = forms.CharField(max_length=PASSAGE, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        comparator: str = Indicator.Comparator.GE,
        wanted: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comparator"].initial = comparator
        if not wanted:
            del self.fields["must"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("value_max") is not None
            and data.get("comparator") != Indicator.Comparator.RANGE
        ):
            self.add_error(
                "value_max", _("Only a range has an upper value: choose “range” or clear this.")
            )
        return data

    def has_changed(self) -> bool:
        """Whether anything was typed; the comparator is always chosen."""
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in _TYPED)


class IndicatorRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows by position. Clearing a row removes it, so that the page needs no script."""

    default_error_messages = {
        "too_many_forms": _("At most %(num)d indicators; keep those that decide."),
        "missing_management_form": _("The table did not arrive whole; send the form again."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table_errors: list[object] = []

    def initial_form_count(self) -> int:
        """None: any row may be cleared."""
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return min(self.management_form.cleaned_data[TOTAL_FORM_COUNT] or 0, self.absolute_max)
        return min(len(self.initial or []) + BLANK_ROWS, self.absolute_max)

    def add_rows(self) -> None:
        """Offer more blank rows, before the rows are first asked for."""
        count = min(self.total_form_count() + BLANK_ROWS, self.absolute_max)
        name = self.management_form.add_prefix(TOTAL_FORM_COUNT)
        self.data = {key: self.data.get(key) for key in self.data} | {name: str(count)}
        del self.management_form

    def offer(self, found: Iterable[ReadIndicator]) -> tuple[int, int]:
        """Put what was read and is not there yet into blank rows, before the rows are first asked
        for; returns how many, and how many more a full table left out.
        """
        data = {key: self.data.get(key) for key in self.data}
        total = self.total_form_count()
        typed = [
            {name: str(data.get(f"{self.prefix}-{at}-{name}") or "").strip() for name in _TYPED}
            for at in range(total)
        ]
        there = {row["name"] for row in typed}
        blank = [at for at, row in enumerate(typed) if not any(row.values())]
        free = (*blank, *range(total, MAX_INDICATORS + len(blank)))
        fresh = [each for each in found if each.values.name not in there]
        room = max(MAX_INDICATORS - (total - len(blank)), 0)
        for at, each in zip(free, fresh[:room], strict=False):
            data |= {f"{self.prefix}-{at}-{name}": said for name, said in _cells(each).items()}
            total = max(total, at + 1)
        data[self.management_form.add_prefix(TOTAL_FORM_COUNT)] = str(total)
        self.data = data
        del self.management_form
        return len(fresh[:room]), len(fresh[room:])

    def hide_errors(self) -> None:
        """Show what was typed without complaint."""
        self._table_errors = []
        for row in self.forms:
            row._errors = ErrorDict()

    @cached_property
    def filled(self) -> list[IndicatorForm]:
        """The rows in which something was typed."""
        return [row for row in self.forms if row.has_changed()]

    def values(self) -> list[IndicatorValues]:
        """What the filled rows say; a cell that could not be read is left empty."""
        return [
            IndicatorValues(
                name=row.cleaned_data.get("name") or "",
                comparator=row.cleaned_data.get("comparator") or "",
                value=row.cleaned_data.get("value"),
                value_max=row.cleaned_data.get("value_max"),
                unit=row.cleaned_data.get("unit") or "",
                must=bool(row.cleaned_data.get("must")),
            )
            for row in self.filled
        ]

    @property
    def has_errors(self) -> bool:
        """Whether any row or the table as a whole was refused, by whichever check."""
        return bool(self._table_errors) or any(row.errors for row in self.forms)

    @property
    def table_errors(self) -> list[object]:
        """What concerns the table and no cell."""
        return [*self.non_form_errors(), *self._table_errors]

    def add_cell_error(self, position: int, column: str, errors: Any) -> None:
        """Show a rule's refusal in the cell of the row that was ``position``-th among the filled."""
        row = self.filled[position]
        name = column if column in row.fields else None
        if name not in row.errors:
            row.add_error(name, errors)

    def add_table_error(self, errors: Any) -> None:
        """Show a rule's refusal above the table."""
        if not self.non_form_errors():
            self._table_errors += [message for error in errors for message in error.messages]


def _cells(found: ReadIndicator) -> dict[str, str]:
    """What a browser would send of the row."""
    values = found.values
    return {
        "name": values.name,
        "comparator": values.comparator,
        "value": "" if values.value is None else f"{values.value.normalize():f}",
        "value_max": "" if values.value_max is None else f"{values.value_max.normalize():f}",
        "unit": values.unit,
        "passage": found.passage,
    }


IndicatorFormSet: type[IndicatorRows] = forms.formset_factory(  # type: ignore[assignment]
    IndicatorForm,
    formset=IndicatorRows,
    extra=0,
    max_num=MAX_INDICATORS,
    absolute_max=MAX_INDICATORS * 2,
    validate_max=False,
)
