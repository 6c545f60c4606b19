"""Demo rooms of deals: confidentiality, terms in rounds, meetings, next steps, a result."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import actor_of, members_with_duty
from backend.core.models import Event
from backend.deals.models import Deal, DealDuty, Meeting, Nda, Stage, StageStay
from backend.deals.services import (
    MeetingValues,
    deal_close,
    deal_plan,
    meeting_plan,
    nda_agree,
    result_give,
)
from backend.terms.models import Offer
from backend.terms.services import offer_accept, offer_make
from backend.terms.values import TermsValues

from .people import rows

STANDS = timedelta(days=10)


def rooms_seed() -> None:
    """Fill the rooms of the file's deals, each once."""
    for row in rows("rooms"):
        deal = Deal.objects.filter(
            need__external_id=row["need"], offer__external_id=row["offer"]
        ).first()
        if deal is None:
            continue
        if not Nda.objects.filter(deal=deal).exists():
            for side in row["nda"]:
                nda_agree(actor=decider(deal, side), deal_id=deal.pk)
        if deal.offers.count() == 0:
            for round_ in row["rounds"]:
                _offer(deal, round_)
        _plan(deal, row)
        _close(deal, row)
        _rest(deal, row["rested_days"])


def terms_agree(deal: Deal, contract: dict[str, Any]) -> None:
    """What came before a contract: confidentiality, terms of the seller and the buyer's, accepted."""
    for side in (DealDuty.BUYER, DealDuty.SELLER):
        nda_agree(actor=decider(deal, side), deal_id=deal.pk)
    amount = Decimal(contract["amount"])
    modes = {"development": f"{contract['subtype']}_development", "transfer": "transfer"}
    terms = {
        "mode": modes.get(contract["type"], contract["type"]),
        "currency": contract["currency"],
        "ownership": contract["ip_ownership"],
        "exclusivity": contract["subtype"] if contract["type"] == "licence" else "",
    }
    asked = (amount * Decimal("1.15")).quantize(Decimal(10000))
    _offer(deal, {"by": "seller", "terms": {**terms, "price": asked}, "note": ""})
    agreed = _offer(deal, {"by": "buyer", "terms": {**terms, "price": amount}, "note": ""})
    offer_accept(actor=decider(deal, DealDuty.SELLER), offer_id=agreed.pk)


def decider(deal: Deal, side: str) -> Actor:
    """Who binds a side: the need's contact, or the office of the offer's university."""
    if side == DealDuty.BUYER and deal.need is not None:
        return actor_of(deal.need.contact, organisation_id=deal.buyer_id)
    office = members_with_duty(deal.seller_id, Duty.UNIVERSITY_OFFICE).first()
    assert office is not None
    return actor_of(office, organisation_id=deal.seller_id)


def _offer(deal: Deal, row: dict[str, Any]) -> Offer:
    terms = {"price_mode": "lump_sum", **row["terms"]}
    for name in ("price", "royalty_rate"):
        if terms.get(name) is not None:
            terms[name] = Decimal(str(terms[name]))
    return offer_make(
        actor=decider(deal, row["by"]),
        deal_id=deal.pk,
        values=TermsValues(**terms),
        answer_until=timezone.localdate() + STANDS,
        note=row["note"],
    )


def _plan(deal: Deal, row: dict[str, Any]) -> None:
    meeting = row["meeting"]
    if meeting is not None and not Meeting.objects.filter(deal=deal).exists():
        day = timezone.localdate() + timedelta(days=meeting["in_days"])
        begins = timezone.make_aware(datetime.combine(day, time(meeting["hour"])))
        meeting_plan(
            actor=decider(deal, meeting["by"]),
            deal_id=deal.pk,
            values=MeetingValues(
                title=meeting["title"],
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
                place=meeting["place"],
                agenda=meeting["agenda"],
            ),
        )
    step = row["step"]
    if step is not None and not deal.next_step:
        deal_plan(
            actor=decider(deal, step["by"]),
            deal_id=deal.pk,
            what=step["what"],
            due_on=timezone.localdate() + timedelta(days=step["in_days"]),
            whose=step["whose"],
        )


def _close(deal: Deal, row: dict[str, Any]) -> None:
    deal.refresh_from_db()
    if not row["results"] or deal.stage != Stage.DELIVERY:
        return
    deal_close(actor=decider(deal, DealDuty.BUYER), deal_id=deal.pk)
    for side, said in row["results"].items():
        result_give(actor=decider(deal, side), deal_id=deal.pk, **said)


def _rest(deal: Deal, days: int) -> None:
    """The deal came into its stage some days ago."""
    if not days:
        return
    then = timezone.now() - timedelta(days=days)
    Deal.objects.filter(pk=deal.pk).update(stage_since=then, updated_at=then)
    StageStay.objects.filter(deal=deal, entered_at__gt=then).update(entered_at=then)
    StageStay.objects.filter(deal=deal, left_at__gt=then).update(left_at=then)
    Event.objects.filter(subject="deal", subject_id=deal.pk, occurred_at__gt=then).update(
        occurred_at=then
    )
