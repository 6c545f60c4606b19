"""Planning an event, moving it, and the acts of its lifecycle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.matchmaking import rules
from backend.matchmaking.event_kinds import event_kinds
from backend.matchmaking.events import GatheringMoved
from backend.matchmaking.lifecycle import GATHERING, gathering_locked
from backend.matchmaking.models import Gathering, Talk
from backend.matchmaking.selectors import gathering_visible_to, seats_taken
from backend.matchmaking.values import GatheringValues

from .coming import seats_fill
from .talks import seats_write

LONGEST = timedelta(days=30)
_PLANNED = (Gathering.State.DRAFT, Gathering.State.PUBLISHED)


def gathering_draft(*, actor: Actor, values: GatheringValues) -> Gathering:
    """Plan an event of the organisation acted for. Raises NotPermitted, ValidationError by field."""
    if not rules.may_hold(actor):
        raise NotPermitted(rules.NOT_ORGANISER)
    gathering = Gathering(organiser_id=actor.organisation_id or 0, contact_id=actor.person)
    _fill(gathering, values)
    gathering.save()
    return gathering


def gathering_edit(
    *,
    actor: Actor,
    gathering_id: int,
    values: GatheringValues,
    expected_revision: int | None = None,
) -> Gathering:
    """Change it; talks move along with its beginning, and all who signed up are told of another time
    or place.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field: never into the past.
    """
    with transaction.atomic():
        gathering_visible_to(actor, gathering_id)
        gathering = gathering_locked(gathering_id)
        if not rules.may_run(actor, gathering):
            raise NotPermitted(rules.NOT_ORGANISER)
        if gathering.state not in _PLANNED or gathering.over:
            raise WrongState(_("This event is over or was cancelled."))
        if expected_revision is not None and expected_revision != gathering.revision:
            raise Stale(
                _("The event changed while you were reading; look again."),
                changed_by=str(gathering.organiser),
                changed_at=gathering.updated_at,
                revision=gathering.revision,
            )
        before = (gathering.starts_at, gathering.ends_at, gathering.place)
        length = gathering.talk_minutes
        _fill(gathering, values)
        _talks_follow(gathering, gathering.starts_at - before[0], length)
        gathering.revision += 1
        gathering.save()
        moved = before != (gathering.starts_at, gathering.ends_at, gathering.place)
        if moved and gathering.state == Gathering.State.PUBLISHED:
            publish(GatheringMoved(gathering_id=gathering.pk), actor_id=actor.user_id)
        seats_fill(gathering)  # there may be more of them now
    return gathering


def gathering_publish(
    *, actor: Actor, gathering_id: int, expected_revision: int | None = None
) -> Gathering:
    """Open the sign-up. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _act("publish", actor, gathering_id, expected_revision)


def gathering_close(
    *, actor: Actor, gathering_id: int, expected_revision: int | None = None
) -> Gathering:
    """Put on record that it was held. Raises NotFound, NotPermitted, WrongState, Stale."""
    return _act("close", actor, gathering_id, expected_revision)


def gathering_cancel(
    *, actor: Actor, gathering_id: int, expected_revision: int | None = None, note: str
) -> Gathering:
    """It does not take place. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _act("cancel", actor, gathering_id, expected_revision, note)


SERVICES: dict[str, Callable[..., Gathering]] = {
    "publish": gathering_publish,
    "close": gathering_close,
    "cancel": gathering_cancel,
}


def _act(
    act: str, actor: Actor, gathering_id: int, expected_revision: int | None, note: str = ""
) -> Gathering:
    with moving(
        GATHERING, act, gathering_id, actor=actor, expected_revision=expected_revision, note=note
    ) as gathering:
        return gathering


def _fill(gathering: Gathering, values: GatheringValues) -> None:
    """Raises ValidationError by field."""
    for name, value in asdict(values).items():
        setattr(gathering, name, value.strip() if isinstance(value, str) else value)
    gathering.clean_fields(exclude={"organiser", "contact", "code", "state", "note", "uid"})
    errors: dict[str, list[object]] = {}
    if gathering.kind not in event_kinds():
        errors["kind"] = [_("Choose a kind from the list.")]
    if gathering.starts_at <= timezone.now():
        errors["starts_at"] = [_("An event is not moved to the past; give a later time.")]
    if not timedelta() < gathering.ends_at - gathering.starts_at <= LONGEST:
        errors["ends_at"] = [_("It ends after it begins, within thirty days.")]
    talks = gathering.talks_from
    if talks is not None and not gathering.starts_at <= talks < gathering.ends_at:
        errors["talks_from"] = [_("Talks begin while the event goes on.")]
    if gathering.pk and gathering.capacity < seats_taken(gathering):
        errors["capacity"] = [_("More people have a seat already; give no fewer seats.")]
    if errors:
        raise ValidationError(errors)


def _talks_follow(gathering: Gathering, by: timedelta, length: int) -> None:
    """Talks that stand keep their place in the event."""
    talks = list(gathering.talks.filter(state__in=Talk.STANDING))
    if talks and length != gathering.talk_minutes:
        raise ValidationError(
            {"talk_minutes": [_("Talks are planned already; their length stays.")]}
        )
    if not by:
        return
    for talk in talks:
        talk.seats.all().delete()
    for talk in talks:
        talk.starts_at += by
        talk.save(update_fields=["starts_at", "updated_at"])
        seats_write(talk)
