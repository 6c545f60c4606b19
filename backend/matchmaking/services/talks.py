"""Talks at an event: proposed from pairings, confirmed by both, told of afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.deals.models import Deal, DealDuty
from backend.deals.services import DealValues, deal_open
from backend.matchmaking import rules
from backend.matchmaking.events import TalkContinued, TalksProposed
from backend.matchmaking.lifecycle import gathering_locked
from backend.matchmaking.models import Gathering, Seat, SignUp, Talk
from backend.matchmaking.selectors import (
    gathering_visible_to,
    pairings_at,
    people_for,
    talk_of,
)

from .coming import talk_free

MOST_OF_ONE = 6  # talks of a person at one event
Verdict = Talk.Verdict


def talks_propose(*, actor: Actor, gathering_id: int) -> list[Talk]:
    """Propose a talk to both sides of each pairing among those who come, the best first, as long as
    tables and times last. Safe to repeat: what was proposed stays.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        gathering_visible_to(actor, gathering_id)
        gathering = gathering_locked(gathering_id)
        if not rules.may_run(actor, gathering):
            raise NotPermitted(rules.NOT_ORGANISER)
        if gathering.state != Gathering.State.PUBLISHED or gathering.begun:
            raise WrongState(_("Talks are proposed after publishing, before the event begins."))
        made = list(_planned(gathering))
        if made:
            told = TalksProposed(
                gathering_id=gathering.pk, talk_ids=tuple(talk.pk for talk in made)
            )
            publish(told, actor_id=actor.user_id)
    return made


def talk_answer(*, actor: Actor, talk_id: int, coming: bool) -> Talk:
    """Confirm or decline for one's own side. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        talk, side = _own(actor, talk_id)
        if talk.state not in Talk.STANDING or talk.over:
            raise WrongState(_("This talk was declined or has taken place."))
        if not coming:
            talk_free(talk)
            return talk
        setattr(talk, f"{side}_confirmed_at", timezone.now())
        if talk.need_confirmed_at and talk.offer_confirmed_at:
            talk.state = Talk.State.CONFIRMED
        talk.save()
    return talk


def talk_judge(*, actor: Actor, talk_id: int, verdict: str, note: str = "") -> Talk:
    """Say after a talk whether one's side would go on; where both would, their deal is open, with the
    event as its origin.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        talk, side = _own(actor, talk_id)
        if talk.state != Talk.State.CONFIRMED or not talk.over:
            raise WrongState(_("Say this after the talk."))
        if talk.deal_id is not None:
            raise WrongState(_("The deal of this talk is open already."))
        if verdict not in Verdict.values:
            raise WrongState(_("Choose whether you would go on."))
        setattr(talk, f"{side}_verdict", verdict)
        setattr(talk, f"{side}_note", note.strip()[:1000])
        if talk.need_verdict == talk.offer_verdict == Verdict.CONTINUE:
            talk.deal = _deal(actor, talk)
            told = TalkContinued(event_talk_id=talk.pk, gathering_id=talk.gathering_id)
            publish(told, actor_id=actor.user_id)
        talk.save()
    return talk


def seats_write(talk: Talk) -> None:
    """Take the time of both and of the table. Raises IntegrityError where one is taken."""
    Seat.objects.bulk_create(
        Seat(
            talk=talk,
            sign_up_id=sign_up_id,
            gathering_id=talk.gathering_id,
            side=side,
            table=talk.table,
            starts_at=talk.starts_at,
        )
        for side, sign_up_id in (("need", talk.need_side_id), ("offer", talk.offer_side_id))
    )


def _own(actor: Actor, talk_id: int) -> tuple[Talk, str]:
    talk_of(actor, talk_id)
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk_id)
    side = talk.side_of(actor.user_id)
    if not side:
        raise NotPermitted(_("Only the two who meet say this."))
    return talk, side


def _planned(gathering: Gathering) -> Iterator[Talk]:
    coming = list(gathering.sign_ups.filter(state=SignUp.State.SEATED).order_by("pk"))
    busy: dict[int, set[datetime]] = {}
    used: set[tuple[datetime, int]] = set()
    for seat in Seat.objects.filter(gathering=gathering):
        busy.setdefault(seat.sign_up_id, set()).add(seat.starts_at)
        used.add((seat.starts_at, seat.table))
    times = _times(gathering)
    for pairing in pairings_at(gathering):
        sides = (people_for(coming, pairing.need), people_for(coming, pairing.offer))
        if not all(sides):
            continue
        need, offer = sides[0][0], sides[1][0]
        taken = busy.setdefault(need.pk, set()) | busy.setdefault(offer.pk, set())
        if max(len(busy[need.pk]), len(busy[offer.pk])) >= MOST_OF_ONE:
            continue
        free = (
            (at, table)
            for at in times
            if at not in taken
            for table in range(1, gathering.tables + 1)
            if (at, table) not in used
        )
        at, table = next(free, (None, 0))
        if at is None:
            continue
        talk = Talk.objects.create(
            gathering=gathering, pairing=pairing, need_side=need, offer_side=offer,
            starts_at=at, table=table,
        )  # fmt: skip
        seats_write(talk)
        busy[need.pk].add(at)
        busy[offer.pk].add(at)
        used.add((at, table))
        yield talk


def _times(gathering: Gathering) -> list[datetime]:
    at = gathering.talks_from or gathering.starts_at
    found: list[datetime] = []
    while at + gathering.talk_length <= gathering.ends_at and len(found) < 200:
        found.append(at)
        at += gathering.talk_length
    return found


def _deal(actor: Actor, talk: Talk) -> Deal:
    need, offer = talk.pairing.need, talk.pairing.offer
    return deal_open(
        actor=actor,
        values=DealValues(
            origin_kind=Talk.ORIGIN,
            origin_id=talk.pk,
            title=f"{need.title} ↔ {offer.title}",
            buyer_id=need.owner_id,
            seller_id=offer.owner_id,
            need=need,
            offer=offer,
            people=[
                (talk.need_side.user_id, DealDuty.BUYER),
                (talk.offer_side.user_id, DealDuty.SELLER),
            ],
        ),
    )
