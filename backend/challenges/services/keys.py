"""The two parts of a call's key: taken before it is posted, brought together after its deadline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.challenges import rules, sealing
from backend.challenges.events import CallPricesOpened, KeyPartTaken
from backend.challenges.lifecycle import CALL, ENTRY
from backend.challenges.lifecycle.calls import HOLDERS
from backend.challenges.models import BROKEN, Call, Entry, KeyHolder
from backend.challenges.selectors import call_locked, call_visible_to, unscored
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance
from backend.core.outbox import publish

from .running import entries_settle


def envelope_about(entry: Entry, envelope: str) -> bytes:
    """What an envelope is, bound to it by the seal: moved to another entry it does not open."""
    entrant = entry.organisation_id or f"person:{entry.entered_by_id}"
    return f"call:{entry.call_id}:{entrant}:{envelope}".encode()


def key_part_take(*, actor: Actor, call_id: int) -> str:
    """Take one of the two parts of the key: the code is shown this once and kept nowhere here.

    Who took one may take another instead, until the call is posted. Raises NotFound, NotPermitted,
    WrongState.
    """
    with transaction.atomic():
        call_visible_to(actor, call_id)
        call = call_locked(call_id)
        if not rules.of_poster(actor, call):
            raise NotPermitted(_("Two people of the poster's hold the key."))
        if not call.terms.sealed:
            raise WrongState(_("Entries of this kind of call are not sealed."))
        if call.state not in (Call.State.DRAFT, Call.State.JUSTIFIED):
            raise WrongState(_("The parts of the key are taken before the call is posted."))
        held = {row.user_id: row for row in call.holders.all()}
        own = held.get(actor.person)
        if own is None and len(held) >= HOLDERS:
            raise WrongState(_("Both parts of the key are taken by others."))
        code, public = sealing.key_pair()
        free = {1, HOLDERS} - {row.position for row in held.values()}
        row = own or KeyHolder(call=call, user_id=actor.person, position=min(free))
        row.public = public
        row.save()
        publish(KeyPartTaken(call_id=call.pk), actor_id=actor.user_id)
    return code


def key_part_offer(*, actor: Actor, call_id: int, code: str) -> Call:
    """Bring one's part, after the deadline; once both are there everything is opened and the parts
    are forgotten. Prices open the same way after the scores are in.

    Raises NotFound, NotPermitted, WrongState, ValidationError for the code.
    """
    with transaction.atomic():
        call_visible_to(actor, call_id)
        call = call_locked(call_id)
        own = call.holders.filter(user_id=actor.user_id or 0).first()
        if own is None:
            raise NotPermitted(_("Only the two holders of the key open what is sealed."))
        _opening_check(call)
        try:
            fits = sealing.public_of(code) == bytes(own.public)
        except sealing.WrongCode:
            fits = False
        if not fits:
            raise ValidationError(
                {"code": [_("This is not your part of this call's key; look for a slip.")]}
            )
        own.offered = code
        own.save()
        holders = list(call.holders.order_by("position"))
        if all(row.offered for row in holders):
            _open(call, [row.offered for row in holders], actor)
            call.holders.update(offered="")
    return call


def prices_due(call: Call) -> bool:
    """Whether the prices are to be opened next."""
    return (
        call.terms.priced
        and call.terms.sealed
        and call.state == Call.State.REVIEWING
        and call.prices_opened_at is None
    )


def _opening_check(call: Call) -> None:
    if call.state == Call.State.CLOSED:
        return
    if not prices_due(call):
        raise WrongState(_("There is nothing to open now; entries open after the deadline."))
    if unscored(call):
        raise WrongState(_("The prices are opened after every entry is scored."))


def _open(call: Call, codes: Sequence[str], actor: Actor) -> None:
    if call.state == Call.State.CLOSED:
        _technical_open(call, codes, actor)
        call.opened_at = timezone.now()
        advance(CALL, "open", call, actor_id=actor.user_id)
        entries_settle(call, actor_id=actor.user_id)
        return
    for entry in call.entries.filter(state=Entry.State.HANDED_IN):
        text = _unsealed(entry, "price", entry.pricing, codes)
        entry.price = Decimal(json.loads(text)["price"]) if text else None
        entry.save()
        if text is None:
            _exclude(entry, actor)
    call.prices_opened_at = timezone.now()
    call.revision += 1
    call.save()
    publish(CallPricesOpened(call_id=call.pk), actor_id=actor.user_id)


def _technical_open(call: Call, codes: Sequence[str], actor: Actor) -> None:
    held = (Entry.State.HANDED_IN, Entry.State.TO_CONFIRM)
    for entry in call.entries.filter(state__in=held, technical__isnull=False):
        text = _unsealed(entry, "technical", entry.technical, codes)
        entry.answers = json.loads(text) if text else {}
        entry.save()
        if text is None and entry.state == Entry.State.HANDED_IN:
            _exclude(entry, actor)


def _unsealed(
    entry: Entry, envelope: str, sealed: bytes | memoryview | None, codes: Sequence[str]
) -> bytes | None:
    try:
        return sealing.unseal(bytes(sealed or b""), codes, envelope_about(entry, envelope))
    except sealing.SealBroken:
        return None


def _exclude(entry: Entry, actor: Actor) -> None:
    """What was altered after it arrived does not open; the others do."""
    entry.note = BROKEN
    advance(ENTRY, "exclude", entry, actor_id=actor.user_id)
