"""Signing up, waiting for a seat, coming."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.matchmaking.events import SeatGiven
from backend.matchmaking.lifecycle import gathering_locked
from backend.matchmaking.models import Gathering, SignUp, Talk
from backend.matchmaking.selectors import gathering_visible_to, seats_taken

State = SignUp.State


def sign_up(*, actor: Actor, gathering_id: int) -> SignUp:
    """Come for the organisation acted for, or wait for a seat where none is left. Safe to repeat.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        gathering = _open(actor, gathering_id)
        acting = Organisation.objects.filter(on_market(), pk=actor.organisation_id or 0)
        if not acting.exists():
            raise NotPermitted(_("People of verified organisations sign up. Switch to yours."))
        found = gathering.sign_ups.filter(user_id=actor.person).first()
        if found is not None and found.state != State.OFF:
            return found
        made = found or SignUp(gathering=gathering, user_id=actor.person)
        made.organisation_id = actor.organisation_id or 0
        # Nobody overtakes those who wait.
        waited = gathering.sign_ups.filter(state=State.WAITING).exists()
        free = not waited and seats_taken(gathering) < gathering.capacity
        made.state = State.SEATED if free else State.WAITING
        made.queued_at = timezone.now()
        made.save()
    return made


def sign_off(*, actor: Actor, gathering_id: int) -> None:
    """Not to come after all; talks are declined, and who waits longest gets the seat.

    Raises NotFound, WrongState. Safe to repeat.
    """
    with transaction.atomic():
        gathering = _open(actor, gathering_id)
        found = gathering.sign_ups.filter(user_id=actor.person).exclude(state=State.OFF).first()
        if found is None:
            return
        talks = Talk.objects.filter(seats__sign_up=found, state__in=Talk.STANDING)
        for talk in talks:
            talk_free(talk)
        found.state = State.OFF
        found.save(update_fields=["state", "updated_at"])
        seats_fill(gathering)


def seats_fill(gathering: Gathering) -> None:
    """Give free seats of a locked event to those who wait, in their order."""
    free = gathering.capacity - seats_taken(gathering)
    waiting = gathering.sign_ups.filter(state=State.WAITING).order_by("queued_at", "pk")
    for one in waiting[: max(free, 0)]:
        one.state = State.SEATED
        one.save(update_fields=["state", "updated_at"])
        publish(SeatGiven(gathering_id=gathering.pk, sign_up_id=one.pk), actor_id=None)


def attend(*, actor: Actor, gathering_id: int, code: str) -> SignUp:
    """Say that one is there, by the code that is told at the event. Safe to repeat.

    Raises NotFound, WrongState: before it begins, without a seat, with a wrong code.
    """
    with transaction.atomic():
        gathering_visible_to(actor, gathering_id)
        gathering = gathering_locked(gathering_id)
        found = gathering.sign_ups.filter(user_id=actor.person, state=State.SEATED).first()
        if found is None:
            raise WrongState(_("You have no seat at this event."))
        if not gathering.begun or gathering.state == Gathering.State.CANCELLED:
            raise WrongState(_("The code holds once the event has begun."))
        if code.strip() != gathering.code:
            raise WrongState(_("This is not the code of the event; it is told there."))
        if found.attended_at is None:
            found.attended_at = timezone.now()
            found.save(update_fields=["attended_at", "updated_at"])
    return found


def talk_free(talk: Talk) -> None:
    """A talk does not take place: both have the time again."""
    talk.state = Talk.State.DECLINED
    talk.save(update_fields=["state", "updated_at"])
    talk.seats.all().delete()


def _open(actor: Actor, gathering_id: int) -> Gathering:
    gathering_visible_to(actor, gathering_id)
    gathering = gathering_locked(gathering_id)
    if gathering.state != Gathering.State.PUBLISHED or gathering.over:
        raise WrongState(_("Nobody signs up for this event any more."))
    if gathering.organiser.suspended:
        raise WrongState(_("The platform has stopped its organiser for now; sign up later."))
    return gathering
