"""The conditions of a call as its versions keep them, and their words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from backend.core import dates
from backend.versions.words import FieldWords, column, field_words

from .kinds import Conditions, read
from .models import Call

NAMES = (
    "title", "task", "requirements", "mode", "funding", "budget", "currency", "awards", "closes_at",
    "notice_days",
)  # fmt: skip


def call_content(call: Call) -> dict[str, Any]:
    """What the call says now."""
    return {name: getattr(call, name) for name in NAMES} | {"conditions": call.conditions}


def call_words(content: dict[str, Any]) -> list[FieldWords]:
    """Every field in words, in the order of the page."""
    terms: Conditions = read(Conditions, content["conditions"])
    weights = tuple(f"{c.words} {c.weight}%" for c in terms.criteria)
    plain = [field_words(column(Call, name), content[name], content["currency"]) for name in NAMES]
    closes = parse_datetime(str(content["closes_at"]))
    if closes is not None:  # the hour counts, not the day alone
        local = timezone.localtime(closes)
        lines = (f"{dates.day(local)} {local:%H:%M}",)
        plain = [replace(one, lines=lines) if one.name == "closes_at" else one for one in plain]
    return [*plain, FieldWords("criteria", _("Criteria"), weights)]
