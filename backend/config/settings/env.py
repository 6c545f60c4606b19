"""The one place that reads environment variables. README's table is tested against DOCUMENTED."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable as README documents it."""

    name: str
    default: str
    about: str


DOCUMENTED: dict[str, Variable] = {}


def text(name: str, default: str = "", *, about: str) -> str:
    """The value of TIQIAO_<name>, or what the file holds that TIQIAO_<name>_FILE names.

    Each variable is read once; a second read is a mistake. Secrets come as files where an
    orchestrator mounts them so, since environments are shown by ``inspect`` and inherited.

    Raises ImproperlyConfigured where both are given, or the file cannot be read.
    """
    full_name = f"TIQIAO_{name}"
    if full_name in DOCUMENTED:
        raise ImproperlyConfigured(f"{full_name} is read twice")
    DOCUMENTED[full_name] = Variable(full_name, default, about)
    file = os.environ.get(f"{full_name}_FILE")
    if not file:
        return os.environ.get(full_name, default)
    if full_name in os.environ:
        raise ImproperlyConfigured(f"{full_name} and {full_name}_FILE are both given: give one")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{full_name}_FILE cannot be read: {error}") from error


def flag(name: str, default: bool = False, *, about: str) -> bool:
    """A yes or no: 1, true, yes, on and their opposites.

    Raises ImproperlyConfigured for anything else: a typo must not silently mean no.
    """
    value = text(name, "1" if default else "0", about=about).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"TIQIAO_{name} must be 1 or 0, not {value!r}")


def number(name: str, default: int, *, about: str) -> int:
    """A whole number. Raises ImproperlyConfigured where the value is none."""
    return whole(name, text(name, str(default), about=about))


def whole(name: str, value: str) -> int:
    """The number that the text of TIQIAO_<name> is. Raises ImproperlyConfigured where it is none."""
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"TIQIAO_{name} must be a number, not {value!r}") from error


def words(name: str, default: str = "", *, about: str) -> list[str]:
    """A comma-separated list without empty members."""
    return [word.strip() for word in text(name, default, about=about).split(",") if word.strip()]
