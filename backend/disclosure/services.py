"""Writes of access in confidence: ask, decide, revoke, end; and who has read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.models import Listing, ListingGrant, ListingReader
from backend.catalog.selectors import listing_visible_to
from backend.catalog.services import listing_grant, listing_grant_end
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

from . import rules
from .events import AccessAsked, AccessEnds
from .lifecycle import ACCESS
from .models import AccessRequest, Reading
from .promise_texts import NEWEST, promise_text

State = AccessRequest.State
AGAIN = timedelta(minutes=1)  # what is read again within it is one reading


def access_ask(
    *, actor: Actor, listing_id: int, purpose: str, days: int, version: str = NEWEST
) -> AccessRequest:
    """Promise confidentiality and ask to read a listing's details; asked again, the first one stands.

    ``version`` is that of the text that the actor read. Raises NotFound, NotPermitted, WrongState where
    the details may be read already, Stale where the text is another version, ValidationError by field.
    """
    listing = listing_visible_to(actor, listing_id)
    asking_check(actor, listing)
    with transaction.atomic():
        Listing.objects.select_for_update().get(pk=listing_id)
        asker = Organisation.objects.get(pk=actor.organisation_id or 0)
        open_one = AccessRequest.objects.filter(
            listing=listing, organisation=asker, state__in=AccessRequest.OPEN
        ).first()
        if open_one is not None:
            return open_one
        request = _written(actor, listing, asker, purpose, days, version)
        publish(AccessAsked(access_request_id=request.pk), actor_id=actor.user_id)
    return request


def asking_check(actor: Actor, listing: Listing) -> None:
    """Raise WrongState where the actor may read the details already or nobody may ask, NotPermitted
    where he may not ask."""
    if not rules.ASK.allows(actor, actor.organisation_id):
        raise NotPermitted(rules.NOT_ASKING)
    if listing.details_readable:  # type: ignore[attr-defined]
        raise WrongState(_("You may read the details already."))
    if not rules.may_ask(actor, listing):
        raise NotPermitted(rules.NOT_ASKING)


def _written(
    actor: Actor, listing: Listing, asker: Organisation, purpose: str, days: int, version: str
) -> AccessRequest:
    if version != NEWEST:
        raise Stale(
            _("The text is another version than the one you read; read it again."),
            changed_by="",
            changed_at=timezone.now(),
            revision=1,
        )
    text = promise_text(listing, asker, language="zh")
    request = AccessRequest(
        listing=listing,
        organisation=asker,
        asked_by_id=actor.person,
        purpose=purpose.replace("\x00", "").strip(),
        days=days,
        version=version,
        text=text,
        reading=promise_text(listing, asker, language="en"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    if not request.purpose:
        raise ValidationError({"purpose": [_("Say what you want to read it for.")]})
    save_checked(request)
    return request


def access_grant(
    *, actor: Actor, access_request_id: int, expected_revision: int | None = None
) -> AccessRequest:
    """Let who asked read the details for the time asked for. Raises NotFound, NotPermitted, WrongState,
    Stale."""
    with moving(
        ACCESS, "grant", access_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        _decided(request, actor)
        request.ends_at = timezone.now() + timedelta(days=request.days)
        listing_grant(
            listing_id=request.listing_id,
            organisation_id=request.organisation_id,
            ground=request.ground,
            actor_id=actor.user_id,
        )
        ends = AccessEnds(access_request_id=request.pk)
        publish(ends, actor_id=None, due_at=request.ends_at)
    return request


def access_decline(
    *, actor: Actor, access_request_id: int, expected_revision: int | None = None, note: str
) -> AccessRequest:
    """Decline, with a reason that who asked reads. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        ACCESS,
        "decline",
        access_request_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as request:
        _decided(request, actor)
    return request


def access_withdraw(
    *, actor: Actor, access_request_id: int, expected_revision: int | None = None
) -> AccessRequest:
    """Take one's own request back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        ACCESS, "withdraw", access_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        return request


def access_revoke(
    *, actor: Actor, access_request_id: int, expected_revision: int | None = None, note: str
) -> AccessRequest:
    """End a grant at once, with a reason. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        ACCESS,
        "revoke",
        access_request_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as request:
        _decided(request, actor)
        listing_grant_end(
            listing_id=request.listing_id, ground=request.ground, actor_id=actor.user_id
        )
    return request


SERVICES: dict[str, Callable[..., AccessRequest]] = {
    "grant": access_grant,
    "decline": access_decline,
    "withdraw": access_withdraw,
    "revoke": access_revoke,
}


def access_end(*, access_request_id: int) -> None:
    """Take a grant away whose time is over; nothing where it is not, or was revoked. Repeatable."""
    with transaction.atomic():
        request = ACCESS.lock(access_request_id)
        over = request.ends_at is not None and request.ends_at <= timezone.now()
        if request.state != State.GRANTED or not over:
            return
        advance(ACCESS, "end", request, actor_id=None)
        listing_grant_end(listing_id=request.listing_id, ground=request.ground, actor_id=None)


def _decided(request: AccessRequest, actor: Actor) -> None:
    request.decided_by_id, request.decided_at = actor.person, timezone.now()


def readings_note(actor: Actor, listings: Sequence[Listing], place: str, what: str) -> None:
    """Keep that somebody from outside read these listings' details, which he may by a grant, as who
    helps with them, or as the platform. What is read again within a minute is one reading."""
    since = timezone.now() - AGAIN
    again = set(
        Reading.objects.filter(
            listing__in=listings, user=actor.person, place=place, what=what, at__gt=since
        ).values_list("listing_id", flat=True)
    )
    fresh = [listing for listing in listings if listing.pk not in again]
    if not fresh:
        return
    grounds = _grounds(actor, fresh)
    Reading.objects.bulk_create(
        Reading(
            listing=listing,
            user_id=actor.person,
            organisation_id=actor.organisation_id,
            ground=grounds.get(listing.pk, "operator" if actor.operator else "broker"),
            place=place,
            what=what,
        )
        for listing in fresh
    )


def _grounds(actor: Actor, listings: Sequence[Listing]) -> dict[int, str]:
    """What lets the actor read each: a deal before a request, since it has no end."""
    readers = ListingReader.objects.filter(listing__in=listings, user=actor.person)
    grants = ListingGrant.objects.filter(
        listing__in=listings, organisation__in=list(actor.duties)
    ).order_by("-ground")
    return {
        **dict(readers.values_list("listing_id", "ground")),
        **dict(grants.values_list("listing_id", "ground")),
    }
