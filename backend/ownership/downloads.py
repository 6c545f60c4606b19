"""The register of assets and the yearly transfer report on paper and as workbooks."""

from __future__ import annotations

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


def assets_xlsx(institution: Organisation) -> bytes:
    """The register as a workbook."""
    heads = [
        _("Achievement"), _("State"), _("Right of inventors"), _("Evaluation"),
        _("Contracts"), _("Contract amounts"), _("Received"),
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
            _money(asset.received),
        ]
        for asset in assets_of(institution)
    ]
    return workbook_of(Sheet(_("Register of assets"), heads, rows))


def report_xlsx(report: TransferReport) -> bytes:
    """The yearly report as a workbook: contracts, and their sums by currency."""
    heads = [
        _("Number"), _("Project"), _("Contract type"), _("Buyer"), _("Signing date"),
        _("Currency"), _("Contract amount"), _("Transaction amount"), _("Received"),
        _("Paid to people"),
    ]  # fmt: skip
    rows = [
        [
            row.contract.number, row.contract.title, str(row.contract.get_type_display()),
            row.contract.buyer.name, row.contract.signed_on, row.contract.currency,
            row.contract.amount, row.contract.technology_amount, row.received, row.paid,
        ]
        for row in report.rows
    ]  # fmt: skip
    sums = [
        [one.currency, one.signed, one.amount, one.technology, one.received, one.paid]
        for one in report.totals
    ]
    sum_heads = [
        _("Currency"), _("Signed in the year"), _("Contract amount"), _("Transaction amount"),
        _("Received"), _("Paid to people"),
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
                    exact(row.received, row.contract.currency),
                    exact(row.paid, row.contract.currency),
                ]
                for row in report.rows
            ],
            "totals": [
                [
                    one.currency,
                    str(one.signed),
                    exact(one.amount, one.currency),
                    exact(one.technology, one.currency),
                    exact(one.received, one.currency),
                    exact(one.paid, one.currency),
                ]
                for one in report.totals
            ],
        }
    return pdf_of("ownership/typst/report.typ", data)


def _money(amounts: dict[str, Any]) -> str:
    return "; ".join(exact(amount, currency) for currency, amount in amounts.items())
