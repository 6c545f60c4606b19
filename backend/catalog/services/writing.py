"""Beginning and revising a listing: each locks, checks, writes and publishes in one transaction."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.catalog import rules
from backend.catalog.events import (
    ListingDrafted,
    ListingRevised,
)
from backend.catalog.lifecycle import LISTING, listing_lock
from backend.catalog.models import Indicator, Listing, Status
from backend.catalog.validation import Checked, apply_and_validate
from backend.catalog.values import ListingValues
from backend.catalog.versions import said_keep, said_now
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish

from .rights import audience_write

PRESENTED = _("This organisation has a profile already; edit that one, or withdraw it first.")


def listing_draft(
    *,
    actor: Actor,
    owner_id: int,
    values: ListingValues,
    external_id: str = "",
    form_token: UUID | None = None,
) -> Listing:
    """Begin a listing as a draft. Raises NotPermitted, ValidationError by field.

    A second profile of one organisation is an error of the field ``owner``. ``form_token`` names the
    form that asks: sent again, also at the same moment, it gives the listing that it began already.
    """
    if actor.user_id is None or not rules.may_list(actor, kind=values.kind, owner_id=owner_id):
        raise NotPermitted(_("Your role in this organisation does not list this."))
    listing = Listing(
        kind=values.kind,
        owner_id=owner_id,
        contact_id=actor.user_id,
        changed_by_id=actor.user_id,
        external_id=external_id,
        form_token=form_token,
    )
    checked = apply_and_validate(listing, values)
    with transaction.atomic():
        presented = presented_already(listing)
        if begun := _begun_by(listing):
            return begun
        if presented:
            raise ValidationError({"owner": [PRESENTED]})
        try:
            with transaction.atomic():
                listing.save()
        except IntegrityError:
            if begun := _begun_by(listing):
                return begun
            raise
        rows_write(checked)
        audience_write(listing)
        publish(ListingDrafted(listing_id=listing.pk), actor_id=actor.user_id)
    return listing


def _begun_by(listing: Listing) -> Listing | None:
    """The listing that the same form of the same person began, None where there is none."""
    if listing.form_token is None:
        return None
    found = Listing.objects.filter(contact_id=listing.contact_id, form_token=listing.form_token)
    return found.first()


def listing_revise(
    *, actor: Actor, listing_id: int, expected_revision: int, values: ListingValues
) -> Listing:
    """Replace the content. A published listing stays published and is matched again.

    Raises NotFound, NotPermitted, WrongState where it left the market, Stale where somebody changed
    it since ``expected_revision``, ValidationError by field.
    """
    with transaction.atomic():
        listing = listing_lock(actor, listing_id)
        if not rules.may_edit(actor, listing) or actor.user_id is None:
            raise NotPermitted(_("Only its authors change this listing."))
        if listing.off_market:
            raise WrongState(LISTING.settled[listing.status])
        revision_check(listing, expected_revision)
        said = said_now(listing)
        checked = apply_and_validate(listing, values)
        listing.revision += 1
        listing.document_version += 1
        listing.changed_by_id = actor.user_id
        listing.save()
        rows_write(checked)
        said_keep(checked.listing, checked.values(), said)
        audience_write(listing)
        publish(
            ListingRevised(
                listing_id=listing.pk, revision=listing.revision, published=listing.published
            ),
            actor_id=actor.user_id,
        )
    return listing


def presented_already(listing: Listing) -> bool:
    """Whether another profile presents the organisation of this one.

    Locks the organisation, so that of two who begin a profile at once the second sees the first.
    """
    if not listing.type.presents_owner:
        return False
    Organisation.objects.select_for_update().get(pk=listing.owner_id)
    others = Listing.objects.filter(owner_id=listing.owner_id, kind=listing.kind)
    return others.exclude(status=Status.WITHDRAWN).exclude(pk=listing.pk).exists()


def revision_check(listing: Listing, expected_revision: int) -> None:
    """Raise Stale where the listing changed since; says who and when, overwrites nothing."""
    if listing.revision != expected_revision:
        raise Stale(
            _("Somebody changed this in the meantime."),
            changed_by=str(User.objects.get(pk=listing.changed_by_id)),
            changed_at=listing.updated_at,
            revision=listing.revision,
        )


def rows_write(checked: Checked) -> None:
    """Write the detail and indicator rows of a saved listing."""
    listing = checked.listing
    listing.type.details.objects.update_or_create(  # type: ignore[attr-defined]
        listing=listing,
        defaults={name: getattr(checked.details, name) for name in listing.type.columns},
    )
    Indicator.objects.filter(listing=listing).delete()
    Indicator.objects.bulk_create(checked.indicators)
    # What was cached on the instance is of before.
    listing._state.fields_cache.pop(listing.type.relation, None)
