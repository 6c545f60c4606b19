"""Writes the table of duties and actions down as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.module_loading import autodiscover_modules

from backend.accounts.duties import ACTIONS, Action
from backend.accounts.models import DUTIES_OF_KIND, Duty, Organisation, UnitKind

PAGE = Path(__file__).parents[2] / "DUTIES.md"
_HEAD = """# Duties and actions · 职责与操作

Written by `python -m backend.manage duties` out of the actions that the apps declare in their rules.
● for all of the organisation's matters · 本单位全部事项; ○ only for what one is the contact of ·
仅限本人负责的事项. ◆ the platform's operators for every organisation · 平台运营可代为办理.
"""


class Command(BaseCommand):
    help = "Write the table of duties and actions to backend/accounts/DUTIES.md."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), "utf-8")
        self.stdout.write(f"{len(ACTIONS)} actions written.")


def page() -> str:
    """The page as Markdown."""
    autodiscover_modules("rules")
    lines = [_HEAD, "| | " + " | ".join(_both(duty) for duty in Duty) + " |"]
    lines.append("| --- |" + " :-: |" * len(Duty))
    for found in sorted(ACTIONS.values(), key=lambda one: one.name):
        marks = (_mark(found, duty) for duty in Duty)
        lines.append(f"| `{found.name}` {_both(found)} | " + " | ".join(marks) + " |")
    lines += ["", "Of units of the government, only these kinds · 政府部门中仅限：", ""]
    for found in sorted(ACTIONS.values(), key=lambda one: one.name):
        if found.units:
            lines.append(f"- `{found.name}`: " + ", ".join(_both(kind) for kind in found.units))
    lines += ["", "Which duties an organisation gives · 各类单位可设的职责:", ""]
    for kind in Organisation.Kind:
        given = ", ".join(_both(duty) for duty in DUTIES_OF_KIND[kind])
        lines.append(f"- {_both(kind)}: {given}")
    return "\n".join(lines) + "\n"


def _mark(found: Action, duty: Duty) -> str:
    if found.operator and duty == Duty.OPERATOR:
        return "◆"
    return "●" if duty in found.duties else "○" if duty in found.own else ""


def _both(named: Action | Duty | Organisation.Kind | UnitKind) -> str:
    """Its words in English and in Chinese."""
    words = named.words if isinstance(named, Action) else named.label
    found = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found.append(str(words))
    return " · ".join(found)
