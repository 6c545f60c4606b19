"""What a writer hands to the services of terms: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from .models import TermsRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsValues:
    """The terms of one round."""

    mode: str
    price_mode: str
    ownership: str
    price: Decimal | None = None
    currency: str = "CNY"
    instalments: str = ""
    royalty_rate: Decimal | None = None
    royalty_base: str = ""
    shares_percent: Decimal | None = None
    exclusivity: str = ""
    use_field: str = ""
    territory: str = ""
    years: int | None = None
    confidentiality_years: int | None = None
    delivery: str = ""
    acceptance: str = ""
    other: str = ""


COLUMNS = tuple(field.name for field in fields(TermsValues))


def terms_content(row: TermsRow) -> dict[str, Any]:
    """The terms of a row by column."""
    return {name: getattr(row, name) for name in COLUMNS}
