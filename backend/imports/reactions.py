"""Answers of imports to their own events."""

from __future__ import annotations

from . import services
from .events import ImportCheckAsked, ImportConfirmed, ImportStepped, ImportUndoAsked


def import_go_on(
    event: ImportCheckAsked | ImportConfirmed | ImportStepped | ImportUndoAsked, event_id: int
) -> None:
    """The next slice of what the import waits for."""
    services.import_go_on(import_id=event.import_id)
