"""The register of assets and the yearly transfer report on paper and as workbooks."""

from __future__ import annotations

from dataclasses import astuple
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.accounts.models import Organisation
from backend.core.dates import day
from backend.core.money import exact
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .selectors import TransferReport, assets_of
from .takings import Takings


def assets_xlsx(institution: Organisation) -> bytes:
    """The register as a workbook."""
    heads = [
        _("Achievement"), _("State"), _("Right of inventors"), _("Evaluations"),
        _("Contracts"), _("Contract amounts"), *_takings_heads(),
    ]  # fmt: skip
    rows = [
        [
            asset.listing.title,
            str(asset.listing.get_status_display()),
            str(asset.grant.get_kind_display()) if asset.grant else "",
            f"{asset.evaluation.body} {asset.evaluation.get_level_display()}"
            if asset.evaluation
            else "",
            asset.contracts,
            _money(asset.amounts),
            *(
                "; ".join(
                    exact(parts[place], currency) for currency, parts in _parts(asset.takings)
                )
                for place in range(len(_takings_heads()))
            ),
        ]
        for asset in assets_of(institution)
    ]
    return workbook_of(Sheet(_("Register of assets"), heads, rows))


def report_xlsx(report: TransferReport) -> bytes:
    """The yearly report as a workbook: contracts, and their sums by currency."""
    heads = [
        _("Number"), _("Project"), _("Contract type"), _("Buyer"), _("Signing date"),
        _("Currency"), _("Contract amount"), _("Transaction amount"), *_takings_heads(),
    ]  # fmt: skip
    rows = [
        [
            row.contract.number, row.contract.title, str(row.contract.get_type_display()),
            row.contract.buyer.name, row.contract.signed_on, row.contract.currency,
            row.contract.amount, row.contract.technology_amount, *astuple(row.takings),
        ]
        for row in report.rows
    ]  # fmt: skip
    sums = [
        [one.currency, one.signed, one.amount, one.technology, *astuple(one.takings)]
        for one in report.totals
    ]
    sum_heads = [
        _("Currency"), _("Signed in the year"), _("Contract amount"), _("Transaction amount"),
        *_takings_heads(),
    ]  # fmt: skip
    return workbook_of(Sheet(_("Contracts"), heads, rows), Sheet(_("In total"), sum_heads, sums))


def report_pdf(report: TransferReport) -> bytes:
    """The yearly report as a document, in Chinese as it is handed in."""
    with override("zh-hans"):
        data: dict[str, Any] = {
            "title": f"{report.year}年度科技成果转化报告",
            "institution": report.institution.name,
            "printed": day(timezone.localdate()),
            "rows": [
                [
                    row.contract.title,
                    str(row.contract.get_type_display()),
                    row.contract.buyer.name,
                    day(row.contract.signed_on) if row.contract.signed_on else "",
                    exact(row.contract.amount, row.contract.currency),
                    *(exact(part, row.contract.currency) for part in astuple(row.takings)),
                ]
                for row in report.rows
            ],
            "totals": [
                [
                    one.currency,
                    str(one.signed),
                    exact(one.amount, one.currency),
                    exact(one.technology, one.currency),
                    *(exact(part, one.currency) for part in astuple(one.takings)),
                ]
                for one in report.totals
            ],
        }
    return pdf_of("ownership/typst/report.typ", data)


def _takings_heads() -> list[str]:
    """The heads of the parts of takings, in their order."""
    return [
        _("Paid by the buyer"), _("Fees and commissions"), _("Received"), _("Due to people"),
        _("Paid to people"),
    ]  # fmt: skip


def _parts(takings: dict[str, Takings]) -> list[tuple[str, tuple[Decimal, ...]]]:
    return [(currency, astuple(parts)) for currency, parts in takings.items()]


def _money(amounts: dict[str, Any]) -> str:
    return "; ".join(exact(amount, currency) for currency, amount in amounts.items())
