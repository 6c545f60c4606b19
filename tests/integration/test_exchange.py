"""Two installations as processes harvest each other: equal at the end, wherever one was killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.local.application import ROOT
from tests.product import Product, running_product

pytestmark = [pytest.mark.servers, pytest.mark.nightly]
COUNT, CHANGED = 450, 5


def do(product: Product, *arguments: object, dies: bool = False) -> Any:
    """Run an action on the product's installation; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.exchange_process", *map(str, arguments)],
        cwd=ROOT,
        # What it writes names the same addresses as what the running product writes.
        env={**product.environment, "TIQIAO_PUBLIC_URL": product.address},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == (9 if dies else 0)
    return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None


def counts(told: dict[str, Any]) -> dict[str, int]:
    """What is not nought of what a harvest told."""
    assert (told.pop("state"), told.pop("error")) == ("finished", "")
    return {name: n for name, n in told.items() if n}


def test_two_markets_harvest_each_other(tmp_path: Path) -> None:
    near = running_product(tmp_path / "near", servers=False, MARKET_ID="near.example")
    far = running_product(tmp_path / "far", servers=False, MARKET_ID="far.example")
    with near as one, far as two:
        do(one, "fill", COUNT)
        do(two, "fill", COUNT)
        do(one, "partner", two.address, "far.example")
        do(two, "partner", one.address, "near.example")
        do(one, "harvest", 1, dies=True)  # after the first page, which stays
        assert counts(do(one, "harvest")) == {"created": COUNT}
        # What is its own comes back and is known; what is the other's is new.
        assert counts(do(two, "harvest")) == {"created": COUNT, "looped": COUNT}
        assert counts(do(one, "harvest")) == {"looped": COUNT}
        assert counts(do(one, "harvest")) == {}
        assert do(one, "told") == do(two, "told")
        do(two, "change", CHANGED)
        assert counts(do(one, "harvest")) == {"changed": CHANGED}
        assert counts(do(two, "harvest")) == {"looped": CHANGED}
        assert do(one, "told") == do(two, "told")
