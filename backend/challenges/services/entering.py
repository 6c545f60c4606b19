"""Entrants hand in, replace, confirm and withdraw; members of consortia join."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.challenges import rules, sealing
from backend.challenges.events import EntryHandedIn, EntryJoined
from backend.challenges.lifecycle import ENTRY
from backend.challenges.models import Call, Entry, EntryMember
from backend.challenges.selectors import call_locked, call_visible_to, entry_readable_by
from backend.challenges.values import EntryValues
from backend.core.dates import day
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish

from .consortia import members_check, members_write
from .eligibility import entrant_check
from .keys import envelope_about


def entry_hand_in(*, actor: Actor, call_id: int, values: EntryValues) -> Entry:
    """Hand in an entry, or replace one's own as a whole. What counts is when it arrived here.

    Raises NotFound, NotPermitted with the reason, WrongState where the call is not open or it came
    too late, ValidationError by field.
    """
    arrived = timezone.now()
    call = call_visible_to(actor, call_id)
    organisation = entrant_check(actor, call, alone=values.alone)
    with transaction.atomic():
        call = call_locked(call.pk)
        _open_check(call, arrived, values.edition)
        _values_check(call, values)
        entry = _own(call, organisation.pk if organisation else None, actor)
        again = entry.pk is not None
        members_check(call, organisation, values, entry)
        entry.state, entry.edition = Entry.State.HANDED_IN, call.edition
        entry.handed_in_at = arrived
        _fill(entry, values)
        entry.revision += again
        try:
            with transaction.atomic():
                entry.save()
        except IntegrityError as error:
            raise WrongState(_("An entry of yours is there already; look again.")) from error
        members_write(entry, values, actor)
        publish(EntryHandedIn(entry_id=entry.pk, again=again), actor_id=actor.user_id)
    return entry


def entry_confirm(*, actor: Actor, entry_id: int, expected_revision: int | None = None) -> Entry:
    """Hold to an entry under changed conditions. Raises as ``moving``."""
    with moving(
        ENTRY, "confirm", entry_id, actor=actor, expected_revision=expected_revision
    ) as entry:
        entry.edition = entry.call.edition
    return entry


def entry_withdraw(*, actor: Actor, entry_id: int, expected_revision: int | None = None) -> Entry:
    """Take an entry back; its content is deleted. Raises as ``moving``."""
    with moving(
        ENTRY, "withdraw", entry_id, actor=actor, expected_revision=expected_revision
    ) as entry:
        entry.technical = entry.pricing = entry.price = None
        entry.answers = {}
    return entry


def entry_join(*, actor: Actor, entry_id: int) -> EntryMember:
    """Confirm the part of the organisation acted for in a consortium.

    Raises NotFound, NotPermitted, WrongState after the deadline or where the organisation takes part in
    another entry of the call.
    """
    entry_readable_by(actor, entry_id)
    with transaction.atomic():
        entry = Entry.objects.select_related("call").get(pk=entry_id)
        call = call_locked(entry.call_id)
        part = entry.members.select_for_update().filter(organisation=actor.organisation_id).first()
        if part is None:
            raise NotFound(_("Your organisation has no part in this entry."))
        if not rules.may_join(actor, part):
            raise NotPermitted(_("Who answers for your organisation confirms its part."))
        entrant_check(actor, call, alone=False, joining=True)
        if not call.takes(timezone.now()):
            raise WrongState(_("The deadline is over; nothing can be changed any more."))
        if other_part(call, part.organisation_id, entry.pk):
            raise WrongState(_("Your organisation takes part in another entry of this call."))
        if part.confirmed_at is None:
            part.confirmed_by_id, part.confirmed_at = actor.user_id, timezone.now()
            part.save()
            publish(
                EntryJoined(entry_id=entry.pk, organisation_id=part.organisation_id),
                actor_id=actor.user_id,
            )
    return part


def other_part(call: Call, organisation_id: int, entry_id: int | None) -> bool:
    """Whether an organisation has confirmed a part in another entry of the call."""
    parts = EntryMember.objects.filter(
        entry__call=call, organisation=organisation_id, confirmed_at__isnull=False
    )
    others = parts.exclude(entry=entry_id).exclude(entry__state=Entry.State.WITHDRAWN)
    led = call.entries.filter(organisation=organisation_id).exclude(pk=entry_id or 0)
    return others.exists() or led.exclude(state=Entry.State.WITHDRAWN).exists()


def _open_check(call: Call, arrived: datetime, edition: int | None) -> None:
    if call.state in (Call.State.DRAFT, Call.State.JUSTIFIED):
        raise WrongState(_("The call is not open yet."))
    if call.poster.suspended:
        raise WrongState(_("The platform has stopped who posts this call for now; enter later."))
    if not call.takes(arrived):
        if arrived < call.closes_at:
            raise WrongState(_("The call takes no entries any more."))
        closed, came = timezone.localtime(call.closes_at), timezone.localtime(arrived)
        raise WrongState(
            _("Too late: entries closed %(closed)s, yours arrived %(came)s.")
            % {
                "closed": f"{day(closed)} {closed:%H:%M:%S}",
                "came": f"{day(came)} {came:%H:%M:%S}",
            }
        )
    if call.level and call.type.levels:
        raise WrongState(_("Entries of this level come from the level below."))
    if edition is not None and edition != call.edition:
        raise WrongState(
            _("The conditions changed while you were writing; read them and hand in again.")
        )


def _values_check(call: Call, values: EntryValues) -> None:
    errors: dict[str, list[object]] = {}
    for question in call.terms.questions:
        text = values.answers.get(question.name, "").strip()
        if question.required and not text:
            errors[question.name] = [_("This is needed.")]
        elif len(text) > question.most:
            errors[question.name] = [_("At most %(n)s characters.") % {"n": question.most}]
    known = {question.name for question in call.terms.questions}
    if unknown := set(values.answers) - known:
        errors["answers"] = [_("The call does not ask for “%(name)s”.") % {"name": min(unknown)}]
    if call.terms.priced:
        if values.price is None or values.price <= 0:
            errors["price"] = [_("Say your price; it is more than nothing.")]
        elif call.budget is not None and values.price > call.budget:
            errors["price"] = [_("Your price is above the amount of the call.")]
        elif values.price != values.price.quantize(Decimal("0.01")):
            errors["price"] = [_("Write at most two decimals, as in 1250.50.")]
    if errors:
        raise ValidationError(errors)


def _own(call: Call, organisation_id: int | None, actor: Actor) -> Entry:
    """The entrant's entry, locked, or a new one. Raises NotPermitted, WrongState."""
    live = call.entries.select_for_update(of=("self",)).exclude(state=Entry.State.WITHDRAWN)
    if organisation_id is None:
        found = live.filter(organisation__isnull=True, entered_by=actor.user_id).first()
    else:
        found = live.filter(organisation_id=organisation_id).first()
    if found is None:
        if organisation_id is not None and other_part(call, organisation_id, None):
            raise WrongState(_("Your organisation takes part in another entry of this call."))
        return Entry(call=call, organisation_id=organisation_id, entered_by_id=actor.person)
    if not rules.may_lead(actor, found):
        raise NotPermitted(
            _("Somebody of your organisation has entered; they or your office replace it.")
        )
    if found.state == Entry.State.EXCLUDED:
        raise WrongState(_("Your entry was excluded."))
    return found


def _fill(entry: Entry, values: EntryValues) -> None:
    """Put the content in, sealed where the call seals, and the receipt that the entrant keeps."""
    answers = {name: text.strip() for name, text in values.answers.items()}
    content = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
    price = json.dumps({"price": str(values.price)}).encode()
    if not entry.call.terms.sealed:
        entry.answers, entry.price = answers, values.price
        entry.digest = hashlib.sha256(content + price).hexdigest()
        return
    holders = entry.call.holders.order_by("position")
    publics = [bytes(row.public) for row in holders]
    entry.technical = sealing.seal(content, publics, envelope_about(entry, "technical"))
    if entry.call.terms.priced:
        entry.pricing = sealing.seal(price, publics, envelope_about(entry, "price"))
    entry.digest = hashlib.sha256(entry.technical + (entry.pricing or b"")).hexdigest()
