"""The quick fault scenarios, small; ``make faults`` plays all of them in full."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deploy.local.application import ROOT


@pytest.mark.servers
@pytest.mark.nightly
def test_nothing_is_lost_by_what_can_be_broken_quickly() -> None:
    command = [sys.executable, "-m", "tests.faults", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "5 passed, 0 failed; 0 differences lost"
