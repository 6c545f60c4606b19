"""What tests of listings' pages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.browsers import browser

NEED_FORM: dict[str, Any] = {
    "title": "手机用高导热柔性散热膜",
    "background": "弯折区散热片三万次后断裂。",
    "language": "zh",
    "disclosure": "public",
    "currency": "CNY",
    "indicators-TOTAL_FORMS": "2",
    "indicators-INITIAL_FORMS": "0",
    "indicators-0-name": "面内导热系数",
    "indicators-0-comparator": ">=",
    "indicators-0-value": "1,200",
    "indicators-0-unit": "W/(m·K)",
    "indicators-1-comparator": ">=",
}


@pytest.fixture
def need_form() -> dict[str, Any]:
    """A need's form as a browser sends it: one indicator, one blank row."""
    return dict(NEED_FORM)


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A signed-in client; without a person, a visitor's. Reads English unless told otherwise."""
    return browser


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which the import leaves what it refused."""
    monkeypatch.chdir(tmp_path)
