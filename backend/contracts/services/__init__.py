"""Writes of contracts, by what is done: drafting, confirming, signing."""

from __future__ import annotations

from collections.abc import Callable

from backend.contracts.models import Contract

from .confirming import contract_confirm, contract_return
from .drafting import (
    contract_draft,
    contract_lapse,
    contract_revise,
    contract_withdraw,
    contract_write,
    contracts_drop,
    need_follow,
)
from .signing import (
    contract_accept_scan,
    contract_refuse_scan,
    contract_reopen,
    contract_scan,
    contract_sign,
)

SERVICES: dict[str, Callable[..., Contract]] = {
    "confirm": contract_confirm,
    "return": contract_return,
    "write": contract_write,
    "revise": contract_revise,
    "sign": contract_sign,
    "scan": contract_scan,
    "accept_scan": contract_accept_scan,
    "refuse_scan": contract_refuse_scan,
    "reopen": contract_reopen,
    "withdraw": contract_withdraw,
}

__all__ = [
    "SERVICES",
    "contract_accept_scan",
    "contract_confirm",
    "contract_draft",
    "contract_lapse",
    "contract_refuse_scan",
    "contract_reopen",
    "contract_return",
    "contract_revise",
    "contract_scan",
    "contract_sign",
    "contract_withdraw",
    "contract_write",
    "contracts_drop",
    "need_follow",
]
