"""Answers of deals to events below them."""

from __future__ import annotations

from backend.contracts.events import ContractConfirmed

from .services import deal_mark_contracted


def deal_follows_contract(event: ContractConfirmed, event_id: int) -> None:
    """A confirmed contract closes the talks."""
    deal_mark_contracted(need_id=event.need_id, offer_id=event.offer_id)
