"""Workbooks of imports: templates to fill, and refused rows with remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.catalog.forms import FORMS
from backend.catalog.forms.labels import fields_offered
from backend.catalog.kinds import KINDS
from backend.catalog.sources.cells import REQUIRED
from backend.core.form_fields import options_of
from backend.core.sheets import Sheet, workbook_of

from .models import Import
from .selectors import lines_refused

_MANY = 40  # options; more are looked up on the site, and read by name


def template_workbook(kind: str) -> bytes:
    """A sheet with the headings of a kind, and one that says what belongs under each."""
    fields = fields_offered(kind)
    heads = [str(capfirst(words)) for words in fields.values()]
    about = Sheet(
        _("How to fill it"),
        [_("Column"), _("Needed"), _("What to write"), _("Possible values")],
        list(_explained(kind, fields)),
    )
    return workbook_of(Sheet(str(KINDS[kind].words.many), heads, []), about)


def _explained(kind: str, fields: dict[str, str]) -> Iterator[list[str]]:
    asked = FORMS[kind]().fields
    for name, words in fields.items():
        field = asked.get(name)
        needed = _("yes") if name in REQUIRED else ""
        yield [str(capfirst(words)), needed, _advice(name, field), _values(field)]


def _advice(name: str, field: forms.Field | None) -> str:
    if name == "external_id":
        return _("Your own number of it: brought again, the same number changes the same listing.")
    if name == "indicators":
        return _("Name, sign, value and unit, parted by semicolons: 厚度≤60 μm; 幅宽 300 mm")
    if name == "region":
        return _("The name of a province, city or county, or its code.")
    if isinstance(field, forms.MultipleChoiceField):
        return _("One or several, parted by semicolons.")
    return str(field.help_text) if field else ""


def _values(field: forms.Field | None) -> str:
    if not isinstance(field, forms.ChoiceField):
        return ""
    options: list[Any] = [words for code, words in options_of(field) if code]
    return "; ".join(map(str, options)) if len(options) <= _MANY else ""


def refused_workbook(run: Import) -> bytes:
    """The refused rows as they were brought, with what is wrong: mended, they can be brought again."""
    columns = [column for column in run.columns if column]
    rows = (
        [
            *(line.cells.get(column, "") for column in columns),
            "\n".join(_told(fault) for fault in line.faults),
            line.number,
        ]
        for line in lines_refused(run).iterator(chunk_size=500)
    )
    return workbook_of(Sheet(_("Refused rows"), [*columns, _("Remarks"), _("Row")], rows))


def _told(fault: dict[str, str]) -> str:
    return f"{fault['column']}: {fault['told']}" if fault["column"] else fault["told"]
