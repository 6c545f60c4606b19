"""Answers of contracts to events below them."""

from __future__ import annotations

from backend.deals.events import DealEnded

from .services import contracts_drop


def contracts_follow_deal(event: DealEnded, event_id: int) -> None:
    """What is in draft falls with the talks."""
    contracts_drop(deal_id=event.deal_id)
