"""What is true of the code as a whole."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from backend.config.settings.env import DOCUMENTED

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("package", ["backend", "matching", "search_index", "notifications"])
def test_packages_are_ours(package: str) -> None:
    """Other distributions install packages of the same names."""
    found = importlib.import_module(package).__file__
    assert found
    assert Path(found).is_relative_to(ROOT)


def test_web_and_ordinary_workers_never_import_the_encoder_or_elasticsearch() -> None:
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE']='backend.config.settings';"
        "django.setup();"
        "import backend.config.asgi, backend.config.celery, backend.config.subscriptions;"
        "print([m for m in ('torch','sentence_transformers','elasticsearch') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_lists_every_variable_with_its_default(readme: str) -> None:
    table = dict(
        re.findall(r"^\| `(TIQIAO_\w+)` \| (.*?) \|", (ROOT / readme).read_text("utf-8"), re.M)
    )
    wanted = {
        name: f"`{variable.default}`" if variable.default else "–"
        for name, variable in DOCUMENTED.items()
    }
    # What depends on another variable or on the run is told in words.
    for name in ("TIQIAO_DISPATCH",):
        wanted[name] = table.get(name, "")
    assert table == wanted


def test_style_sheets_can_be_read() -> None:
    """A declaration a line; templates' lines are held by djlint."""
    broad = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "backend").rglob("*.css")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > 120 or re.search(r";\s*[\w-]+\s*:", line)
    ]
    assert broad == []


def test_no_variable_is_read_elsewhere() -> None:
    reads = [
        path
        for path in (ROOT / "backend").rglob("*.py")
        if "os.environ" in path.read_text("utf-8")
        and path.name not in {"env.py", "manage.py", "asgi.py", "celery.py"}
    ]
    assert reads == []
