"""What conditions may ask of a firm: from the register, its figures and its grades."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation
from backend.accounts.regions import region_label
from backend.core import money
from backend.core.punctuation import listed

from .conditions import Fact, fact_register, number, percent
from .ladders import grades_known
from .models import FirmYear
from .selectors import grades_held, years_latest

HUNDRED = Decimal(100)


def _of_register(column: str) -> Callable[[Sequence[Organisation]], Mapping[int, Any]]:
    return lambda firms: {firm.pk: getattr(firm, column) for firm in firms}


def _of_year(
    value: Callable[[FirmYear], Any],
) -> Callable[[Sequence[Organisation]], Mapping[int, Any]]:
    return lambda firms: {
        pk: value(row) for pk, row in years_latest(firm.pk for firm in firms).items()
    }


def _grades(firms: Sequence[Organisation]) -> Mapping[int, Any]:
    held = grades_held(firm.pk for firm in firms)
    return {pk: frozenset(row.equals for row in rows) for pk, rows in held.items()}


def _share(part: Any, whole: Any) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) * HUNDRED / Decimal(whole)).quantize(Decimal("0.01"))


def _yuan(value: Any) -> str:
    return money.short(Decimal(str(value)), "CNY")


def _among(choices: Mapping[str, object]) -> Callable[[Any], str]:
    def say(held: Any) -> str:
        codes = held if isinstance(held, (set, frozenset, tuple, list)) else (held,)
        written = [str(choices.get(code, code)) for code in sorted(codes)]
        return listed(written) if written else _gettext("none")

    return say


def _grade_words(held: Any) -> str:
    return _among(grades_known())(held)


fact_register(
    Fact("region", _("Region"), _of_register("region"), lambda v: region_label(str(v))),
    Fact(
        "kind",
        _("Kind of organisation"),
        _of_register("kind"),
        _among(dict(Organisation.Kind.choices)),
    ),
    Fact("grades", _("Grade"), _grades, _grade_words),
    Fact(
        "size",
        _("Size of the firm"),
        _of_year(lambda r: r.size),
        _among(dict(FirmYear.Size.choices)),
    ),
    Fact("staff", _("Staff"), _of_year(lambda r: r.staff), number),
    Fact("revenue", _("Revenue"), _of_year(lambda r: r.revenue), _yuan),
    Fact(
        "rd_spending",
        _("Spending on research and development"),
        _of_year(lambda r: r.rd_spending),
        _yuan,
    ),
    Fact(
        "rd_ratio",
        _("Research and development in revenue"),
        _of_year(lambda r: _share(r.rd_spending, r.revenue)),
        percent,
    ),
    Fact(
        "rd_staff_ratio",
        _("Research staff in all staff"),
        _of_year(lambda r: _share(r.rd_staff, r.staff)),
        percent,
    ),
    Fact(
        "high_tech_ratio",
        _("High-tech products in revenue"),
        _of_year(lambda r: _share(r.high_tech_revenue, r.revenue)),
        percent,
    ),
    Fact("class1_ip", _("Class I rights (inventions …)"), _of_year(lambda r: r.class1_ip), number),
    Fact(
        "ip_total",
        _("Intellectual property rights"),
        _of_year(lambda r: r.class1_ip + r.class2_ip),
        number,
    ),
    Fact(
        "years",
        _("Years since foundation"),
        _of_year(lambda r: timezone.localdate().year - r.founded),
        number,
    ),
)
