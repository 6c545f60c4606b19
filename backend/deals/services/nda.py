"""The confidentiality agreement of a deal: each side agrees by one click."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import Stale, WrongState
from backend.core.outbox import publish
from backend.deals.events import NdaAgreed
from backend.deals.lifecycle import deal_lock
from backend.deals.models import Deal, DealDuty, Nda, NdaConsent, Stage, Turn
from backend.deals.nda_texts import NEWEST, nda_text
from backend.deals.rules import AGREE_NDA, party_of

from .stages import deal_advance, deal_turn

BEFORE = (Stage.CONTACT, Stage.NDA)  # stages that the agreement ends


def nda_agree(*, actor: Actor, deal_id: int, version: str = NEWEST) -> Nda:
    """Agree to the confidentiality text for the actor's side; once both did, evaluation begins.

    ``version`` is the one that the actor read. Raises NotFound, NotPermitted, WrongState where the
    side has agreed or the deal is over, Stale where the deal's text is another version.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        party = party_of(actor, deal, AGREE_NDA)
        if not deal.running:
            raise WrongState(_("This deal is over; there is nothing to agree to."))
        nda = Nda.objects.filter(deal=deal).first() or _drawn_up(deal)
        if version != nda.version:
            raise Stale(
                _("The text is another version than the one you read; read it again."),
                changed_by="",
                changed_at=nda.created_at,
                revision=deal.revision,
            )
        agreed = set(nda.consents.values_list("duty", flat=True))
        if party in agreed:
            raise WrongState(_("Your side has agreed already."))
        NdaConsent.objects.create(
            nda=nda, duty=party, organisation_id=deal.party_id(party), user_id=actor.person
        )
        complete = party.other in agreed
        publish(
            NdaAgreed(deal_id=deal.pk, by=party, version=nda.version, complete=complete),
            actor_id=actor.user_id,
        )
        _move(deal, party, complete, actor)
    return nda


def _drawn_up(deal: Deal) -> Nda:
    text = nda_text(NEWEST, deal, language="zh")
    return Nda.objects.create(
        deal=deal,
        version=NEWEST,
        text=text,
        reading=nda_text(NEWEST, deal, language="en"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _move(deal: Deal, party: DealDuty, complete: bool, actor: Actor) -> None:
    whose = Turn.BOTH if complete else Turn(party.other)
    if deal.stage in BEFORE:
        act = "keep" if complete else "promise"
        deal_advance(deal, act, actor_id=actor.user_id, whose=whose)
    elif not complete:
        deal_turn(deal, whose, actor_id=actor.user_id)
