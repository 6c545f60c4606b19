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

# The generic scale of GB/T 22900 and ISO 16290, in the words people judge themselves by.
TRL_LEVELS: dict[int, object] = {
    1: _("TRL 1 · principle observed"),
    2: _("TRL 2 · application conceived"),
    3: _("TRL 3 · shown to work in principle"),
    4: _("TRL 4 · validated in the laboratory"),
    5: _("TRL 5 · validated under realistic conditions"),
    6: _("TRL 6 · prototype or pilot shown"),
    7: _("TRL 7 · shown in the field"),
    8: _("TRL 8 · product complete and qualified"),
    9: _("TRL 9 · proven in series"),
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


def names(taxonomy: str, code: str) -> tuple[str, ...]:
    """What a code is called in every language; nothing for an unknown one."""
    return _names(taxonomy).get(code, ())


def choices(taxonomy: str) -> list[tuple[str, str]]:
    """All codes with names in the reader's language."""
    return [(code, label(taxonomy, code)) for code in _names(taxonomy)]


def grouped_industries() -> list[tuple[str, list[tuple[str, str]]]]:
    """Sections with their divisions, as grouped choices of a select; a section may be chosen too."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, name in choices("industries"):
        groups.setdefault(code[0], []).append((code, f"{code} {name}"))
    return [(rows[0][1], rows) for rows in groups.values()]


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
