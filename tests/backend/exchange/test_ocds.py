"""Calls as OCDS: in the standard's form, and with nothing that a visitor is not told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft4Validator, FormatChecker

from backend.challenges.models import Call, Entry
from tests.backend.challenges import calling
from tests.factories import Market

SCHEMA = json.loads(Path(__file__).with_name("ocds.schema.json").read_text("utf-8"))


def package() -> dict[str, Any]:
    """What is published; it keeps to the schema."""
    answer = Client().get(reverse("open_ocds"))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    Draft4Validator(SCHEMA, format_checker=FormatChecker()).validate(found)
    return found


@pytest.mark.django_db
def test_a_call_is_told_as_far_as_everybody_may_read(market: Market) -> None:
    entry = calling.entered(market)
    calling.drafted(calling.office(0), title="未发布")
    (release,) = package()["releases"]
    assert release["tag"] == ["tender"]
    assert release["tender"]["status"] == "active"
    assert release["tender"]["value"] == {"amount": 3000000.0, "currency": "CNY"}

    Entry.objects.update(proposed=True, state="awarded", price=2880000, answers=calling.ANSWERS)
    Call.objects.filter(pk=entry.call_id).update(state="notice", notice_until=timezone.now())
    assert "awards" not in package()["releases"][0]
    Call.objects.filter(pk=entry.call_id).update(state="awarded", awarded_at=timezone.now())
    found = package()
    (release,) = found["releases"]
    (award,) = release["awards"]
    assert award["suppliers"][0]["name"] == market.university.name
    assert {party["id"] for party in release["parties"]} >= {award["suppliers"][0]["id"]}
    assert "contracts" not in release
    told = json.dumps(found, ensure_ascii=False)
    for secret in (calling.SECRET, "2880000", "未发布"):
        assert secret not in told
