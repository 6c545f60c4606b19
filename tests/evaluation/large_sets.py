"""Sets too large for the repository, where a machine has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def large_set(name: str) -> Path:
    """A file or folder of TIQIAO_TEST_DATA; the test is skipped, saying so, where it is not."""
    data = os.environ.get("TIQIAO_TEST_DATA", "")
    found = Path(data, name)
    if not data or not found.exists():
        pytest.skip(f"needs {name} in the folder that TIQIAO_TEST_DATA names")
    return found
