"""What must always hold of notices (core/checks)."""

from __future__ import annotations

from backend.core.checks import check_register
from notifications import facade as notifications

check_register("notices.each_has_one_way", notifications.differences)
