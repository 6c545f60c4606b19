"""Numbers of intellectual property, checked by their form: a slip of the pen is told at once."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class IpKind(models.TextChoices):
    INVENTION = "invention", _("Invention patent")
    UTILITY = "utility", _("Utility model")
    DESIGN = "design", _("Design patent")
    SOFTWARE = "software", _("Software copyright")
    PLANT = "plant", _("Plant variety")
    LAYOUT = "layout", _("Layout of integrated circuits")
    OTHER = "other", _("Other right, standard or secret know-how")


# The digit of a Chinese application number that tells its kind; 8 and 9 came by PCT.
_DIGITS = {IpKind.INVENTION: "18", IpKind.UTILITY: "29", IpKind.DESIGN: "3"}
_YEARS = {
    IpKind.INVENTION: 20, IpKind.UTILITY: 10, IpKind.DESIGN: 15, IpKind.SOFTWARE: 50,
    IpKind.PLANT: 15, IpKind.LAYOUT: 10,
}  # fmt: skip
_LONGER_DESIGNS = date(2021, 6, 1)  # filed before, a design held for ten years
_APPLICATION = re.compile(r"(\d{8}|\d{12})\.?([\dX])")
_PUBLISHED = re.compile(r"CN\d{7,9}[ABCUSY]\d?")
_FORMS = {
    IpKind.SOFTWARE: (re.compile(r"\d{4}SR\d{6,7}|软著登字第\d{6,8}号"), "2024SR0123456"),
    IpKind.PLANT: (re.compile(r"CNA\d{8}(\.\d)?|CNA\d{10}"), "CNA20181234.5"),
    IpKind.LAYOUT: (re.compile(r"BS\.?\d{8,10}(\.[\dX])?"), "BS.205012345"),
}
_WEIGHTS = {12: (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), 8: (2, 3, 4, 5, 6, 7, 8, 9)}


def number_cleaned(kind: str, number: str) -> str:
    """The number as it is written: ZL202110123456.7 and 2021 1 0123456.7 are one.

    Raises ValidationError for the field ``number`` where its form or check digit is not of the kind.
    """
    bare = "".join(number.split()).upper().replace("－", "-").replace("。", ".")
    if kind in _DIGITS:
        return _patent(IpKind(kind), bare)
    if kind in _FORMS:
        form, example = _FORMS[IpKind(kind)]
        if not form.fullmatch(bare):
            raise _refused(_("Write the number as %(example)s.") % {"example": example})
    return bare


def _patent(kind: IpKind, bare: str) -> str:
    if _PUBLISHED.fullmatch(bare):
        return bare
    found = _APPLICATION.fullmatch(bare.removeprefix("ZL").removeprefix("CN"))
    if found is None:
        example = "ZL202110123456.7"
        raise _refused(_("Write the number as %(example)s.") % {"example": example})
    digits, check = found[1], found[2]
    told = digits[4] if len(digits) == 12 else digits[2]
    if told not in _DIGITS[kind]:
        raise _refused(_("The number is that of another kind of patent."))
    weighed = sum(int(d) * w for d, w in zip(digits, _WEIGHTS[len(digits)], strict=True)) % 11
    if check != ("X" if weighed == 10 else str(weighed)):
        raise _refused(_("The check digit does not fit: compare the number with the certificate."))
    return f"ZL{digits}.{check}"


def expiry_of(kind: str, filed_on: date | None) -> date | None:
    """When a right ends by law that was applied for on a day; None where the kind does not say."""
    years = _YEARS.get(IpKind(kind))
    if years is None or filed_on is None:
        return None
    if kind == IpKind.DESIGN and filed_on < _LONGER_DESIGNS:
        years = 10
    leap = (filed_on.month, filed_on.day) == (2, 29)
    return date(filed_on.year + years, filed_on.month, 28 if leap else filed_on.day)


def _refused(told: object) -> ValidationError:
    return ValidationError({"number": [told]})
