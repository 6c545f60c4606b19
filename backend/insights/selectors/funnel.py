"""How far a region's needs came, from the rows of the night."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backend.insights.cohorts import STAGES
from backend.insights.glossary import FUNNEL
from backend.insights.models import Cohort
from backend.insights.values import NONE, Cell, Chart, Column, Line


def stage_names() -> list[str]:
    """The stages of a need in the reader's language."""
    return [
        pgettext("need", "published"), _("with candidates"), _("came to talks"), _("contracted"),
        _("delivered"),
    ]  # fmt: skip


def funnel_chart(region: str) -> list[Chart]:
    """Stage by stage all cohorts together, and each cohort; none before the first night."""
    rows = list(Cohort.objects.filter(region=region).order_by("quarter"))
    if not rows:
        return []
    whole, cohorts = rows[0], rows[1:]  # the empty quarter comes first
    return [_stages(whole), _cohorts(cohorts)]


def _stages(whole: Cohort) -> Chart:
    published = whole.counts[0]
    lines = []
    for n, name in enumerate(stage_names()):
        count = whole.counts[n]
        known = published and count is not None
        share = (Decimal(count) * 100 / published).quantize(Decimal("0.1")) if known else None
        days = whole.days[n - 1] if n else None
        lines.append(Line(name, [Cell(count), Cell(share, lacking=NONE), Cell(days, lacking=NONE)]))
    return Chart(
        code="funnel",
        title=FUNNEL.name,
        entry=FUNNEL,
        head=_("Stage"),
        columns=[
            Column(_("Needs"), drawn=True),
            Column(_("of the published, in %")),
            Column(_("Median days since publication")),
        ],
        lines=lines,
        note=_(
            "The share that came to talks is the matching efficiency. Who talks with whom is the"
            " parties' own, so these counts lead to no list."
        ),
    )


def _cohorts(cohorts: list[Cohort]) -> Chart:
    return Chart(
        code="cohorts",
        title=_("By quarter of publication"),
        entry=FUNNEL,
        kind="",
        head=_("Published in"),
        columns=[Column(name) for name in stage_names()],
        lines=[
            Line(one.quarter, [Cell(one.counts[n]) for n in range(len(STAGES))]) for one in cohorts
        ],
        note=_("* One or two, or what would give them away: withheld."),
    )
