"""The payments of a deal, which lie in an app below deals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.selectors import Ids
from backend.payments.models import Payment
from backend.payments.rules import may_read
from backend.payments.selectors import payments_of_deal

from .models import Deal
from .sections import Section


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    rows = [(payment, may_read(actor, payment)) for payment in payments_of_deal(deal.pk)]
    if not rows:
        return None
    paid: Counter[str] = Counter()
    for payment, _open in rows:
        paid[payment.currency] += payment.standing  # type: ignore[assignment]
    return {"rows": rows, "paid": [(currency, sum) for currency, sum in paid.items() if sum]}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    return [("payment", Payment.objects.filter(deal_id=deal_id).values("pk"))]


SECTION = Section(
    name="payments",
    words=_("Payments"),
    template="payments/_of_deal.html",
    context=_context,
    order=65,
    subjects=_subjects,
)
