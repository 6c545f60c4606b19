"""The way to the matcher's page, for operators."""

from __future__ import annotations

from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

desk_register(
    DeskPart(
        name="matcher",
        duties=(Duty.OPERATOR,),
        order=60,
        template="discovery/_desk.html",
        context=lambda request, actor: {},
    )
)
