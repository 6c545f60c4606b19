"""What a signed amendment or termination does to the contract that it is about."""

from __future__ import annotations

from backend.contracts.lifecycle import CONTRACT, contract_locked
from backend.contracts.models import Contract
from backend.contracts.versions import contract_content
from backend.core.lifecycles import advance
from backend.deals.services import deal_advance
from backend.versions.services import version_keep

from .rows import rows_copy

# What an amendment says anew of its base; text, parties and signatures of the base stand.
_AMENDED = (
    "title", "type", "subtype", "amount", "currency", "technology_amount", "payment_form",
    "royalty_base", "royalty_percent", "entry_fee", "starts_on", "ends_on", "ip_ownership",
)  # fmt: skip


def base_follow(agreement: Contract, *, actor_id: int | None) -> None:
    """Let the base follow an agreement that was just signed; both are locked with their deal.

    Raises WrongState where the base does not stand any more.
    """
    assert agreement.base_id is not None
    base = contract_locked(agreement.base_id)
    base.deal = agreement.deal
    if agreement.kind == Contract.Kind.AMENDMENT:
        _amend(base, agreement, actor_id)
        return
    for one in [base, *_supplements(base)]:
        advance(CONTRACT, "terminate", one, actor_id=actor_id)
    deal_advance(agreement.deal, "terminate", actor_id=actor_id)


def _supplements(base: Contract) -> list[Contract]:
    found = base.agreements.filter(kind=Contract.Kind.SUPPLEMENTARY, state=Contract.State.SIGNED)
    return [contract_locked(pk) for pk in found.order_by("pk").values_list("pk", flat=True)]


def _amend(base: Contract, amendment: Contract, actor_id: int | None) -> None:
    said, said_by, since = contract_content(base), base.proposed_by_id, base.updated_at
    for name in _AMENDED:
        setattr(base, name, getattr(amendment, name))
    rows_copy(amendment, base)
    version_keep(
        subject="contract",
        subject_id=base.pk,
        content=contract_content(base),
        changed_by_id=actor_id,
        before=said,
        before_by_id=said_by,
        before_since=since,
    )
    advance(CONTRACT, "amend", base, actor_id=actor_id)
