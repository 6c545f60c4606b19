"""Demo deals in their several states, each brought there by the product's own services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import actor_of, members_with_duty
from backend.catalog.kinds import NEED
from backend.catalog.models import Listing
from backend.contracts.models import Contract
from backend.contracts.services import contract_confirm, contract_draft
from backend.contracts.values import ContractValues
from backend.core.models import Event
from backend.deals.models import Deal, NdaConsent, StageStay
from backend.pairings.models import Decision, Pairing, Side
from backend.pairings.services import pairing_accept, pairing_decline
from backend.terms.models import Offer

from .dating import Dated, happened
from .ownership import shares_agree
from .people import rows
from .rooms import terms_agree
from .texts import contract_agree, instalments_of

TALKED = 12  # days from the talks to the signing
ACCEPTED_BY = {
    "need_accepted": (Side.NEED,),
    "offer_accepted": (Side.OFFER,),
    "declined_by_need": (Side.OFFER,),
    "declined_by_offer": (Side.NEED,),
    "deal": (Side.NEED, Side.OFFER),
    "contract_drafted": (Side.NEED, Side.OFFER),
    "contracted": (Side.NEED, Side.OFFER),
    "contract_agreed": (Side.NEED, Side.OFFER),
}


def deals_seed() -> list[str]:
    """Bring each pairing of the file to its state; return those the matcher has not proposed."""
    _matched_at_once()
    missing = []
    for row in rows("deals"):
        pairing = _pairing(row)
        if pairing is None:
            missing.append(f"{row['need']} ↔ {row['offer']}")
        elif pairing.revision == 1:
            _bring(pairing, row)
    return missing


def _matched_at_once() -> None:
    """A pairing came to be when the younger of its listings was published."""
    found = list(Pairing.objects.select_related("need", "offer"))
    for pairing in found:
        times = pairing.need.published_at, pairing.offer.published_at
        pairing.created_at = max(time for time in times if time is not None)
    Pairing.objects.bulk_update(found, ["created_at"])


def _pairing(row: dict[str, Any]) -> Pairing | None:
    offer = Q(offer__external_id=row["offer"]) & ~Q(offer__kind=NEED.name)
    return Pairing.objects.filter(offer, need__external_id=row["need"]).first()


def _bring(pairing: Pairing, row: dict[str, Any]) -> None:
    state = row["state"]
    for side in ACCEPTED_BY[state]:
        pairing = pairing_accept(
            actor=_decider(pairing, side),
            pairing_id=pairing.pk,
            expected_revision=pairing.revision,
        )
    if state.startswith("declined_by_"):
        side = Side(state.removeprefix("declined_by_"))
        if pairing.decision_of(side) == Decision.OPEN:
            pairing_decline(
                actor=_decider(pairing, side),
                pairing_id=pairing.pk,
                expected_revision=pairing.revision,
                reason=row["reason"],
                note=row["note"] or "",
            )
    if state in {"contract_drafted", "contracted"}:
        days = row["contract"]["signed_days_ago"]
        deal_id = pairing.deal_id or 0
        _date_back(pairing, deal_id, days + TALKED)
        with happened(days, *_moments(deal_id)):
            contract = _draft(pairing, row["contract"])
            if state == "contracted":
                contract_confirm(
                    actor=_decider(pairing, Side.OFFER),
                    contract_id=contract.pk,
                    expected_revision=contract.revision,
                )

    if state == "contract_agreed":
        deal_id = pairing.deal_id or 0
        _date_back(pairing, deal_id, TALKED)
        contract_agree(
            buyer=_decider(pairing, Side.NEED),
            seller=_decider(pairing, Side.OFFER),
            deal_id=deal_id,
            title=pairing.need.title,
            row=row["contract"],
        )


def _draft(pairing: Pairing, row: dict[str, Any]) -> Contract:
    days = row["signed_days_ago"]
    deal_id = pairing.deal_id or 0
    deal = Deal.objects.select_related("need", "offer", "seller").get(pk=deal_id)
    terms_agree(deal, row)
    if "shares" in row:
        shares_agree(deal, row["shares"])
    return contract_draft(
        actor=_decider(pairing, Side.NEED),
        deal_id=deal_id,
        values=ContractValues(
            title=pairing.need.title,
            type=row["type"],
            subtype=row["subtype"] or "",
            amount=Decimal(row["amount"]),
            currency=row["currency"],
            signed_on=timezone.localdate() - timedelta(days=days),
            ip_ownership=row["ip_ownership"],
            **instalments_of(row),
        ),
    )


def _moments(deal_id: int) -> Iterable[Dated]:
    """What signing writes of a deal besides events."""
    yield Deal.objects.filter(pk=deal_id), ["stage_since"]
    yield StageStay.objects.filter(deal_id=deal_id), ["entered_at", "left_at"]
    yield NdaConsent.objects.filter(nda__deal_id=deal_id), ["created_at"]
    yield Offer.objects.filter(deal_id=deal_id), ["created_at", "answered_at"]
    yield Contract.objects.filter(deal_id=deal_id), ["created_at", "confirmed_at", "signed_at"]


def _date_back(pairing: Pairing, deal_id: int, days: int) -> None:
    """The story began some days ago: what stands so far is dated back."""
    then = timezone.now() - timedelta(days=days)
    Pairing.objects.filter(pk=pairing.pk).update(
        need_listed_at=then,
        offer_listed_at=then,
        need_decided_at=then,
        offer_decided_at=then,
    )
    Deal.objects.filter(pk=deal_id).update(created_at=then, stage_since=then)
    StageStay.objects.filter(deal_id=deal_id).update(entered_at=then)
    for subject, pk in (("pairing", pairing.pk), ("deal", deal_id)):
        Event.objects.filter(subject=subject, subject_id=pk).update(occurred_at=then)


def _decider(pairing: Pairing, side: Side) -> Actor:
    """Who decides for a side: the need's contact, or the office of the offer's university."""
    listing: Listing = pairing.need if side == Side.NEED else pairing.offer
    if side == Side.NEED:
        return actor_of(listing.contact, organisation_id=listing.owner_id)
    office = members_with_duty(listing.owner_id, Duty.UNIVERSITY_OFFICE).first()
    return actor_of(office or listing.contact, organisation_id=listing.owner_id)
