"""A list of needs on paper and as a workbook."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.accounts.regions import region_label
from backend.core import dates
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .models import Decision, Expertise, Sitting, Verdict

Rows = list[dict[str, Any]]


def list_pdf(sitting: Sitting, rows: Rows) -> bytes:
    """The list as PDF, in Chinese as it is issued."""
    with override("zh-hans"):
        data = {
            "title": sitting.title,
            "number": sitting.number,
            "panel": f"{sitting.panel.unit.name} {sitting.panel.name}",
            "held": dates.day(sitting.held_on),
            "rows": [
                [
                    str(n),
                    row["title"],
                    row["owner"],
                    *(_verdicts(row, kind) for kind in Expertise),
                    _decided(row),
                ]
                for n, row in enumerate(rows, 1)
            ],
        }
    return pdf_of("panel/typst/need_list.typ", data, made_at=sitting.closed_at)


def list_xlsx(sitting: Sitting, rows: Rows) -> bytes:
    """The list as a workbook, in the reader's language."""
    columns = [
        _("No."),
        _("Need"),
        _("Organisation"),
        _("Region"),
        *(str(kind.short) for kind in Expertise),
        _("Decision"),
        _("Why"),
    ]
    lines = [
        [
            n,
            row["title"],
            row["owner"],
            region_label(row["region"]) if row["region"] else "",
            *(_verdicts(row, kind) for kind in Expertise),
            str(Decision(row["decision"]).label),
            row["note"],
        ]
        for n, row in enumerate(rows, 1)
    ]
    return workbook_of(Sheet(sitting.number, columns, lines))


def _verdicts(row: dict[str, Any], kind: str) -> str:
    """What the members of a kind said of a need."""
    found = [one for one in row["verdicts"] if one["kind"] == kind]
    return "\n".join(f"{Verdict.Level(one['level']).label}：{one['words']}" for one in found)


def _decided(row: dict[str, Any]) -> str:
    said = str(Decision(row["decision"]).label)
    more = row["merged_with"] or row["note"]
    return f"{said}：{more}" if more else said
