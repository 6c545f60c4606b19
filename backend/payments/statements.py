"""Bank statements as banks give them out: CSV with a heading line, in Chinese or English, in UTF-8 or
GB 18030. Knows no payments."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.core.characters import entered

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 10_000
_SEARCHED = 30  # lines in which the heading may stand

# Column → how banks call it.
HEADINGS = {
    "booked_on": ("交易日期", "记账日期", "入账日期", "交易时间", "日期", "date", "booking date"),
    "credit": (
        "贷方发生额",
        "贷方金额",
        "收入金额",
        "收入",
        "转入金额",
        "存入金额",
        "credit",
        "贷方",
    ),
    "debit": ("借方发生额", "借方金额", "支出金额", "支出", "转出金额", "debit", "借方"),
    "amount": ("交易金额", "发生额", "金额", "amount"),
    "counterparty": (
        "对方户名",
        "对方名称",
        "对方账户名称",
        "付款人名称",
        "对方单位",
        "counterparty",
    ),
    "remark": ("附言", "摘要", "用途", "备注", "交易附言", "remark", "reference", "purpose"),
    "serial": ("交易流水号", "流水号", "凭证号", "交易序号", "serial", "transaction id"),
    "currency": ("币种", "货币", "currency"),
}
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y.%m.%d", "%Y年%m月%d日")
_CURRENCIES = {
    "人民币": "CNY",
    "RMB": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港币": "HKD",
    "港元": "HKD",
}


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that came in. ``key`` is the same for the same booking in another file."""

    key: str
    booked_on: date
    amount: Decimal
    currency: str
    counterparty: str
    remark: str


def credits_read(data: bytes, *, currency: str) -> list[Credit]:
    """The credits of a statement, in its order; ``currency`` where the file names none.

    Raises ValidationError for ``file``, naming the line, for what cannot be read; then nothing is.
    """
    if len(data) > MAX_BYTES:
        raise _unreadable(_("The file is larger than 2 MB; export a shorter time."))
    rows = _rows(_text(data))
    start, places = _heading(rows)
    found: list[Credit] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = _cells(row, places)
        amount = _credited(cells, number)
        if amount is None:
            continue
        written = (cells.get("currency") or currency).upper()
        credit = _credit(cells, number, amount, _CURRENCIES.get(written, written), seen)
        found.append(credit)
    if not found:
        raise _unreadable(_("The file holds no incoming payment."))
    return found


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(_("The file is no text; export it as CSV in UTF-8 or GB 18030."))


def _rows(text: str) -> list[list[str]]:
    if "\x00" in text:
        raise _unreadable(_("The file is no text; export it as CSV in UTF-8 or GB 18030."))
    text = entered(text)
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable(_("The file is no CSV; export it anew.")) from error
    if len(rows) > MAX_LINES:
        raise _unreadable(_("The file has more than 10,000 lines; export a shorter time."))
    return rows


def _heading(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    for number, row in enumerate(rows[:_SEARCHED]):
        titles = [re.sub(r"[\s(（].*$", "", cell.strip()).lower() for cell in row]
        places: dict[str, int] = {}
        for column, names in HEADINGS.items():
            hit = next((titles.index(name) for name in names if name in titles), None)
            if hit is not None:
                places[column] = hit
        if "booked_on" in places and {"credit", "amount"} & set(places):
            return number, places
    raise _unreadable(
        _(
            "No heading line with date and credited amount was found, such as 交易日期, 贷方金额, "
            "对方户名, 附言."
        )
    )


def _cells(row: list[str], places: dict[str, int]) -> dict[str, str]:
    # Banks keep Excel from turning long numbers into figures by a tab or an apostrophe.
    return {
        column: row[place].strip().strip("'\t ").strip()
        for column, place in places.items()
        if place < len(row)
    }


def _credited(cells: dict[str, str], number: int) -> Decimal | None:
    """The amount that came in; None for a debit, an empty line, a sum at the end."""
    if not cells.get("booked_on"):
        return None
    written = cells.get("credit", "") if "credit" in cells else cells.get("amount", "")
    if written in {"", "-", "--"}:
        return None
    try:
        amount = Decimal(re.sub(r"[,，¥￥\s+]", "", written))
    except InvalidOperation as error:
        raise _unreadable(
            _("Line %(line)s: “%(value)s” is no amount.") % {"line": number, "value": written[:40]}
        ) from error
    if not amount.is_finite() or amount >= 10**13 or amount != amount.quantize(Decimal("0.01")):
        raise _unreadable(
            _("Line %(line)s: “%(value)s” is no amount.") % {"line": number, "value": written[:40]}
        )
    return amount if amount > 0 else None


def _credit(
    cells: dict[str, str], number: int, amount: Decimal, currency: str, seen: dict[str, int]
) -> Credit:
    booked_on = _day(cells["booked_on"], number)
    counterparty, remark = cells.get("counterparty", "")[:200], cells.get("remark", "")[:300]
    serial = cells.get("serial", "")
    told = [serial] if serial else [counterparty, remark]
    base = "|".join([str(booked_on), str(amount), currency, *told])
    # Without serial numbers two alike in one file are two bookings.
    seen[base] = seen.get(base, 0) + 1
    key = base if serial or seen[base] == 1 else f"{base}|{seen[base]}"
    return Credit(
        hashlib.sha256(key.encode()).hexdigest(), booked_on, amount, currency, counterparty, remark
    )


def _day(written: str, number: int) -> date:
    day = re.split(r"[T\s]", written)[0]
    for pattern in _DATES:
        try:
            return datetime.strptime(day[:11], pattern).date()  # noqa: DTZ007  # a day, no moment
        except ValueError:
            continue
    raise _unreadable(
        _("Line %(line)s: “%(value)s” is no date.") % {"line": number, "value": written[:40]}
    )


def _unreadable(words: object) -> ValidationError:
    return ValidationError({"file": [words]})
