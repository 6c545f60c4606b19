"""The README's twenty lines do what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_the_twenty_lines_print_what_is_shown(tmp_path: Path):
    readme = (PROJECT / "search_index" / "README.md").read_text(encoding="utf-8")
    code, shown = re.findall(r"^```(?:python)?\n(.*?)^```$", readme, re.M | re.S)[:2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 22
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n{code}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == shown
