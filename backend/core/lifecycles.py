"""Things with states: one table each, and the one way to move a thing along it.

An app writes its table in ``lifecycle.py``. Its services move things with ``moving`` (somebody acts)
or ``advance`` (the platform, on a thing that is locked already); buttons, API, next steps and the
trail read the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .errors import NotFound, NotPermitted, Stale, WrongState
from .events import DomainEvent
from .models import Fact
from .outbox import publish

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
T = TypeVar("T", bound=models.Model)
NOTE_LENGTH = 2000

WHY = _("Why?")
NO_REASON = _("Choose a reason from the list.")
OWN_WORDS = _("In your own words")
MISSING = _("Say in a few words what the reason is.")
REFUSED = _("You may not do this.")
STALE = _("Somebody changed this in the meantime.")


class Acting(Protocol):
    """Who acts: an actor of the accounts."""

    @property
    def user_id(self) -> int | None:
        """The person; None for a visitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What an act asks for, and the columns that keep it.

    ``reasons`` is a list to choose from; ``other`` is the one that needs words. ``missing`` is said
    where a reason, or a note that must be there, is not given.
    """

    reasons: type[models.TextChoices] | None = None
    reason_label: Words = WHY
    reason_column: str = ""
    other: str = ""
    note: bool = False
    note_required: bool = False
    note_label: Words = OWN_WORDS
    note_column: str = ""
    missing: Words = MISSING
    help: Words = ""

    def write(self, thing: models.Model, reason: str, note: str) -> None:
        """Keep what was given. Raises ValidationError by field."""
        note = note.replace("\x00", "").strip()
        if self.reasons is not None and reason not in self.reasons.values:
            raise ValidationError({"reason": NO_REASON})
        if not note and (self.note_required or (self.other and reason == self.other)):
            raise ValidationError({"note": self.missing})
        if len(note) > NOTE_LENGTH:
            raise ValidationError({"note": _("At most 2,000 characters.")})
        if self.reason_column:
            setattr(thing, self.reason_column, reason)
        if self.note_column:
            setattr(thing, self.note_column, note)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transition(Generic[T]):
    """A row of the table: from which states to which, by whom, and what is said of it.

    ``target`` None deletes the thing. ``may`` is a predicate of actor and thing, None where only
    the platform does it; ``after`` is how long the thing rests in a source state before it does.
    ``blocked`` says why it cannot be done now, apart from the state. ``words`` stand on the button,
    ``invitation`` over its form and ``submit`` below it where these say more, ``done`` after it was
    pressed, ``told`` in the trail.
    """

    act: str
    source: tuple[str, ...]
    target: str | None
    may: Callable[[Any, T], bool] | None = None
    refused: Words = REFUSED
    blocked: Callable[[T], Words | None] = lambda thing: None
    ask: Ask | None = None
    event: type[DomainEvent] | None = None
    words: Words = ""
    invitation: Words = ""
    submit: Words = ""
    done: Words = ""
    told: Words | Callable[[Fact], str] = ""
    look: str = ""  # of the button: main, danger or plain
    after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lifecycle(Generic[T]):
    """The table of one thing.

    ``column`` is where its state stands; of a thing with a state for each side, a function of thing
    and actor that raises NotPermitted for who has no side. ``find`` reads it where the actor may know
    of it, else raises NotFound; ``lock`` reads it for update. ``facts`` are what its
    events tell, each takes what it has a field for. ``settled`` says of a state why an act is not
    possible in it.
    """

    name: str
    model: type[T]
    states: type[models.TextChoices]
    transitions: tuple[Transition[T], ...]
    find: Callable[[Any, int], T]
    lock: Callable[[int], T]
    facts: Callable[[T, Any], Mapping[str, Any]]
    column: str | Callable[[T, Any], str] = "state"
    changed_by: Callable[[T], str] = lambda thing: ""
    stale: Words = STALE
    settled: Mapping[str, Words] = field(default_factory=dict)
    revised: bool = True  # whether a move raises the revision

    def __post_init__(self) -> None:
        LIFECYCLES[self.name] = self

    def transition(self, act: str) -> Transition[T]:
        """The row of an act. Raises NotFound where there is none."""
        for step in self.transitions:
            if step.act == act:
                return step
        raise NotFound(_("There is no such act."))

    def state_of(self, thing: T, actor: Any) -> str:
        """The state it is in, for this actor. Raises NotPermitted for who has no side in it."""
        column = self.column if isinstance(self.column, str) else self.column(thing, actor)
        found: str = getattr(thing, column)
        return found

    def check_may(self, step: Transition[T], thing: T, actor: Any) -> None:
        """Raise NotPermitted where the actor may not do the act in any state."""
        self.state_of(thing, actor)
        if step.may is None or not step.may(actor, thing):
            raise NotPermitted(step.refused)

    def can(self, thing: T, act: str, actor: Any, expected_revision: int | None) -> bool:
        """Whether ``moving`` would do it now; for work that is to be done before anything is locked."""
        same = expected_revision in (None, getattr(thing, "revision", 0))
        return same and self.transition(act) in self.open_to(thing, actor)

    def open_to(self, thing: T, actor: Any) -> list[Transition[T]]:
        """What the actor may do with it now."""
        try:
            state = self.state_of(thing, actor)
        except NotPermitted:
            return []
        return [
            step
            for step in self.transitions
            if state in step.source
            and step.may is not None
            and step.may(actor, thing)
            and step.blocked(thing) is None
        ]

    def trail_words(self) -> dict[str, Callable[[Fact], str]]:
        """What the trail says of each of its events."""
        return {
            step.event.name: _saying(step.told)
            for step in self.transitions
            if step.event is not None and step.told
        }


LIFECYCLES: dict[str, Lifecycle[Any]] = {}


@contextmanager
def moving(
    lifecycle: Lifecycle[T],
    act: str,
    pk: int,
    *,
    actor: Acting,
    expected_revision: int | None = None,
    reason: str = "",
    note: str = "",
) -> Iterator[T]:
    """Move a thing in one transaction: lock, check, let the body write more, save, publish.

    The body sees the thing in its new state. Raises NotFound, NotPermitted, WrongState, Stale where
    ``expected_revision`` is not the thing's, ValidationError by field for what the act asks; then
    nothing is changed.
    """
    step = lifecycle.transition(act)
    with transaction.atomic():
        lifecycle.find(actor, pk)
        thing = lifecycle.lock(pk)
        _check(lifecycle, step, thing, actor, expected_revision)
        if step.ask is not None:
            step.ask.write(thing, reason, note)
        _enter(lifecycle, step, thing, actor)
        yield thing
        _leave(lifecycle, step, thing, actor, actor.user_id)


def advance(lifecycle: Lifecycle[T], act: str, thing: T, *, actor_id: int | None) -> None:
    """Move a locked thing as part of another service's transaction; who may is that one's matter.

    Raises WrongState.
    """
    step = lifecycle.transition(act)
    if lifecycle.state_of(thing, None) not in step.source:
        raise _wrong(lifecycle, thing, None)
    _enter(lifecycle, step, thing, None)
    _leave(lifecycle, step, thing, None, actor_id)


def due(lifecycle: Lifecycle[T], act: str) -> QuerySet[T]:
    """What has rested so long that the platform does this act."""
    step = lifecycle.transition(act)
    assert step.after is not None
    assert isinstance(lifecycle.column, str)
    rested = lifecycle.model._default_manager.filter(
        **{f"{lifecycle.column}__in": step.source}, updated_at__lt=timezone.now() - step.after
    )
    return rested.order_by("pk")


def _check(
    lifecycle: Lifecycle[T], step: Transition[T], thing: T, actor: Any, expected: int | None
) -> None:
    lifecycle.check_may(step, thing, actor)
    if lifecycle.state_of(thing, actor) not in step.source:
        raise _wrong(lifecycle, thing, actor)
    why = step.blocked(thing)
    if why is not None:
        raise WrongState(why)
    revision: int = getattr(thing, "revision", 0)
    if expected is not None and revision != expected:
        raise Stale(
            lifecycle.stale,
            changed_by=lifecycle.changed_by(thing),
            changed_at=thing.updated_at,  # type: ignore[attr-defined]
            revision=revision,
        )


def _wrong(lifecycle: Lifecycle[T], thing: T, actor: Any) -> WrongState:
    state = lifecycle.state_of(thing, actor)
    if state in lifecycle.settled:
        return WrongState(lifecycle.settled[state])
    words = _("This is not possible in the state “%(state)s”.")
    return WrongState(words % {"state": lifecycle.states(state).label})


def _enter(lifecycle: Lifecycle[T], step: Transition[T], thing: T, actor: Any) -> None:
    column = (
        lifecycle.column if isinstance(lifecycle.column, str) else lifecycle.column(thing, actor)
    )
    if step.target is not None:
        setattr(thing, column, step.target)


def _leave(
    lifecycle: Lifecycle[T], step: Transition[T], thing: T, actor: Any, actor_id: int | None
) -> None:
    if lifecycle.revised:
        thing.revision += 1  # type: ignore[attr-defined]
    if step.event is not None:
        wanted = {f.name for f in fields(step.event)}
        facts = {name: v for name, v in lifecycle.facts(thing, actor).items() if name in wanted}
        publish(step.event(**facts), actor_id=actor_id)
    if step.target is None:
        thing.delete()
    else:
        thing.save()


def _saying(told: Words | Callable[[Fact], str]) -> Callable[[Fact], str]:
    return told if callable(told) else lambda event: str(told)
