"""The rules by which something is booked, and the days on which nothing is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.bookings import rules
from backend.bookings.events import PolicySet
from backend.bookings.models import Booking, Closure, Policy
from backend.bookings.selectors import bookable_visible_to, bookings_between
from backend.bookings.values import ClosureValues, PolicyValues
from backend.catalog.models import Listing
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish


def policy_set(
    *, actor: Actor, listing_id: int, values: PolicyValues, expected_revision: int | None = None
) -> Policy:
    """Write when and by which rules something is booked; bookings that stand are kept.

    Raises NotFound, NotPermitted, Stale, ValidationError by field.
    """
    with transaction.atomic():
        listing = _held(actor, listing_id)
        policy = Policy.objects.select_for_update().filter(listing=listing).first()
        if policy is None:
            policy = Policy(listing=listing)
        elif expected_revision is not None and expected_revision != policy.revision:
            raise Stale(
                _("Somebody changed this in the meantime."),
                changed_by=str(listing.owner),
                changed_at=policy.updated_at,
                revision=policy.revision,
            )
        else:
            policy.revision += 1
        for name, value in asdict(values).items():
            setattr(policy, name, sorted(value) if name == "weekdays" else value)
        policy.full_clean()
        policy.save()
        publish(PolicySet(listing_id=listing.pk), actor_id=actor.user_id)
    return policy


def closure_add(*, actor: Actor, listing_id: int, values: ClosureValues) -> Closure:
    """Close it for some days. Raises NotFound, NotPermitted, ValidationError by field, WrongState where
    bookings stand in the way."""
    with transaction.atomic():
        policy = policy_locked(_held(actor, listing_id))
        closure = Closure(policy=policy, **asdict(values))
        closure.clean_fields()
        if values.ends_on < values.starts_on:
            raise ValidationError({"ends_on": [_("The last day is not before the first.")]})
        _none_in(policy, values)
        closure.save()
        publish(PolicySet(listing_id=policy.listing_id), actor_id=actor.user_id)
    return closure


def closure_remove(*, actor: Actor, listing_id: int, closure_id: int) -> None:
    """Open it on these days again. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        policy = policy_locked(_held(actor, listing_id))
        policy.closures.filter(pk=closure_id).delete()
        publish(PolicySet(listing_id=policy.listing_id), actor_id=actor.user_id)


def policy_locked(listing: Listing) -> Policy:
    """The rules, locked: who books waits for who changes them, and for who books before. Raises
    WrongState where there are none."""
    found = (
        Policy.objects.select_for_update(of=("self",))
        .select_related("listing__owner")
        .filter(listing=listing)
        .first()
    )
    if found is None:
        raise WrongState(_("Its holder has not opened the calendar yet."))
    return found


def _held(actor: Actor, listing_id: int) -> Listing:
    listing = bookable_visible_to(actor, listing_id)
    if not rules.may_hold(actor, listing):
        raise NotPermitted(rules.NOT_HOLDER)
    return listing


def _none_in(policy: Policy, values: ClosureValues) -> None:
    zone = timezone.get_default_timezone()
    begins = datetime.combine(values.starts_on, time(0), tzinfo=zone)
    ends = datetime.combine(values.ends_on + timedelta(days=1), time(0), tzinfo=zone)
    standing = [
        booking
        for booking in bookings_between(policy.listing_id, begins, ends)
        if booking.state in Booking.HOLDING
    ]
    if standing:
        raise WrongState(
            _("Bookings stand in the way; decline or call them off first: %(numbers)s.")
            % {"numbers": " · ".join(booking.number for booking in standing[:5])}
        )
