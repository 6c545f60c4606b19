"""A demo case page of a closed deal, to which both sides agreed, and the year's lists of honours."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.deals.models import Deal, DealDuty, Stage
from backend.honours.models import Case, HonourList
from backend.honours.services import (
    LIST_SERVICES,
    CaseValues,
    case_consent,
    case_write,
    honour_answer,
    honour_list_draw_up,
)

from .rooms import decider

BY = "cang.yuan@cangzhou-kj.example"


def honours_seed() -> None:
    """Write the case of the first closed deal, and the lists. Safe to repeat."""
    _case()
    _lists()


def _lists() -> None:
    """Firms and institutions published, brokers still asked; a list without anybody is left out."""
    if HonourList.objects.exists():
        return
    officer = actor_of(User.objects.get(email=BY))
    for kind in HonourList.Kind:
        try:
            found = honour_list_draw_up(actor=officer, kind=kind, year=timezone.localdate().year)
        except ValidationError:
            continue
        if kind != HonourList.Kind.PEOPLE:
            LIST_SERVICES["publish"](actor=officer, honour_list_id=found.pk)
            continue
        first = found.honours.first()
        if first is not None and first.person is not None:
            honour_answer(actor=actor_of(first.person), honour_list_id=found.pk, agreed=True)


def _case() -> None:
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
