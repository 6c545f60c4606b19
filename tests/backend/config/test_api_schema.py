"""The API's description of itself: complete, and shown under a policy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import get_language

from backend.core.api import described


def test_the_schema_has_no_warning(tmp_path: Path) -> None:
    file = tmp_path / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file))
    described = file.read_text()
    kinds = ("needs", "achievements", "experts", "profiles")
    for path in (*kinds, "pairings", "deals", "contracts", "inbox"):
        assert f"/api/v1/{path}/" in described


def test_it_is_made_once_for_all_who_ask(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str | None] = []

    class Counted:
        def get_schema(self, **_asked: object) -> dict[str, str]:
            made.append(get_language())
            return {"openapi": "3"}

    described._described.cache_clear()
    monkeypatch.setattr(described.SpectacularAPIView, "generator_class", Counted)
    for asked in ("lang=en", "lang=zh-hans", "lang=en&version=9", "lang=../x", "lang=y"):
        answer = client.get(f"/api/v1/schema/?{asked}")
        assert (answer.status_code, b"openapi" in answer.content) == (200, True)
    assert made == ["en", "zh-hans"]
    described._described.cache_clear()


def test_the_reference_page_loosens_styles_alone(client: Client, db: None) -> None:
    answer = client.get("/api/v1/docs/")
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"].split("; ")
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self'" in policy
    elsewhere = client.get("/api/v1/needs/")["Content-Security-Policy"]
    assert "unsafe-inline" not in elsewhere
