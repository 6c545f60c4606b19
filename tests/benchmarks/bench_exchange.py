"""How long one installation takes to harvest ten thousand listings of another, both as processes.

python -m tests.benchmarks.bench_exchange
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.integration.test_exchange import counts, do
from tests.product import running_product

LISTINGS, CHANGED = 10_000, 100


def run(listings: int = LISTINGS) -> dict[str, Any]:
    """Seconds of the first harvest, of one that finds nothing new, and of one percent changed."""
    found: dict[str, Any] = {"listings": listings}
    with tempfile.TemporaryDirectory() as folder:
        near = running_product(Path(folder) / "near", servers=False, MARKET_ID="near.example")
        far = running_product(Path(folder) / "far", servers=False, MARKET_ID="far.example")
        with near as one, far as two:
            do(two, "fill", listings)
            do(one, "fill", 1)
            do(one, "partner", two.address, "far.example")
            for name, expected in (("all", {"created": listings}), ("nothing", {})):
                found[name] = _timed(one, expected)
            do(two, "change", CHANGED)
            found["changed"] = _timed(one, {"changed": CHANGED})
    return found


def _timed(product: Any, expected: dict[str, int]) -> float:
    begun = time.monotonic()
    assert counts(do(product, "harvest")) == expected
    return round(time.monotonic() - begun, 1)


if __name__ == "__main__":
    print(json.dumps(run()))
