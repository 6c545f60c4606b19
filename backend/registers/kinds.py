"""Registers as data (``kinds_data/``): their types, and the figures of a year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

_FILE = Path(__file__).parent / "kinds_data" / "registers.toml"


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name in both languages."""

    code: str
    chinese: str
    english: str

    @property
    def words(self) -> str:
        """Its name in the reader's language."""
        return self.chinese if (get_language() or "").startswith("zh") else self.english


@dataclass(frozen=True, slots=True)
class Register:
    """A register; one with a charter is of things whose members agree to one."""

    name: Named
    charter: bool
    types: tuple[Named, ...]
    figures: tuple[Named, ...]

    @property
    def code(self) -> str:
        """Its code."""
        return self.name.code

    def type_words(self, code: str) -> str:
        """The name of a type; the code itself where there is none."""
        return next((one.words for one in self.types if one.code == code), code)


@cache
def registers() -> dict[str, Register]:
    """All registers by code, in the file's order."""
    held = tomllib.loads(_FILE.read_text("utf-8"))["registers"]
    return {
        row["code"]: Register(
            _named(row),
            row.get("charter", False),
            tuple(map(_named, row["types"])),
            tuple(map(_named, row["figures"])),
        )
        for row in held
    }


def _named(row: dict[str, Any]) -> Named:
    return Named(row["code"], row["zh"], row["en"])
