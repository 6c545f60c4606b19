"""Cells of a file as the values of a listing: the form's own fields read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from backend.accounts.regions import path_to, region_label, region_of, regions
from backend.catalog.forms import FORMS
from backend.catalog.forms.labels import OF_THE_PAGE, field_labels, fields_offered
from backend.catalog.imported import Errors, ImportRow, RefusedRow
from backend.catalog.kinds import KINDS
from backend.catalog.values import values_from
from backend.core.form_fields import options_of

from .indicator_text import indicators_read
from .rows import SourceError, SourceRow

REQUIRED = ("external_id", "title")
_LANGUAGES = ("en", "zh-hans")
_LIST = re.compile(r"[;；、,，|]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class RowReader:
    """Reads the rows of one file. ``unused`` are its columns that mean nothing here; ``named`` says
    what each column means where a reader of the file decided, else its heading does.

    Raises SourceError where a column that every row needs is missing, or stands twice.
    """

    def __init__(
        self, kind: str, columns: Iterable[str], named: Mapping[str, str] | None = None
    ) -> None:
        self.kind = kind
        columns = list(columns)
        self._fields = {
            name: field
            for name, field in FORMS[kind]().fields.items()
            if name not in {*OF_THE_PAGE, "region"}
        }
        if named is None:
            named = {column: field_named(kind, column) for column in columns}
        self._named = {column: name for column in columns if (name := named.get(column, ""))}
        self.unused = [column for column in columns if column and column not in self._named]
        self._codes = {name: _codes(field) for name, field in self._fields.items()}
        self._seen: dict[str, int] = {}
        self._check_columns(columns)

    def skip(self, row: SourceRow) -> None:
        """Pass over a row that was dealt with before: its external id is taken."""
        for column, name in self._named.items():
            if name == "external_id" and (held := row.cells.get(column, "").strip()):
                self._seen.setdefault(held, row.number)

    def column_of(self, field: str) -> str:
        """The heading under which a field stands, the field's own words where no column has it."""
        held = field.split("-")[0]
        for column, name in self._named.items():
            if name == held:
                return column
        return fields_offered(self.kind).get(held, held)

    def read(self, row: SourceRow) -> ImportRow | RefusedRow:
        """The row's values, or what is wrong with it by field."""
        cells = {self._named[c]: v.strip() for c, v in row.cells.items() if c in self._named}
        external_id = cells.pop("external_id", "")
        if row.broken:
            return RefusedRow(row.number, "", {"": [row.broken]})
        data, errors = self._cleaned(cells)
        if not external_id:
            errors["external_id"] = [_("Give each row an external id of its own.")]
        elif (first := self._seen.setdefault(external_id, row.number)) != row.number:
            errors["external_id"] = [
                _("Row %(row)s has this external id already; give each its own.") % {"row": first}
            ]
        if errors:
            return RefusedRow(row.number, external_id, errors)
        given = frozenset(data)
        data.setdefault("language", "zh" if _HAN.search(cells["title"]) else "en")
        return ImportRow(row.number, external_id, values_from(self.kind, data), given)

    def _cleaned(self, cells: dict[str, str]) -> tuple[dict[str, Any], Errors]:
        data: dict[str, Any] = {}
        errors: Errors = {}
        for name, text in cells.items():
            try:
                data[name] = self._value(name, text)
            except ValidationError as refused:
                errors[name] = [str(message) for message in refused.messages]
        # An empty cell of a choice leaves what such a listing begins with.
        return {n: v for n, v in data.items() if v is not _UNSAID}, errors

    def _value(self, name: str, text: str) -> Any:
        if name == "indicators":
            return indicators_read(text, wanted=KINDS[self.kind].seeks)
        if name == "region":
            return _region(text)
        field = self._fields[name]
        codes = self._codes[name]
        if isinstance(field, forms.MultipleChoiceField):
            parts = [part.strip() for part in _LIST.split(text) if part.strip()]
            return tuple(field.clean([codes.get(_folded(part), part) for part in parts]))
        if isinstance(field, forms.ChoiceField) and not text and field.required:
            return _UNSAID
        return field.clean(codes.get(_folded(text), text))

    def _check_columns(self, columns: list[str]) -> None:
        held = list(self._named.values())
        for name in REQUIRED:
            if name not in held:
                raise SourceError(
                    _("The column “%(name)s” is missing. The file has: %(columns)s.")
                    % {"name": name, "columns": ", ".join(filter(None, columns)) or "–"}
                )
        twice = sorted({name for name in held if held.count(name) > 1})
        if twice:
            raise SourceError(
                _("Two columns mean “%(name)s”; keep one of them.") % {"name": twice[0]}
            )

    def takes(self, name: str, text: str) -> bool:
        """Whether a cell can be read as this field."""
        try:
            self._value(name, text.strip())
        except ValidationError:
            return False
        return True


_UNSAID = object()
_LETTER = re.compile(r" \[[A-Z]{1,2}\]$")  # tells a heading apart that stands twice


def field_named(kind: str, column: str) -> str:
    """The field that a heading names in either language, empty where it names none."""
    return _column_names(kind).get(_folded(_LETTER.sub("", column)), "")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _in_each_language(read: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Words → code, from what ``read`` gives in each language."""
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        with translation.override(language):
            found |= {_folded(str(words)): str(code) for words, code in read()}
    return found


@cache
def _column_names(kind: str) -> dict[str, str]:
    """What a heading may say → field: its name in the API, or its label in either language."""
    fields = field_labels(kind)
    found = _in_each_language(
        lambda: [
            # What every kind calls it, and what this kind does.
            *(
                (str(FORMS[kind].base_fields[n].label), n)
                for n in fields
                if n in FORMS[kind].base_fields
            ),
            *((str(words), name) for name, words in fields.items()),
        ]
    )
    return found | {name: name for name in fields}


def _codes(field: forms.Field) -> dict[str, str]:
    """A choice's words in either language → its code; the code itself needs no entry."""
    if not isinstance(field, forms.ChoiceField):
        return {}

    def read() -> Iterable[tuple[str, str]]:
        for code, words in options_of(field):
            yield words, code
            # 计算机制造业 for "C39 计算机制造业", and TRL 6 for "TRL 6 · prototype shown".
            yield words.removeprefix(f"{code} "), code
            yield words.split(" · ")[0], code

    return _in_each_language(read)


@cache
def _places() -> dict[str, str]:
    """Names of places that are told apart by them → code."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for code, place in regions().items():
        with translation.override("zh-hans"):
            short = region_label(code)
        bare = place.name[:-1] if place.name.endswith(("省", "市")) else place.name
        path = "".join(regions()[step].name for step in path_to(code) if step in regions())
        for name in {place.name, place.province + place.name, path, short, bare}:
            if found.setdefault(name, code) != code:
                doubtful.add(name)
    return {name: code for name, code in found.items() if name not in doubtful}


def _region(text: str) -> str:
    if not text or region_of(text):
        return text
    code = _places().get("".join(text.split()))
    if code is None:
        raise ValidationError(
            _("No one region is called “%(name)s”; give its code.") % {"name": text[:40]}
        )
    return code
