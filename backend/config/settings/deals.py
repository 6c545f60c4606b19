"""What holds for deals of this installation."""

from __future__ import annotations

from . import env

PRICE_NOTICE_DAYS = env.number(
    "PRICE_NOTICE_DAYS", 15, about="Days for which a university's negotiated price is public"
)
