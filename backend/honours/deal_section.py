"""What case pages add to the page of a closed deal: its story, or the way to write it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.selectors import Ids
from backend.deals.models import Deal, Stage
from backend.deals.sections import Section

from .models import Case
from .rules import may_write
from .selectors import case_of


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    if deal.stage != Stage.CLOSED:
        return None
    case = case_of(deal)
    writes = may_write(actor, deal)
    if case is None and not writes:
        return None
    return {"deal": deal, "case": case, "writes": writes}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    return [("case", Case.objects.filter(deal_id=deal_id).values("pk"))]


SECTION = Section(
    name="case",
    words=_("Case"),
    template="honours/_of_deal.html",
    context=_context,
    order=90,
    subjects=_subjects,
)
