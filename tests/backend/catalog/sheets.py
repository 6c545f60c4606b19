"""Tables for tests of the import, and the command itself."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.factories import Market

HEAD = ["external_id", "title", "background", "industry", "budget_max", "indicators", "modes"]


def run(
    path: Path, market: Market, *, form: str = "csv", kind: str = "need", **options: Any
) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    options = {"owner": market.enterprise.credit_code, "language": "en"} | options
    call_command(
        "import_listings",
        path,
        kind=kind,
        form=form,
        no_wait=True,
        stdout=out,
        stderr=err,
        **options,
    )
    return out.getvalue(), err.getvalue()


def table(
    path: Path, rows: list[list[str]], *, head: list[str] = HEAD, encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def faults_in(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


ROW = ["r1", "手机散热膜", "弯折区断裂", "C39", "50万", "厚度≤60 μm; 幅宽 300 mm", "技术许可"]
