"""What the schedule runs over contract records."""

from __future__ import annotations

from backend.core.lifecycles import due

from .lifecycle import CONTRACT
from .services import contract_lapse


def contracts_lapse() -> int:
    """Drop records that were returned and nobody has redrafted since; return how many."""
    found = list(due(CONTRACT, "lapse").values_list("pk", flat=True))
    for contract_id in found:
        contract_lapse(contract_id=contract_id)
    return len(found)
