"""What officers take along as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from backend.accounts.regions import region_label
from backend.accounts.templatetags.people import named
from backend.catalog.chains import chain_label
from backend.core.sheets import Sheet

from .coverage import Coverage
from .figures import Line


def commissioners_sheet(lines: Sequence[Line], year: int) -> Sheet:
    """The year of each commissioner."""
    columns = [
        _("Commissioner"), _("Home institution"), _("Level of the commissioner"),
        _("Form of service"), _("Post"),
        _("Field of service"), _("Leading industry"), _("Serves from"), _("Until"),
        _("Places served"), _("Visits"), _("Confirmed by firms"), _("Days"), _("Firms"), _("Needs made"),
        _("Questions"), _("Answered"),
    ]  # fmt: skip
    return Sheet(
        _("Commissioners in %(year)s") % {"year": year},
        columns,
        (
            (
                str(line.appointment.person),
                named(line.appointment.home),
                line.appointment.selection.get_level_display(),
                line.appointment.form_words,
                line.appointment.post_words,
                line.appointment.field,
                chain_label(line.appointment.chain),
                line.appointment.selection.starts_on,
                line.appointment.selection.ends_on,
                "；".join(region_label(t.region) for t in line.appointment.territories.all()),
                line.visits,
                line.confirmed,
                line.days,
                line.firms,
                line.needs,
                line.questions,
                line.answered,
            )
            for line in lines
        ),
    )


def coverage_sheet(found: Coverage) -> Sheet:
    """Townships and parks with who serves them."""
    return Sheet(
        _("Coverage"),
        [
            _("Township or park"), _("Commissioners"), _("Villages"), _("Villages served"),
            _("Stations"),
        ],
        (
            (region_label(r.region.code), r.serving, r.villages, r.villages_served, r.stations)
            for r in found.rows
        ),
    )  # fmt: skip
