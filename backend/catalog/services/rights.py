"""Who accompanies a listing and who may read it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty, memberships_with_duty, on_market
from backend.catalog import rules
from backend.catalog.audiences import tokens_of
from backend.catalog.events import (
    ListingAudienceChanged,
    ListingBrokerNamed,
)
from backend.catalog.lifecycle import listing_lock
from backend.catalog.models import Listing, ListingAudience, ListingGrant, ListingReader
from backend.core.errors import NotFound, NotPermitted
from backend.core.outbox import publish


def listing_assign_broker(*, actor: Actor, listing_id: int, broker_id: int | None) -> Listing:
    """Name the broker who accompanies a listing, or nobody. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        listing = listing_lock(actor, listing_id)
        if not rules.may_assign_broker(actor, listing):
            raise NotPermitted(_("Only its authors choose a broker for this listing."))
        if broker_id is not None and not is_broker(broker_id):
            raise NotFound(_("There is no such broker."))
        before = listing.broker_id
        _broker_set(listing, broker_id, actor_id=actor.user_id)
        if broker_id is not None and broker_id != before:
            event = ListingBrokerNamed(listing_id=listing.pk, broker_id=broker_id)
            publish(event, actor_id=actor.user_id)
    return listing


def _broker_set(listing: Listing, broker_id: int | None, *, actor_id: int | None) -> None:
    listing.broker_id = broker_id
    listing.document_version += 1
    listing.save()
    audience_write(listing)
    publish(ListingAudienceChanged(listing_id=listing.pk), actor_id=actor_id)


def listings_hand_over(*, organisation_id: int, user_id: int) -> None:
    """Where somebody left an organisation, a colleague who decides there answers for their listings.

    Who is no broker any more accompanies none.
    """
    with transaction.atomic():
        successor = members_with_duty(organisation_id, *BINDING).order_by("pk").first()
        if successor is not None:
            Listing.objects.filter(owner_id=organisation_id, contact_id=user_id).update(
                contact=successor
            )
        if is_broker(user_id):
            return
        for listing in Listing.objects.select_for_update().filter(broker_id=user_id):
            _broker_set(listing, None, actor_id=None)


def listing_grant(
    *, listing_id: int, organisation_id: int, ground: str, actor_id: int | None
) -> None:
    """Let an organisation read the details, on a ground; part of the caller's transaction, whose
    service asked who may."""
    listing = Listing.objects.select_for_update().get(pk=listing_id)
    _grant, created = ListingGrant.objects.get_or_create(
        listing=listing, organisation_id=organisation_id, ground=ground
    )
    if created:
        _audience_follow(listing, actor_id=actor_id)


def listing_grant_end(*, listing_id: int, ground: str, actor_id: int | None) -> None:
    """Take back what was granted on a ground; what else lets the organisation read stays. Part of the
    caller's transaction."""
    listing = Listing.objects.select_for_update().get(pk=listing_id)
    gone, _rows = ListingGrant.objects.filter(listing=listing, ground=ground).delete()
    if gone:
        _audience_follow(listing, actor_id=actor_id)


def _audience_follow(listing: Listing, *, actor_id: int | None) -> None:
    """Who may read changed: rows and index follow."""
    listing.document_version += 1
    listing.save(update_fields=["document_version", "updated_at"])
    audience_write(listing)
    publish(ListingAudienceChanged(listing_id=listing.pk), actor_id=actor_id)


def listing_readers_set(
    *, listing_id: int, ground: str, user_ids: Iterable[int], actor_id: int | None
) -> None:
    """Let these people and nobody else read all of a listing on this ground; part of the caller's
    transaction, whose service asked who may."""
    listing = Listing.objects.select_for_update().get(pk=listing_id)
    wanted = set(user_ids)
    held = ListingReader.objects.filter(listing=listing, ground=ground)
    before = set(held.values_list("user_id", flat=True))
    if wanted == before:
        return
    held.exclude(user_id__in=wanted).delete()
    ListingReader.objects.bulk_create(
        ListingReader(listing=listing, user_id=pk, ground=ground) for pk in sorted(wanted - before)
    )
    _audience_follow(listing, actor_id=actor_id)


def listings_follow_owner(*, organisation_id: int) -> None:
    """Who may read an owner's listings after the owner was suspended, or reinstated. Repeatable."""
    pks = (
        Listing.objects.filter(owner_id=organisation_id).order_by("pk").values_list("pk", flat=True)
    )
    for pk in pks:
        with transaction.atomic():
            listing = Listing.objects.select_for_update().get(pk=pk)
            _audience_follow(listing, actor_id=None)


def listing_contact_set(*, listing_id: int, user_id: int) -> None:
    """Let somebody else of the organisation answer for a listing; for the caller's transaction, whose
    matter it is that they may."""
    Listing.objects.filter(pk=listing_id).update(contact_id=user_id, updated_at=timezone.now())


def document_version_raise(*, listing_id: int, above: int) -> None:
    """Put the listing's document above a version that the index holds, if it is not already.

    Needed where the database was set back to an earlier day. Changes nothing that people see, so
    nobody is told.
    """
    Listing.objects.filter(pk=listing_id, document_version__lte=above).update(
        document_version=above + 1
    )


def audience_write(listing: Listing) -> None:
    """Recompute the listing's audience rows."""
    granted = list(listing.grants.values_list("organisation_id", flat=True))
    readers = list(listing.readers.values_list("user_id", flat=True))
    wanted = {
        (tier.value, token)
        for tier, tokens in tokens_of(listing, granted=granted, readers=readers).items()
        for token in tokens
    }
    held = {(row.tier, row.token): row.pk for row in listing.audiences.all()}
    gone = [pk for key, pk in held.items() if key not in wanted]
    if gone:
        ListingAudience.objects.filter(pk__in=gone).delete()
    ListingAudience.objects.bulk_create(
        ListingAudience(listing=listing, tier=tier, token=token)
        for tier, token in sorted(wanted - held.keys())
    )


def is_broker(user_id: int) -> bool:
    """Whether the person is an active broker of a verified agency."""
    held = memberships_with_duty(Duty.BROKER).filter(user_id=user_id)
    return held.filter(on_market("organisation")).exists()
