"""A demo case page of a closed deal, to which both sides agreed."""

from __future__ import annotations

from backend.deals.models import Deal, DealDuty, Stage
from backend.honours.models import Case
from backend.honours.services import CaseValues, case_consent, case_write

from .rooms import decider


def honours_seed() -> None:
    """Write the case of the first closed deal. Safe to repeat."""
    deal = Deal.objects.filter(stage=Stage.CLOSED, case__isnull=True).order_by("pk").first()
    if deal is None or Case.objects.exists():
        return
    buyer, seller = (decider(deal, side) for side in (DealDuty.BUYER, DealDuty.SELLER))
    need = deal.need
    case = case_write(
        actor=buyer,
        deal_id=deal.pk,
        values=CaseValues(
            title=f"{deal.buyer.name}与{deal.seller.name}：{need.title if need else deal.title}"[
                :120
            ],
            problem=(need.summary if need else "") or deal.title,
            solution=(deal.offer.summary if deal.offer else "") or deal.title,
            result="约定的各阶段成果均已交付并通过验收，技术已在企业现场使用，双方愿意继续合作。",
        ),
    )
    for actor in (buyer, seller):
        case_consent(actor=actor, case_id=case.pk)
