"""Keeps what became of pairs, for the matcher to learn from."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
from backend.core.errors import NotFound, NotPermitted
from backend.core.outbox import publish
from backend.discovery.events import PairJudged
from backend.discovery.models import Outcome
from backend.pairings.models import Decision, Pairing, Side
from backend.pairings.selectors import position_of

IGNORED_AFTER = timedelta(days=14)
_LOOK_BACK = timedelta(days=60)  # for the runs of the job that were missed
GRADES = range(4)
_BATCH = 500


def outcome_record(
    *,
    event_id: int,
    kind: str,
    need_id: int,
    offer_id: int,
    side: Side,
    occurred_at: datetime,
    reason: str = "",
) -> bool:
    """Keep what a side made of a pairing; return whether it is new. Safe to repeat.

    A pair that was never proposed, as two who met elsewhere and recorded a contract, has no
    position and no release.
    """
    pairing = (
        Pairing.objects.select_related("need", "offer")
        .filter(need_id=need_id, offer_id=offer_id)
        .first()
    )
    listing = Listing.objects.get(pk=need_id if side == Side.NEED else offer_id)
    _row, created = Outcome.objects.get_or_create(
        event_id=event_id,
        kind=kind,
        side=side,
        defaults={
            "need_id": need_id,
            "offer_id": offer_id,
            "organisation_id": listing.owner_id,
            "position": position_of(pairing, side) if pairing is not None else None,
            "release": pairing.release if pairing is not None else "",
            "reason": reason,
            "occurred_at": occurred_at,
        },
    )
    return created


def pair_judge(*, actor: Actor, need_id: int, offer_id: int, grade: int) -> Outcome:
    """Staff's grade of a pair, 0 unrelated to 3 strong; a later one takes the place of an earlier.

    Raises NotPermitted for whoever is not an operator, ValidationError, NotFound.
    """
    if not actor.operator:
        raise NotPermitted(_("Only operators judge pairs."))
    if grade not in GRADES:
        raise ValidationError({"grade": _("A grade is a whole number from 0 to 3.")})
    kinds = dict(Listing.objects.filter(pk__in=[need_id, offer_id]).values_list("pk", "kind"))
    need = KINDS.get(kinds.get(need_id, ""))
    if need is None or not need.seeks or kinds.get(offer_id) not in need.partners:
        raise NotFound(_("Judge a need with an achievement or an expert."))
    with transaction.atomic():
        event_id = publish(
            PairJudged(need_id=need_id, offer_id=offer_id, grade=grade), actor_id=actor.user_id
        )
        pairing = Pairing.objects.filter(need_id=need_id, offer_id=offer_id).first()
        return Outcome.objects.create(
            event_id=event_id,
            kind=Outcome.Kind.JUDGED,
            need_id=need_id,
            offer_id=offer_id,
            grade=grade,
            release=pairing.release if pairing is not None else "",
            occurred_at=timezone.now(),
        )


def outcomes_record_ignored(*, before: datetime | None = None) -> int:
    """Keep that sides were told of a pairing and have neither opened nor decided on it since.

    ``before`` is when they were told at the latest, by default ``IGNORED_AFTER`` ago. Returns how
    many are new; running it again adds nothing.
    """
    before = before or timezone.now() - IGNORED_AFTER
    return sum(_ignored(side, before) for side in Side)


def _ignored(side: Side, before: datetime) -> int:
    told_in, listed_at = f"{side}_told_in", f"{side}_listed_at"
    known = Outcome.objects.filter(
        need=OuterRef("need"), offer=OuterRef("offer"), side=side
    ).exclude(kind=Outcome.Kind.SHOWN)
    found = Pairing.objects.filter(
        ~Exists(known),
        **{
            f"{told_in}__isnull": False,
            f"{listed_at}__range": (before - _LOOK_BACK, before),
            f"{side}_decision": Decision.OPEN,
        },
    ).order_by("pk")
    return sum(
        outcome_record(
            event_id=getattr(pairing, told_in),
            kind=Outcome.Kind.IGNORED,
            need_id=pairing.need_id,
            offer_id=pairing.offer_id,
            side=side,
            occurred_at=getattr(pairing, listed_at),
        )
        for pairing in found.iterator(_BATCH)
    )
