"""A file holds one thing: who needs more than three hundred lines mixes two."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[3]
MOST = 300
KINDS = {".py", ".html", ".css", ".js", ".typ"}
OURS = ("backend", "matching", "search_index", "notifications", "deploy", "tests")
GIVEN = {"migrations", "vendor", "node_modules", "__pycache__"}  # generated, or somebody else's


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {}
    for path in (found for folder in OURS for found in (ROOT / folder).rglob("*.*")):
        if path.suffix in KINDS and not GIVEN & set(path.parts):
            lines = len(path.read_text("utf-8").splitlines())
            if lines > MOST:
                long[str(path.relative_to(ROOT))] = lines
    assert not long
