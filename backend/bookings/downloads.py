"""What holders take along as workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backend.core.sheets import Sheet

from .figures import YearSheet


def years_sheet(sheets: Sequence[YearSheet], year: int) -> Sheet:
    """The year of each listing that is booked, a row for each."""
    columns = [
        _("Name"), _("Year"), _("Hours offered"), _("Hours used by others"),
        _("Hours used by ourselves"), _("Utilisation, percent"), _("Organisations among users"),
        _("Samples"), _("Income from others"), _("Received"), _("Recorded in time, percent"),
        pgettext("sharing", "Points"), _("Assessment"), _("After-subsidy"),
    ]  # fmt: skip
    return Sheet(
        _("Sharing in %(year)s") % {"year": year},
        columns,
        (
            (
                sheet.listing.title,
                year,
                sheet.offered,
                sheet.outside,
                sheet.inside,
                sheet.utilised,
                sheet.users,
                sheet.samples,
                sheet.income,
                sheet.received,
                sheet.recorded,
                sheet.points if sheet.graded else None,
                sheet.grade.words if sheet.graded else None,
                sheet.subsidy if sheet.graded else None,
            )
            for sheet in sheets
        ),
    )
