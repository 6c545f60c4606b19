"""Words of the trail. Services belong to the deal's trail, commissions to their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words
from backend.core.models import Fact

from .lifecycle import COMMISSION
from .models import ServiceKind


def _kind(event: Fact) -> dict[str, object]:
    return {"service": ServiceKind(event.payload["kind"]).label}


WORDS: Words = {
    "service.logged": lambda event: _("Service on record: %(service)s") % _kind(event),
    "service.struck": lambda event: _("Service struck out: %(service)s") % _kind(event),
    "commission.proposed": lambda event: _("Commission proposed"),
    **COMMISSION.trail_words(),
}
