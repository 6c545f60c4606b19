"""Writes of terms: one side offers, the other accepts, counters or declines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import Deal, DealDuty, Turn
from backend.deals.rules import party_of
from backend.deals.services import deal_advance, deal_turn
from backend.deals.stages import BY_HAND, TALKS

from . import rules
from .events import OfferMade
from .lifecycle import OFFER, facts_of, offer_locked
from .models import Offer
from .validation import terms_check
from .values import COLUMNS, TermsValues

LONGEST = timedelta(days=180)  # that an offer may wait for its answer
STALE = _("Another offer came in while you were writing; compare with it first.")
_SET_HERE = {field.name for field in Offer._meta.fields} - {*COLUMNS, "note"}


def offer_make(
    *,
    actor: Actor,
    deal_id: int,
    values: TermsValues,
    answer_until: date | None,
    note: str = "",
    after_round: int | None = None,
) -> Offer:
    """Put terms on the table for the actor's party: the first offer, a counter-offer, or a better one.

    ``answer_until`` is the last day for an answer; ``after_round`` the last round that the writer saw.
    Raises NotFound, NotPermitted, WrongState once a contract binds the two, Stale, ValidationError by
    field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        party = party_of(actor, deal, rules.OFFER)
        if deal.stage not in TALKS:
            raise WrongState(_("A contract binds the two, or the talks are over."))
        rounds = Offer.objects.select_for_update().filter(deal=deal)
        last = rounds.order_by("-round").first()
        _check_round(last, after_round)
        offer = Offer(
            deal=deal,
            round=last.round + 1 if last else 1,
            by=party,
            organisation_id=deal.party_id(party),
            made_by_id=actor.person,
            note=note.replace("\x00", "").strip(),
            expires_at=_end_of(answer_until),
            **_cleaned(values),
        )
        terms_check(offer)
        offer.clean_fields(exclude=_SET_HERE)
        _answer_open(rounds, party, actor)
        offer.save()
        publish(OfferMade(**facts_of(offer)), actor_id=actor.user_id)
        _on_table(deal, Turn(party.other), actor)
    return offer


def offer_accept(*, actor: Actor, offer_id: int, expected_revision: int | None = None) -> Offer:
    """Accept the other side's terms as a whole; they take the place of any accepted before.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            OFFER, "accept", offer_id, actor=actor, expected_revision=expected_revision
        ) as offer:
            _answered(offer, actor)
            standing = Offer.objects.filter(deal=offer.deal, state=Offer.State.ACCEPTED).first()
            if standing is not None:
                advance(OFFER, "replace", standing, actor_id=actor.user_id)
        if offer.deal.stage in BY_HAND:
            deal_advance(offer.deal, "agree", actor_id=actor.user_id)
        else:
            deal_turn(offer.deal, Turn.BOTH, actor_id=actor.user_id)
    return offer


def offer_decline(
    *, actor: Actor, offer_id: int, expected_revision: int | None = None, note: str
) -> Offer:
    """Decline the other side's terms and say why; the talks go on.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        OFFER, "decline", offer_id, actor=actor, expected_revision=expected_revision, note=note
    ) as offer:
        _answered(offer, actor)
        deal_turn(offer.deal, Turn(DealDuty(offer.by)), actor_id=actor.user_id)
    return offer


def offer_withdraw(*, actor: Actor, offer_id: int, expected_revision: int | None = None) -> Offer:
    """Take back what one's own side offered and nobody has answered.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        OFFER, "withdraw", offer_id, actor=actor, expected_revision=expected_revision
    ) as offer:
        deal_turn(offer.deal, Turn.BOTH, actor_id=actor.user_id)
    return offer


SERVICES: dict[str, Callable[..., Offer]] = {
    "accept": offer_accept,
    "decline": offer_decline,
    "withdraw": offer_withdraw,
}


def offer_expire(*, offer_id: int) -> None:
    """Let an offer go that nobody answered in time, or whose deal has ended; repeatable."""
    with transaction.atomic():
        offer = offer_locked(offer_id)
        if offer.state != Offer.State.OPEN:
            return
        if offer.deal.running and offer.expires_at > timezone.now():
            return
        advance(OFFER, "expire", offer, actor_id=None)
        deal_turn(offer.deal, Turn.BOTH, actor_id=None)


def _check_round(last: Offer | None, after_round: int | None) -> None:
    if after_round is not None and after_round != (last.round if last else 0):
        raise Stale(
            STALE,
            changed_by=str(last.made_by) if last else "",
            changed_at=last.created_at if last else timezone.now(),
            revision=last.round if last else 0,
        )


def _answer_open(rounds: Any, party: DealDuty, actor: Actor) -> None:
    """What is open is answered by the new round: the other side's countered, one's own taken back."""
    standing = rounds.filter(state=Offer.State.OPEN).first()
    if standing is None:
        return
    countered = standing.by != party
    if countered and standing.expires_at > timezone.now():
        _answered(standing, actor)
    advance(OFFER, "counter" if countered else "renew", standing, actor_id=actor.user_id)


def _answered(offer: Offer, actor: Actor) -> None:
    if actor.user_id is None:
        raise NotPermitted(_("Sign in first."))
    offer.answered_by_id = actor.user_id
    offer.answered_at = timezone.now()


def _on_table(deal: Deal, whose: Turn, actor: Actor) -> None:
    """Talks in an earlier stage are about terms now; where a contract is due they stay there."""
    if deal.stage in BY_HAND:
        deal_advance(deal, "offer", actor_id=actor.user_id, whose=whose)
    else:
        deal_turn(deal, whose, actor_id=actor.user_id)


def _cleaned(values: TermsValues) -> dict[str, Any]:
    return {
        name: value.replace("\x00", "").strip() if isinstance(value, str) else value
        for name, value in asdict(values).items()
    }


def _end_of(day: date | None) -> datetime:
    today = timezone.localdate()
    if day is None:
        raise ValidationError({"answer_until": [_("Say until when the offer stands.")]})
    if day < today:
        raise ValidationError({"answer_until": [_("This day lies in the past; give a later one.")]})
    if day > today + LONGEST:
        raise ValidationError(
            {"answer_until": [_("An offer stands for half a year at most; give an earlier day.")]}
        )
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
