"""Extracts of registries as files: workbooks and CSV in the registry's own columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.regions import region_of
from backend.attachments.content import safe_name
from backend.catalog.sources.formats import open_source
from backend.catalog.sources.rows import SourceError, SourceRow
from backend.catalog.taxonomies import choices
from backend.catalog.taxonomies import names as both_names
from backend.core.form_fields import AmountField
from backend.core.punctuation import listed
from backend.core.sheets import Sheet, workbook_of

from .measures import Codes, measure_on
from .models import CHINA
from .services import ExtractRow
from .values import OutsideValues

MOST_ROWS = 20_000
# What a value may be headed; the first is that of the sample.
HEADS: dict[str, tuple[str, ...]] = {
    "number": ("合同登记编号", "登记编号", "合同编号"),
    "title": ("项目名称", "合同名称"),
    "type": ("合同类别", "合同类型", "合同类别代码"),
    "signed_on": ("合同签订日期", "签订日期", "签约日期"),
    "seller_name": ("卖方名称", "卖方"),
    "seller_country": ("卖方国别代码", "卖方国别"),
    "seller_region": ("卖方行政区划代码", "卖方地区", "卖方区划代码"),
    "buyer_name": ("买方名称", "买方"),
    "buyer_region": ("买方行政区划代码", "买方地区", "买方区划代码"),
    "technology_field": ("技术领域",),
    "contract_amount": ("合同成交额（元）", "合同成交额", "成交额", "合同金额"),
    "technology_amount": ("技术交易额（元）", "技术交易额", "技术金额"),
}
REQUIRED = tuple(
    name for name in HEADS if name not in ("number", "seller_country", "technology_field")
)
_UNIT = re.compile(r"[（(](万元|元)[）)]\Z")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SAMPLE = [
    "2026110108000123", "示范项目：高温轴承涂层技术开发", "技术开发", "2026-03-18", "北京某研究院",
    CHINA, "110108", "沧州某装备有限公司", "130925", "先进制造与自动化", Decimal(800000),
    Decimal(650000),
]  # fmt: skip


def sample_xlsx() -> bytes:
    """A workbook with all columns and a row that shows how they are filled."""
    return workbook_of(Sheet("登记摘录", [heads[0] for heads in HEADS.values()], [_SAMPLE]))


def extract_read(name: str, data: bytes) -> list[ExtractRow]:
    """The rows of an extract. Raises ValidationError for ``file`` where it cannot be read at all."""
    form = "csv" if name.lower().endswith(".csv") else "xlsx"
    with TemporaryDirectory() as folder:
        path = Path(folder) / (safe_name(name) or f"extract.{form}")
        path.write_bytes(data)
        try:
            source = open_source(path, form=form, kind="")
            reader = _Reader(source.columns)
            rows = [reader.read(row) for row in _first(source.rows())]
        except SourceError as error:
            why = str(error).replace(f"{folder}/", "")
            raise ValidationError({"file": why}) from error
    if not rows:
        raise ValidationError({"file": _("The file has a heading and no rows.")})
    return rows


def _first(rows: Iterator[SourceRow]) -> Iterator[SourceRow]:
    for n, row in enumerate(rows):
        if n == MOST_ROWS:
            raise SourceError(
                _("The file has more than %(most)s rows; divide it.") % {"most": f"{MOST_ROWS:,}"}
            )
        yield row


class _Reader:
    """Reads rows by what their columns are headed. Raises SourceError where one is missing."""

    def __init__(self, columns: list[str]) -> None:
        self.columns: dict[str, str] = {}
        self.units: dict[str, int] = {}
        self.codes: Codes = measure_on(timezone.localdate()).codes
        known = {_bare(head): name for name, heads in HEADS.items() for head in heads}
        for column in columns:
            name = known.get(_bare(column))
            if name and name not in self.columns:
                self.columns[name] = column
                unit = _UNIT.search(column)
                self.units[name] = 10_000 if unit and unit[1] == "万元" else 1
        for name in REQUIRED:
            if name not in self.columns:
                raise SourceError(
                    _("The column “%(name)s” is missing. The file has: %(columns)s.")
                    % {"name": HEADS[name][0], "columns": ", ".join(filter(None, columns)) or "–"}
                )

    def read(self, row: SourceRow) -> ExtractRow:
        """One row as values, or what is wrong with it by column."""
        if row.broken:
            return ExtractRow(row.number, None, (("", row.broken),))
        found: dict[str, Any] = {"seller_country": CHINA}
        errors = []
        for name, column in self.columns.items():
            text = row.cells.get(column, "").strip()
            try:
                if text or name in REQUIRED:
                    found[name] = self._value(name, text)
            except ValidationError as refused:
                errors.append((column, " ".join(refused.messages)))
        if errors:
            return ExtractRow(row.number, None, tuple(errors))
        return ExtractRow(row.number, OutsideValues(**found))

    def _value(self, name: str, text: str) -> Any:
        if name.endswith("_amount"):
            return self._amount(name, text)
        if name == "signed_on":
            return _day(text)
        if name == "type":
            return _chosen(text, dict(self.codes.types))
        if name == "technology_field":
            return _chosen(
                text, {code: [code, *both_names("fields", code)] for code, _n in choices("fields")}
            )
        if name == "seller_country":
            return _chosen(text, {code: [code, *row] for code, row in self.codes.countries.items()})
        if name.endswith("_region"):
            return _region(text)
        if not text:
            raise ValidationError(_("This cell is empty."))
        return text

    def _amount(self, name: str, text: str) -> Decimal:
        read = AmountField().clean(text)
        try:
            return (Decimal(read) * self.units[name]).quantize(Decimal("0.01"))
        except InvalidOperation as error:
            raise ValidationError(_("This amount is too large.")) from error


def _bare(head: str) -> str:
    return _UNIT.sub("", "".join(head.split()))


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(_("Write a day as 2026-03-18.")) from error


def _region(text: str) -> str:
    """A code of six digits or more; older lists write four, 1101 for Beijing."""
    short = text.isdecimal() and len(text) < 6
    for code in (text.ljust(6, "0"), f"{text[:2]}0000") if short else (text,):
        if not code or region_of(code) is not None:
            return code
    raise ValidationError(_("No region has the code %(code)s.") % {"code": text})


def _chosen(text: str, known: dict[str, list[str]]) -> str:
    for code, names in known.items():
        # 技术开发（委托） is 技术开发 too.
        if text in (code, *names) or any(text.startswith(name) for name in names if len(name) > 2):
            return code
    raise ValidationError(
        _("“%(value)s” is not on the list: %(list)s.")
        % {"value": text, "list": listed(names[-2] for names in known.values())}
    )
