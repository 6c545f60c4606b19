"""What a dashboard holds: figures with the lists that they count, and charts over their tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.core.dates import minute
from backend.core.figures import figure
from backend.core.money import short

from .glossary import Entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WITHHELD, NONE = "*", "–"


class Desk(models.TextChoices):
    """Whose dashboard it is; the value stands in its address."""

    REGION = "region", _("Region")
    OFFICE = "office", _("Technology-transfer office")
    ENTERPRISE = "enterprise", _("Enterprise")
    BROKER = "broker", _("Broker")
    OPERATOR = "operator", _("Platform")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as a table shows it; None is withheld, or what ``lacking`` says. ``url`` is the list that
    it counts."""

    value: Decimal | int | None
    url: str = ""
    money: bool = False
    lacking: str = WITHHELD

    @property
    def text(self) -> str:
        """In the reader's language."""
        if self.value is None:
            return self.lacking
        return short(Decimal(self.value), "CNY") if self.money else figure(self.value)

    @property
    def height(self) -> str:
        """For a chart: the number without a sign of any language."""
        return f"{self.value or 0:f}" if isinstance(self.value, Decimal) else str(self.value or 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the glossary, and what it was at the end of last month where that is known."""

    entry: Entry
    now: Cell
    before: Cell | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart's table; ``drawn`` where the chart shows it."""

    name: str | _StrPromise
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a chart's table."""

    name: str | _StrPromise
    cells: list[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A table that is drawn: ``kind`` bars (lying) or columns (over time), empty for the table alone.
    ``entry`` is the figure that it shows, ``head`` what its rows are."""

    code: str
    title: str | _StrPromise
    head: str | _StrPromise
    columns: list[Column]
    lines: list[Line]
    kind: str = "bars"
    entry: Entry | None = None
    note: str = ""

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Column, Cell]]]]:
        """Each line with its cells beside their columns."""
        return [(line, list(zip(self.columns, line.cells, strict=True))) for line in self.lines]

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        cells = [cell for _line, row in self.rows for column, cell in row if column.drawn]
        return bool(self.kind) and any(cell.value for cell in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Everything that one reader sees of one desk, as it was counted; of regions ``place`` says which,
    and ``day`` whose rows they are, None before the first night."""

    desk: Desk
    counted_at: datetime | None
    place: str = ""
    day: date | None = None
    figures: list[Figure] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    @property
    def as_of(self) -> str:
        """When it was counted, in the reader's language; empty before the first night."""
        return minute(self.counted_at) if self.counted_at else ""
