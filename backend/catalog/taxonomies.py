"""Codes and their names in both languages, from data files: fields, industries, modes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_DATA = Path(__file__).parent / "data"

# The contract types of the Civil Code's Chapter 20, and the forms of cooperation beside them.
MODES: dict[str, object] = {
    "commissioned_development": _("Commissioned development"),
    "joint_development": _("Joint development"),
    "transfer": _("Transfer"),
    "licence": _("Licence"),
    "consulting": _("Consulting"),
    "service": _("Technical service"),
    "equity": _("Equity contribution"),
}


@cache
def _names(taxonomy: str) -> dict[str, tuple[str, str]]:
    """Code → (Chinese, English), in the order of the file."""
    rows = json.loads((_DATA / f"{taxonomy}.json").read_text(encoding="utf-8"))
    return {code: (chinese, english) for code, chinese, english in rows}


def label(taxonomy: str, code: str) -> str:
    """The name of a code of "fields" or "industries" in the reader's language; unknown: the code."""
    names = _names(taxonomy).get(code)
    if names is None:
        return code
    return names[0] if (get_language() or "").startswith("zh") else names[1]


def choices(taxonomy: str) -> list[tuple[str, str]]:
    """All codes with names in the reader's language."""
    return [(code, label(taxonomy, code)) for code in _names(taxonomy)]


def validate_field(code: str) -> None:
    """Refuse a code outside the eight high-tech fields."""
    if code not in _names("fields"):
        raise ValidationError(_("No technology field is called %(code)s."), params={"code": code})


def validate_industry(code: str) -> None:
    """Refuse a code outside GB/T 4754-2017 sections and divisions (C, C39)."""
    if code not in _names("industries"):
        raise ValidationError(
            _("No industry of GB/T 4754 has the code %(code)s."), params={"code": code}
        )


def validate_mode_list(codes: object) -> None:
    """Refuse anything but a list of different known modes."""
    if not isinstance(codes, list) or len(set(map(str, codes))) != len(codes):
        raise ValidationError(_("Give each cooperation mode once."))
    for code in codes:
        if code not in MODES:
            raise ValidationError(
                _("No cooperation mode is called %(code)s."), params={"code": code}
            )
