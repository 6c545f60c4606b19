"""A workbook of listings from upload to the market: rows a second, memory, and the way back as a file.

    python -m tests.benchmarks import

In a process of its own on SQLite, so that the memory is that of the import alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT, environment_of, manage

ROWS = 50_000


def run(rows: int = ROWS) -> dict[str, Any]:
    """Figures of one run."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of(
            data=Path(folder), servers=None, MODEL="null", DISPATCH="manual", LOG_LEVEL="CRITICAL"
        )
        manage(environment, "migrate", "-v0")
        done = subprocess.run(
            [sys.executable, "-m", __name__, str(rows)],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return figures


def _workbook(rows: int) -> bytes:
    from backend.core.sheets import Sheet, workbook_of

    heads = ["编号", "成果名称", "简介", "主要技术指标", "技术领域", "所在地", "阶段", "合作方式"]
    lines = (
        [
            f"R{n}",
            f"石墨烯导热膜 {n} 型",
            f"以氧化石墨烯为原料制备的导热膜第 {n} 号，用于终端散热。" * 4,
            f"面内导热系数≥{1000 + n % 500} W/(m·K); 厚度≤{40 + n % 30} μm",
            "新材料",
            "沧州",
            "中试",
            "技术许可; 技术转让",
        ]
        for n in range(rows)
    )
    return workbook_of(Sheet("成果", heads, lines))


def measure(rows: int) -> dict[str, Any]:
    """Upload, check, write, take along; each by the clock, with the most memory by then."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

    django.setup()
    from django.test import RequestFactory

    from backend.catalog.downloads import listing_columns, rows_of
    from backend.catalog.selectors import listings_of
    from backend.core.exporting import exported
    from backend.imports.models import Import
    from backend.imports.services import import_check, import_go_on, import_upload, import_write
    from tests import factories

    market = factories.market()
    office = factories.actor(market.office)
    data = _workbook(rows)
    figures: dict[str, Any] = {"rows": rows, "file in MB": len(data) / 1e6}
    before = _peak()
    began = time.perf_counter()
    run = import_upload(
        actor=office,
        owner_id=market.university.pk,
        kind="achievement",
        file_name="bench.xlsx",
        data=data,
    )
    del data
    for name, act in (("checked", import_check), ("written", import_write)):
        since = time.perf_counter()
        act(actor=office, import_id=run.pk)
        while Import.objects.get(pk=run.pk).running:
            import_go_on(import_id=run.pk)
        figures[f"{name}, rows a second"] = rows / (time.perf_counter() - since)
    run.refresh_from_db()
    assert run.created == rows, run.failure
    figures["from upload to the market in s"] = time.perf_counter() - began
    figures["memory in MB, of it before the import"] = [_peak(), before]
    request = RequestFactory(SERVER_NAME="localhost").get("/", {"format": "xlsx"})
    columns = listing_columns("achievement", request.build_absolute_uri, own=True)
    since = time.perf_counter()
    answer = exported(request, "成果", columns, rows_of(listings_of(office, kind="achievement")))
    size = sum(len(part) for part in answer)
    figures["taken along as xlsx, rows a second"] = rows / (time.perf_counter() - since)
    figures["memory in MB after it"] = _peak()
    assert size
    return figures


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
