"""The glossary of figures: what each one counts, from which rows, and where those are read.

A figure has one meaning: dashboards, the glossary's page and the daily summary read these entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure: its name, formula, rows, unit, delay. ``listed`` is the kind of listing, or side and
    measure of the registry, whose list is behind it; ``money`` says that it is an amount in yuan."""

    code: str
    name: _StrPromise
    formula: _StrPromise
    rows: _StrPromise
    delay: _StrPromise
    listed: str
    money: bool = False

    @property
    def of_registry(self) -> bool:
        """Whether its list is the registry's, which science bureaus and operators read."""
        return self.listed in ("output", "absorbed")

    def list_url(self, region: str, year: int) -> str:
        """Where the rows stand that it counts in a region."""
        if self.of_registry:
            asked = {"region": region, "side": self.listed, "year": year, "by": ""}
            return f"{reverse('registration_statistics')}?{urlencode(asked)}"
        url = reverse("listings", args=[self.listed])
        return f"{url}?{urlencode({'region': region})}" if region else url


_DAILY = _("counted each night")
_REGISTERED = _("contracts registered here in the year, at the seller's region")
_ABSORBED = _(
    "contracts registered here in the year, and those counted as absorbed, at the buyer's"
)
ENTRIES = (
    Entry(
        code="needs", name=_("Technology needs on the market"),
        formula=_("number of published needs that are still wanted"),
        rows=_("needs that every registered reader sees, at the owner's region"),
        delay=_DAILY, listed="need",
    ),
    Entry(
        code="achievements", name=_("Achievements on the market"),
        formula=_("number of published achievements"),
        rows=_("achievements that every registered reader sees, at the owner's region"),
        delay=_DAILY, listed="achievement",
    ),
    Entry(
        code="output_number", name=_("Contracts output"),
        formula=_("number of contracts"), rows=_REGISTERED, delay=_DAILY, listed="output",
    ),
    Entry(
        code="output_contract", name=_("Contract amount output"),
        formula=_("sum of contract amounts, the whole price"), rows=_REGISTERED, delay=_DAILY,
        listed="output", money=True,
    ),
    Entry(
        code="output_technology", name=_("Transaction amount output"),
        formula=_("sum of transaction amounts, what of the price pays for technology"),
        rows=_REGISTERED, delay=_DAILY, listed="output", money=True,
    ),
    Entry(
        code="absorbed_number", name=_("Contracts absorbed"),
        formula=_("number of contracts"), rows=_ABSORBED, delay=_DAILY, listed="absorbed",
    ),
    Entry(
        code="absorbed_contract", name=_("Contract amount absorbed"),
        formula=_("sum of contract amounts, the whole price"), rows=_ABSORBED, delay=_DAILY,
        listed="absorbed", money=True,
    ),
    Entry(
        code="absorbed_technology", name=_("Transaction amount absorbed"),
        formula=_("sum of transaction amounts, what of the price pays for technology"),
        rows=_ABSORBED, delay=_DAILY, listed="absorbed", money=True,
    ),
)  # fmt: skip
BY_CODE = {entry.code: entry for entry in ENTRIES}
