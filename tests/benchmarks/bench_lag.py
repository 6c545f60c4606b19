"""How far the index is behind the listings while they are published at a steady pace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT
from tests.product import running_product

# Encoder, whether on servers, listings a second.
PACES = (
    ("bundled", False, 5),
    ("bundled", True, 5),
    ("null", False, 50),
    ("null", True, 50),
)
SECONDS = 20
PATIENCE = 300


def run() -> dict[str, Any]:
    """Seconds from a listing's publication to its document, by encoder, backend and pace."""
    return {
        f"{model}, {'servers' if servers else 'embedded'}, {pace} a second": _lag(
            model, servers, pace
        )
        for model, servers, pace in PACES
    }


def _lag(model: str, servers: bool, pace: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with running_product(data, servers=servers, MODEL=model, MODEL_THREADS="0") as product:
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.bench_lag", str(pace), str(SECONDS)],
                cwd=ROOT,
                env=product.environment,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(pace: int, seconds: int) -> dict[str, float]:
    """Publish on this installation, every second listing a need, and wait for the index."""
    import numpy as np

    from backend.core.models import Delivery
    from backend.discovery.reactions import INDEXING
    from tests import factories

    market = factories.market()
    indexing = Delivery.objects.filter(reaction__in=INDEXING)

    def publish(number: int) -> None:
        kinds = (factories.need, market.buyer), (factories.achievement, market.researcher)
        make, by = kinds[number % 2]
        make(
            by,
            title=f"第 {number} 号柔性石墨烯散热膜",
            summary=f"面内导热系数 {1000 + number} W/(m·K)，可弯折 {number} 万次，卷对卷连续生产。",
        )

    def wait() -> None:
        until = time.perf_counter() + PATIENCE
        while indexing.exclude(state=Delivery.State.DONE).exists():
            if time.perf_counter() > until:
                raise TimeoutError("listings wait to be indexed")
            time.sleep(0.2)

    # The first one also waits for the encoder to load.
    publish(0)
    wait()
    warm = set(indexing.values_list("pk", flat=True))
    began = time.perf_counter()
    for number in range(pace * seconds):
        time.sleep(max(0.0, began + number / pace - time.perf_counter()))
        publish(number + 1)
    taken = time.perf_counter() - began
    wait()
    lags = [
        (finished - occurred).total_seconds()
        for finished, occurred in indexing.exclude(pk__in=warm).values_list(
            "finished_at", "event__occurred_at"
        )
        if finished is not None
    ]
    p50, p95 = np.percentile(lags, [50, 95])
    return {
        "published a second": round(pace * seconds / taken, 1),
        "lag p50 s": round(float(p50), 2),
        "lag p95 s": round(float(p95), 2),
    }


if __name__ == "__main__":
    import django

    parser = ArgumentParser()
    parser.add_argument("pace", type=int)
    parser.add_argument("seconds", type=int)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    django.setup()
    print(json.dumps(measured(chosen.pace, chosen.seconds)))
