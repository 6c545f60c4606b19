"""Asking for a time, answering, cancelling, recording what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.bookings import rules
from backend.bookings.events import BookingConfirmed, BookingRequested
from backend.bookings.lifecycle import BOOKING, booking_locked, ends_free
from backend.bookings.models import MOST_TEXT, BookedBlock, Booking, Policy
from backend.bookings.policy_checks import refusals_of
from backend.bookings.selectors import (
    achievements_of,
    bookable_visible_to,
    booking_readable_by,
    bookings_unanswered,
    places_taken,
    wanted_of,
)
from backend.bookings.values import BookingValues, UseValues
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.money_fields import CENT
from backend.core.numbers import number_take
from backend.core.outbox import publish

from .policies import policy_locked

MOST_SAMPLES = 100_000
TAKEN = _("Somebody else has this time; choose another one.")


def booking_request(*, actor: Actor, values: BookingValues) -> Booking:
    """Ask for a time for the organisation acted for; it is held from now on. Where the rules say so it
    is confirmed at once.

    Raises NotFound, NotPermitted, ValidationError by field for what the rules refuse, WrongState where
    the time is taken or the listing is off the market.
    """
    listing = bookable_visible_to(actor, values.listing_id)
    making_check(actor)
    with transaction.atomic():
        policy = policy_locked(listing)
        policy.listing = listing
        if not listing.published:
            raise WrongState(_("It is not on the market at present."))
        booking = _checked(actor, policy, values)
        confirmed = policy.self_confirmed or booking.inside
        booking.state = Booking.State.CONFIRMED if confirmed else Booking.State.REQUESTED
        booking.number = number_take("booking")
        booking.save()
        _take(policy, booking, values.blocks)
        told = {"booking_id": booking.pk, "listing_id": listing.pk}
        publish(BookingRequested(**told), actor_id=actor.user_id)
        if confirmed:
            publish(BookingConfirmed(**told), actor_id=actor.user_id)
    return booking


def making_check(actor: Actor) -> None:
    """Raise NotPermitted where the actor books nothing as the organisation acted for, WrongState where
    that is not verified."""
    if not rules.may_book(actor):
        raise NotPermitted(
            _("Members of an enterprise, a university or an agency book. Switch to yours.")
        )
    if not Organisation.objects.filter(on_market(), pk=actor.organisation_id or 0).exists():
        raise WrongState(_("Your organisation waits for verification; book then."))


def booking_confirm(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None
) -> Booking:
    """Say yes to a request. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        BOOKING, "confirm", booking_id, actor=actor, expected_revision=expected_revision
    ) as booking:
        return booking


def booking_decline(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None, note: str
) -> Booking:
    """Say no, and why; the time is free again. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    return _end(actor, "decline", booking_id, expected_revision, note)


def booking_call_off(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None, note: str
) -> Booking:
    """The holder cannot keep it. Raises as ``booking_decline``."""
    return _end(actor, "call_off", booking_id, expected_revision, note)


def booking_cancel(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None, note: str = ""
) -> Booking:
    """Who booked does not come; after the time that the rules set it counts as missed.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        booking_readable_by(actor, booking_id)
        late = not ends_free(booking_locked(booking_id))
        with moving(
            BOOKING, "cancel", booking_id, actor=actor, expected_revision=expected_revision,
            note=note,
        ) as booking:  # fmt: skip
            booking.late = late
            _free(booking)
    return booking


def booking_miss(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None, note: str = ""
) -> Booking:
    """Put on record that nobody came. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        BOOKING, "miss", booking_id, actor=actor, expected_revision=expected_revision, note=note
    ) as booking:
        booking.ended_at = timezone.now()
    return booking


def booking_record(
    *, actor: Actor, booking_id: int, expected_revision: int | None = None, values: UseValues
) -> Booking:
    """Put a use on record and reckon what is owed for it, by the rates that it was asked for at.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        BOOKING, "record", booking_id, actor=actor, expected_revision=expected_revision
    ) as booking:
        booking.used_hours = values.hours
        booking.used_samples = values.samples
        booking.result = values.result.strip()
        booking.trl_before, booking.trl_after = values.trl_before, values.trl_after
        booking.recorded_at = timezone.now()
        _use_check(booking)
        booking.amount = reckoned(booking, values.hours, values.samples)
    return booking


