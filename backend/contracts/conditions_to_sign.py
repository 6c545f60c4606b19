"""What must be so before a contract is signed; apps above register what they watch over."""

from __future__ import annotations

from collections.abc import Callable

from backend.core.lifecycles import Words

from .models import Contract

ConditionToSign = Callable[[Contract], "Words | None"]
_CONDITIONS: list[ConditionToSign] = []


def condition_register(condition: ConditionToSign) -> None:
    """Take a condition: a function that says why a contract cannot be signed yet, None where it can."""
    if condition not in _CONDITIONS:
        _CONDITIONS.append(condition)


def signing_blocked(contract: Contract) -> Words | None:
    """Why the contract cannot be signed yet; None where nothing stands against it."""
    for condition in _CONDITIONS:
        why = condition(contract)
        if why is not None:
            return why
    return None
