"""Figures as files: the template that a supplier fills in, and what he sends back."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from backend.accounts.regions import name_of
from backend.attachments.content import safe_name
from backend.catalog.sources.formats import open_source
from backend.catalog.sources.rows import SourceError
from backend.core.sheets import Sheet, workbook_of

from .models import SupplyTask
from .selectors import scheme_for, task_places, task_table
from .values import SuppliedFigure

HEADS = ("行政区划代码", "县（市、区）", "指标代码", "指标", "单位", "年度", "数值")
_COUNTY, _INDICATOR, _YEAR, _FIGURE = HEADS[0], HEADS[2], HEADS[5], HEADS[6]
MOST_ROWS = 20_000


def task_xlsx(task: SupplyTask) -> bytes:
    """The template of a task, with the figures that it has."""
    held = task_table(task)
    rows = []
    for county in task_places(task):
        for one in scheme_for(task.round).supplied_by(task.supplier):
            figure = held.get((county, one.code))
            shown = (
                "" if figure is None or figure.value is None else f"{figure.value.normalize():f}"
            )
            rows.append(
                [county, name_of(county), one.code, one.chinese, one.unit,
                 str(task.round.year), shown]
            )  # fmt: skip
    return workbook_of(Sheet("指标数据", HEADS, rows))


def figures_from_file(name: str, data: bytes) -> list[SuppliedFigure]:
    """The figures of a file. Raises ValidationError for ``file`` where it cannot be read."""
    form = "csv" if name.lower().endswith(".csv") else "xlsx"
    with TemporaryDirectory() as folder:
        path = Path(folder) / (safe_name(name) or f"figures.{form}")
        path.write_bytes(data)
        try:
            source = open_source(path, form=form, kind="")
            missing = [
                head for head in (_COUNTY, _INDICATOR, _YEAR, _FIGURE) if head not in source.columns
            ]
            if missing:
                raise SourceError(
                    _("The column “%(name)s” is missing. The file has: %(columns)s.")
                    % {
                        "name": missing[0],
                        "columns": ", ".join(filter(None, source.columns)) or "–",
                    }
                )
            found: list[SuppliedFigure] = []
            for row in source.rows():
                if row.broken or len(found) == MOST_ROWS:
                    raise SourceError(row.broken or _("The file has too many rows."))
                year = row.cells.get(_YEAR, "").strip().removesuffix("年")
                found.append(
                    SuppliedFigure(
                        county=row.cells.get(_COUNTY, "").strip(),
                        indicator=row.cells.get(_INDICATOR, "").strip(),
                        year=int(year)
                        if year.isascii() and year.isdecimal() and len(year) == 4
                        else 0,
                        text=row.cells.get(_FIGURE, ""),
                    )
                )
        except SourceError as error:
            raise ValidationError({"file": str(error).replace(f"{folder}/", "")}) from error
    if not found:
        raise ValidationError({"file": _("The file has a heading and no rows.")})
    return found
