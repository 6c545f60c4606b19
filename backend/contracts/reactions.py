"""Answers of contracts to events."""

from __future__ import annotations

from backend.tasks.services import tasks_settle

from .events import ContractConfirmed


def deal_tasks_settle(event: ContractConfirmed, event_id: int) -> None:
    """Tasks of the deal that waited for its contract end by themselves."""
    tasks_settle(subject="deal", subject_id=event.deal_id)
