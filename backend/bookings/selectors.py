"""Reads of bookings, within what the reader may know."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.accounts.selectors import members_with_duty
from backend.catalog.kinds import ACHIEVEMENT, KINDS
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to, listings_of, listings_visible_to
from backend.core.errors import NotFound

from .models import BookedBlock, Booking, Policy
from .policy_checks import STRIKES_FOR, Wanted
from .rules import HOLD

State = Booking.State
BOOKABLE = [kind.name for kind in KINDS.values() if kind.bookable]
_RELATED = ("listing__owner", "listing__contact", "organisation", "booked_by", "achievement")


def bookings_readable_by(actor: Actor) -> QuerySet[Booking]:
    """Bookings of and at the actor's organisations, the latest time first; the SQL of rules.may_read."""
    sides = party_query(actor, organisations=["organisation", "listing__owner"])
    return Booking.objects.filter(sides).select_related(*_RELATED).order_by("-starts_at", "-pk")


def booking_readable_by(actor: Actor, booking_id: int) -> Booking:
    """One booking. Raises NotFound, also where the actor may not know of it."""
    found = bookings_readable_by(actor).filter(pk=booking_id).first()
    if found is None:
        raise NotFound(_("This booking does not exist, or you may not see it."))
    return found


def bookings_of_own(actor: Actor) -> QuerySet[Booking]:
    """What the organisation acted for has booked."""
    return bookings_readable_by(actor).filter(organisation=actor.organisation_id)


def bookings_held(actor: Actor) -> QuerySet[Booking]:
    """Bookings, by others or by itself, of what the organisation acted for has listed and the actor
    answers for."""
    held = HOLD.query(actor, organisation="listing__owner", contact="listing__contact")
    return bookings_readable_by(actor).filter(held, listing__owner=actor.organisation_id)


def bookable_visible_to(actor: Actor, listing_id: int) -> Listing:
    """Something that is booked, as the actor may know it. Raises NotFound."""
    listing = listing_visible_to(actor, listing_id)
    if not listing.type.bookable:
        raise NotFound(_("This is not booked; there is no calendar of it."))
    return listing


def bookables_of(actor: Actor) -> QuerySet[Listing]:
    """What the organisation acted for has listed to be booked and the actor answers for."""
    held = HOLD.query(actor, organisation="owner", contact="contact")
    return listings_of(actor).filter(held, kind__in=BOOKABLE).select_related("booking_policy")


def policy_of(listing: Listing) -> Policy | None:
    """The rules by which it is booked; None before its holder has written them."""
    found = Policy.objects.filter(listing=listing).prefetch_related("closures").first()
    if found is not None:
        found.listing = listing
    return found


def achievements_of(actor: Actor) -> QuerySet[Listing]:
    """What the organisation acted for may bring to a pilot line."""
    return listings_of(actor, kind=ACHIEVEMENT.name)


def achievement_shown(actor: Actor, booking: Booking) -> Listing | None:
    """The achievement that is piloted, where the reader may know of it."""
    if booking.achievement_id is None:
        return None
    return listings_visible_to(actor).filter(pk=booking.achievement_id).first()


def wanted_of(
    policy: Policy, *, organisation_id: int | None, starts_at: datetime, blocks: int
) -> Wanted:
    """A request with what the rules ask about it."""
    of_organisation = Booking.objects.filter(
        listing_id=policy.listing_id, organisation_id=organisation_id or 0
    )
    now = timezone.now()
    return Wanted(
        policy=policy,
        starts_at=starts_at,
        blocks=blocks,
        now=now,
        held=list(of_organisation.filter(state__in=Booking.HOLDING, ends_at__gt=now)),
        strikes=strikes_of(policy.listing_id, organisation_id),
        closures=list(policy.closures.all()),
        inside=organisation_id == policy.listing.owner_id,
    )


def strikes_of(listing_id: int, organisation_id: int | None) -> int:
    """How many bookings here an organisation missed of late, or cancelled too late."""
    missed = Q(state=State.MISSED) | Q(state=State.CANCELLED, late=True)
    return Booking.objects.filter(
        missed,
        listing_id=listing_id,
        organisation_id=organisation_id or 0,
        ended_at__gt=timezone.now() - STRIKES_FOR,
    ).count()


def places_taken(listing_id: int, begins: datetime, ends: datetime) -> dict[datetime, set[int]]:
    """The places that are taken, by the beginning of their block."""
    rows = BookedBlock.objects.filter(
        listing_id=listing_id, starts_at__gte=begins, starts_at__lt=ends
    )
    found: dict[datetime, set[int]] = {}
    for starts_at, place in rows.values_list("starts_at", "place"):
        found.setdefault(starts_at, set()).add(place)
    return found


def bookings_between(listing_id: int, begins: datetime, ends: datetime) -> list[Booking]:
    """Those that hold a time or held it, in their order; rights are the caller's."""
    states = (*Booking.HOLDING, State.USED, State.MISSED)
    rows = Booking.objects.filter(
        listing_id=listing_id, state__in=states, starts_at__lt=ends, ends_at__gt=begins
    )
    return list(rows.select_related("organisation").order_by("starts_at", "pk"))


def bookings_to_record(actor: Actor) -> QuerySet[Booking]:
    """Confirmed ones whose time is over: the holder says what came of them."""
    return bookings_held(actor).filter(state=State.CONFIRMED, ends_at__lte=timezone.now())


def bookings_unanswered(before: datetime) -> QuerySet[Booking]:
    """Requests whose time has come."""
    return Booking.objects.filter(state=State.REQUESTED, starts_at__lte=before).order_by("pk")


def bookings_upcoming(actor: Actor, days: int = 30) -> QuerySet[Booking]:
    """What the organisation acted for has booked and is to come, the next first."""
    now = timezone.now()
    return (
        bookings_of_own(actor)
        .filter(state__in=Booking.HOLDING, ends_at__gt=now, starts_at__lt=now + timedelta(days))
        .order_by("starts_at", "pk")
    )


def people_holding(booking: Booking) -> set[int]:
    """Who answers for what is booked: its contact, else those who do for its owner."""
    people = set(
        members_with_duty(booking.listing.owner_id, *HOLD.duties).values_list("pk", flat=True)
    )
    return people | {booking.listing.contact_id}


def people_booking(booking: Booking) -> set[int]:
    """Who booked it."""
    return {booking.booked_by_id}
