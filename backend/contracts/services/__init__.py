"""Writes of contracts, by what is done: drafting, confirming and signing."""

from __future__ import annotations

from collections.abc import Callable

from backend.contracts.models import Contract

from .confirming import contract_confirm, contract_return
from .drafting import (
    contract_draft,
    contract_lapse,
    contract_revise,
    contract_withdraw,
    contracts_drop,
    need_follow,
)

SERVICES: dict[str, Callable[..., Contract]] = {
    "confirm": contract_confirm,
    "return": contract_return,
    "revise": contract_revise,
    "withdraw": contract_withdraw,
}

__all__ = [
    "SERVICES",
    "contract_confirm",
    "contract_draft",
    "contract_lapse",
    "contract_return",
    "contract_revise",
    "contract_withdraw",
    "contracts_drop",
    "need_follow",
]
