"""Conditions that end tasks by themselves, registered by the apps that know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """``met(subject_id)`` says whether the thing is done, for tasks about a kind of subject; ``words``
    are what is to be done, where the product itself sets the task."""

    name: str
    subject: str
    met: Callable[[int], bool]
    words: object


_CONDITIONS: dict[str, Condition] = {}


def register(condition: Condition) -> None:
    """Take a condition. Raises ValueError where two share a name."""
    if _CONDITIONS.setdefault(condition.name, condition) is not condition:
        raise ValueError(f"two conditions are called {condition.name}")


def condition(name: str) -> Condition:
    """The condition of this name. Raises KeyError where there is none."""
    return _CONDITIONS[name]
