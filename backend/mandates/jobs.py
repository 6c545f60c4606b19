"""What the schedule runs for mandates."""

from __future__ import annotations

from .services import mandates_expire

__all__ = ["mandates_expire"]
