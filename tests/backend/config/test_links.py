"""Templates obey the borders: they link to, include and load what lies in their app or below."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver

from backend.core.places import place_named

ROOT = Path(__file__).parents[3]
BACKEND = ROOT / "backend"
TEMPLATES = sorted(BACKEND.glob("*/templates/**/*.html"))


def ranks() -> dict[str, int]:
    """App → its height in import-linter's layers; what stands beside one another is on one height."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    found = next(c for c in linter["contracts"] if c["name"] == "apps import downwards")
    layers = [re.findall(r"backend\.(\w+)", layer) for layer in found["layers"]]
    return {app: height for height, apps in enumerate(reversed(layers)) for app in apps}


def addresses(
    patterns: list[URLPattern | URLResolver], space: str = ""
) -> Iterator[tuple[str, str]]:
    """Name of an address → its app. allauth's belong to accounts; the administration is everybody's."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or space)
        elif pattern.name and not space:
            module = pattern.callback.__module__.split(".")
            yield pattern.name, "accounts" if module[0] == "allauth" else module[1]


RANKS = ranks()
OWNERS = dict(addresses(get_resolver().url_patterns))


def reach(app: str) -> set[str]:
    """The app itself and those below it."""
    return {app} | {other for other, height in RANKS.items() if height < RANKS[app]}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(BACKEND).as_posix())
def test_a_template_names_nothing_above_it(path: Path) -> None:
    app, text = path.relative_to(BACKEND).parts[0], path.read_text("utf-8")
    within = reach(app)
    for name in re.findall(r"""{% url ['"]([\w:]+)['"]""", text):
        assert ":" in name or OWNERS[name] in within, f"{name}: link to it by a place"
    for name in re.findall(r"""{% place ['"](\w+)['"]""", text):
        place_named(name)
    for folder in re.findall(r"""{% (?:include|extends) ['"](\w+)/""", text):
        assert folder in within or folder not in RANKS, f"a template of {folder}"
    libraries = engines["django"].engine.libraries  # type: ignore[attr-defined]
    for names in re.findall(r"{% load ([^%]+?) %}", text):
        for module in (libraries[name] for name in names.split()):
            assert not module.startswith("backend.") or module.split(".")[1] in within
