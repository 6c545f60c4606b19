"""What brokers take along as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.templatetags.people import named
from backend.core.sheets import Sheet

from .figures import CommissionLine, ScoreSheet, StageLine
from .pipeline import Row

_NO_VALUE: tuple[tuple[str, Any], ...] = (("", None),)  # an agency without contracts has a row too


def pipeline_sheet(rows: Sequence[Row]) -> Sheet:
    """The pipeline's table, a row for each deal."""
    columns = [
        _("Number"), _("Title"), _("Buyer"), _("Seller"), _("Stage"), _("Days in this stage"),
        _("Stalled"), _("Next step"), _("Due"), _("Contract amount"), _("Currency"),
    ]  # fmt: skip
    return Sheet(
        _("Pipeline"),
        columns,
        (
            (
                row.deal.number,
                row.deal.title,
                named(row.deal.buyer),
                named(row.deal.seller),
                row.deal.get_stage_display(),
                row.days,
                _("yes") if row.stalled else _("no"),
                row.step.sentence,
                row.due_on,
                row.amount,
                row.currency,
            )
            for row in rows
        ),
    )


def stages_sheet(lines: Sequence[StageLine]) -> Sheet:
    """How far deals came."""
    return Sheet(
        _("Stages"),
        [_("Stage"), _("Deals that reached it"), _("Percent"), _("Median days there")],
        (
            (
                line.stage.label,
                line.reached,
                line.share,
                None if line.days is None else round(line.days, 1),
            )
            for line in lines
        ),
    )


def commissions_sheet(lines: Sequence[CommissionLine]) -> Sheet:
    """Commissions that stand, with what came of them."""
    columns = [
        _("Deal"), _("Title"), _("Who pays"), _("Percent"), _("Amount"), _("Our share, percent"),
        _("Expected"), _("Received"), _("Outstanding"), _("Currency"),
    ]  # fmt: skip
    return Sheet(
        _("Commissions"),
        columns,
        (
            (
                line.commission.deal.number,
                line.commission.deal.title,
                line.commission.get_payer_display(),
                line.commission.percent,
                line.commission.amount,
                line.percent,
                line.expected,
                line.earned,
                line.due,
                line.currency,
            )
            for line in lines
        ),
    )


def score_sheets(sheets: Sequence[ScoreSheet], year: int) -> Sheet:
    """Agencies' years, a row for each and currency."""
    columns = [
        _("Agency"), _("Year"), _("Deals opened"), _("Contracts signed"), _("Contract value"),
        _("Currency"), _("Bought within the city"), _("Median days to signature"),
    ]  # fmt: skip
    return Sheet(
        _("Score sheet"),
        columns,
        (
            (
                named(sheet.agency),
                year,
                sheet.deals,
                sheet.contracts,
                value,
                currency,
                sheet.absorbed,
                sheet.days,
            )
            for sheet in sheets
            for currency, value in sheet.value.items() or _NO_VALUE
        ),
    )
