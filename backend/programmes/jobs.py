"""What the schedule runs for programmes."""

from __future__ import annotations

from .services import vouchers_expire

__all__ = ["vouchers_expire"]
