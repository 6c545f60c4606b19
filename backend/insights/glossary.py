"""The glossary of figures: what each one counts, from which rows, and where those are read.

A figure has one meaning: dashboards, the glossary's page, the API and the summary of the night read
these entries.
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
    """A figure: its name, formula, rows, unit, delay. ``listed`` is the kind of listing, or side of the
    registry, whose list is behind a figure of regions; ``money`` says that it is an amount in yuan."""

    code: str
    name: _StrPromise
    formula: _StrPromise
    rows: _StrPromise
    delay: _StrPromise
    listed: str = ""
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


_DAILY, _AT_ONCE = _("counted each night"), _("counted when the page is opened")
_REGISTERED = _("contracts registered here in the year, at the seller's region")
_ABSORBED = _(
    "contracts registered here in the year, and those counted as absorbed, at the buyer's"
)
_NUMBER = _("number of contracts")
_WHOLE = _("sum of contract amounts, the whole price")
_TECHNOLOGY = _("sum of transaction amounts, what of the price pays for technology")
_FOLLOWED = _("deals of the organisation acted for and those that one takes part in")
_ACCOMPANIED = _("deals that one accompanies as a broker")
# Of regions and of the whole market, summarised each night.
REGIONAL = (
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
        formula=_NUMBER, rows=_REGISTERED, delay=_DAILY, listed="output",
    ),
    Entry(
        code="output_contract", name=_("Contract amount output"),
        formula=_WHOLE, rows=_REGISTERED, delay=_DAILY, listed="output", money=True,
    ),
    Entry(
        code="output_technology", name=_("Transaction amount output"),
        formula=_TECHNOLOGY, rows=_REGISTERED, delay=_DAILY, listed="output", money=True,
    ),
    Entry(
        code="absorbed_number", name=_("Contracts absorbed"),
        formula=_NUMBER, rows=_ABSORBED, delay=_DAILY, listed="absorbed",
    ),
    Entry(
        code="absorbed_contract", name=_("Contract amount absorbed"),
        formula=_WHOLE, rows=_ABSORBED, delay=_DAILY, listed="absorbed", money=True,
    ),
    Entry(
        code="absorbed_technology", name=_("Transaction amount absorbed"),
        formula=_TECHNOLOGY, rows=_ABSORBED, delay=_DAILY, listed="absorbed", money=True,
    ),
)  # fmt: skip
FUNNEL = Entry(
    code="funnel", name=_("From need to delivery"),
    formula=_("needs by the quarter of their publication, and how many of them came how far since"),
    rows=_("all needs that were ever published; counts of one or two are withheld"), delay=_DAILY,
)  # fmt: skip
# Of one organisation, broker or the platform, counted from what the reader may follow.
LISTED = Entry(
    code="listed", name=_("Listings on the market"), formula=_("number of published listings"),
    rows=_("listings that the reader finds on the market"), delay=_AT_ONCE,
)  # fmt: skip
DEALS = Entry(
    code="deals", name=_("Deals by stage"), formula=_("number of deals by their present stage"),
    rows=_FOLLOWED, delay=_AT_ONCE,
)  # fmt: skip
PIPELINE = Entry(
    code="pipeline", name=_("Deals accompanied"), formula=_("number of deals by their present stage"),
    rows=_ACCOMPANIED, delay=_AT_ONCE,
)  # fmt: skip
RUNNING = Entry(
    code="running", name=_("Deals running"),
    formula=_("number of deals that are neither closed nor lost"),
    rows=_ACCOMPANIED, delay=_AT_ONCE,
)  # fmt: skip
STALLED = Entry(
    code="stalled", name=_("of these stalled"),
    formula=_("number of deals that have been in their stage for longer than it may take"),
    rows=_ACCOMPANIED, delay=_AT_ONCE,
)  # fmt: skip
DUE = Entry(
    code="due", name=_("of these with a task due"),
    formula=_("number of deals whose next open task is due today or overdue"),
    rows=_ACCOMPANIED, delay=_AT_ONCE,
)  # fmt: skip
CONTRACTS = Entry(
    code="contracts", name=_("Contracts and agreements by state"),
    formula=_("number of contracts, supplements, amendments and agreements to terminate"),
    rows=_("contracts of these deals"), delay=_AT_ONCE,
)  # fmt: skip
SIGNED = Entry(
    code="signed", name=_("Contracts signed by year"),
    formula=_("number of contracts and supplements that stand, and the sum of those in yuan"),
    rows=_("contracts of these deals, at the year of their signing date"), delay=_AT_ONCE,
)  # fmt: skip
REGISTRATIONS = Entry(
    code="registrations", name=_("Registrations by state"), formula=_("number of registrations"),
    rows=_("registrations of these contracts"), delay=_AT_ONCE,
)  # fmt: skip
ORGANISATIONS = Entry(
    code="organisations", name=_("Verified organisations"), formula=_("number of organisations"),
    rows=_("organisations whose identity was verified"), delay=_AT_ONCE,
)  # fmt: skip
OWN = (
    LISTED, DEALS, RUNNING, STALLED, DUE, PIPELINE, CONTRACTS, SIGNED, REGISTRATIONS, ORGANISATIONS,
)  # fmt: skip
ENTRIES = (*REGIONAL, FUNNEL, *OWN)
BY_CODE = {entry.code: entry for entry in REGIONAL}