def bookings_lapse(*, now: datetime) -> int:
    """Requests whose time came without an answer end; return how many did."""
    ended = 0
    for booking_id in bookings_unanswered(now).values_list("pk", flat=True):
        with transaction.atomic():
            booking = booking_locked(booking_id)
            if booking.state == Booking.State.REQUESTED and booking.starts_at <= now:
                _free(booking)
                advance(BOOKING, "lapse", booking, actor_id=None)
                ended += 1
    return ended


def reckoned(booking: Booking, hours: Decimal, samples: int) -> Decimal:
    """What so many hours and samples cost at the booking's rates, in yuan; nothing for the holder."""
    if booking.inside:
        return Decimal(0)
    cost = (booking.rate_hour or 0) * hours + (booking.rate_sample or 0) * samples
    return Decimal(cost).quantize(CENT, ROUND_HALF_UP)


SERVICES: dict[str, Callable[..., Booking]] = {
    "confirm": booking_confirm,
    "decline": booking_decline,
    "record": booking_record,
    "miss": booking_miss,
    "cancel": booking_cancel,
    "call_off": booking_call_off,
}


def _end(
    actor: Actor, act: str, booking_id: int, expected_revision: int | None, note: str
) -> Booking:
    with moving(
        BOOKING, act, booking_id, actor=actor, expected_revision=expected_revision, note=note
    ) as booking:
        _free(booking)
    return booking


def _free(booking: Booking) -> None:
    """Give its time back."""
    booking.blocks.all().delete()
    booking.ended_at = timezone.now()


def _checked(actor: Actor, policy: Policy, values: BookingValues) -> Booking:
    """The request as the rules take it. Raises ValidationError by field."""
    errors: dict[str, list[object]] = {}
    wanted = wanted_of(
        policy,
        organisation_id=actor.organisation_id,
        starts_at=values.starts_at,
        blocks=values.blocks,
    )
    errors.update(refusals_of(wanted))  # type: ignore[arg-type]
    purpose = values.purpose.replace("\x00", "").strip()
    if not purpose:
        errors["purpose"] = [_("Say in a few words what you would do; its holder prepares for it.")]
    elif len(purpose) > MOST_TEXT:
        errors["purpose"] = [_("At most 2,000 characters.")]
    if not 0 <= values.samples <= MOST_SAMPLES:
        errors["samples"] = [_("Give a number from 0 to 100,000.")]
    achievement = None
    if values.achievement_id is not None:
        achievement = achievements_of(actor).filter(pk=values.achievement_id).first()
        if achievement is None:
            errors["achievement"] = [_("Choose an achievement of your own organisation.")]
    if errors:
        raise ValidationError(errors)
    details: Any = policy.listing.details
    return Booking(
        listing=policy.listing,
        organisation_id=actor.organisation_id or 0,
        booked_by_id=actor.person,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        purpose=purpose,
        samples_planned=values.samples,
        achievement=achievement,
        rate_hour=details.rate_hour,
        rate_sample=details.rate_sample,
    )


def _take(policy: Policy, booking: Booking, blocks: int) -> None:
    """Hold the first place that is free in all its blocks. Raises WrongState.

    The locked rules let one in at a time; the unique constraint holds whatever gets past them.
    """
    taken = places_taken(policy.listing_id, booking.starts_at, booking.ends_at)
    used = set().union(*taken.values()) if taken else set()
    place = next((n for n in range(policy.places) if n not in used), None)
    if place is None:
        raise WrongState(TAKEN)
    try:
        with transaction.atomic():
            BookedBlock.objects.bulk_create(
                BookedBlock(
                    listing_id=policy.listing_id,
                    booking=booking,
                    place=place,
                    starts_at=booking.starts_at + policy.block * n,
                )
                for n in range(blocks)
            )
    except IntegrityError as error:
        raise WrongState(TAKEN) from error


def _use_check(booking: Booking) -> None:
    errors: dict[str, list[object]] = {}
    if booking.used_hours is None or not 0 <= booking.used_hours <= 10_000:
        errors["hours"] = [_("Give the hours that it was used.")]
    if not 0 <= (booking.used_samples or 0) <= MOST_SAMPLES:
        errors["samples"] = [_("Give a number from 0 to 100,000.")]
    if len(booking.result) > MOST_TEXT:
        errors["result"] = [_("At most 2,000 characters.")]
    if booking.trl_before and booking.trl_after and booking.trl_after < booking.trl_before:
        errors["trl_after"] = [_("It is not below the level before.")]
    if errors:
        raise ValidationError(errors)
