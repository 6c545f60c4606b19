"""Writes of listings: each locks, checks, writes and publishes in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Organisation, User
from backend.accounts.selectors import members_with_duty, memberships_with_duty
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish

from . import rules
from .audiences import tokens_of
from .events import (
    ListingAudienceChanged,
    ListingBrokerNamed,
    ListingDrafted,
    ListingRevised,
)
from .lifecycle import LISTING, listing_locked
from .models import Indicator, Listing, ListingAudience, ListingGrant, Status
from .selectors import listing_visible_to
from .validation import Checked, apply_and_validate
from .values import ListingValues
from .versions import said_keep, said_now

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


def listing_publish(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Put a draft, a withdrawn or a closed listing on the market.

    Raises NotFound, NotPermitted, Stale, WrongState where it is published already, its organisation
    is not verified, or another profile presents it by now.
    """
    with transaction.atomic():
        with moving(
            LISTING, "publish", listing_id, actor=actor, expected_revision=expected_revision
        ) as listing:
            if not Organisation.objects.get(pk=listing.owner_id).verified:
                raise WrongState(
                    _("Your organisation waits for verification; the draft is kept until then.")
                )
            if presented_already(listing):
                raise WrongState(PRESENTED)
            _on_market(listing)
        audience_write(listing)
    return listing


def listing_withdraw(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None, note: str = ""
) -> Listing:
    """Take a listing off the market. Raises NotFound, NotPermitted, WrongState, Stale."""
    with transaction.atomic():
        with moving(
            LISTING,
            "withdraw",
            listing_id,
            actor=actor,
            expected_revision=expected_revision,
            note=note,
        ) as listing:
            _off_market(listing)
        audience_write(listing)
    return listing


def listing_close(
    *,
    actor: Actor,
    listing_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str = "",
) -> Listing:
    """Close a need: solved, or no longer wanted.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    with transaction.atomic():
        with moving(
            LISTING,
            "close",
            listing_id,
            actor=actor,
            expected_revision=expected_revision,
            reason=reason,
            note=note,
        ) as listing:
            _off_market(listing)
        audience_write(listing)
    return listing


def listing_delete(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Delete a draft; what was on the market is kept. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        LISTING, "delete", listing_id, actor=actor, expected_revision=expected_revision
    ) as listing:
        return listing


SERVICES: dict[str, Callable[..., Listing]] = {
    "publish": listing_publish,
    "withdraw": listing_withdraw,
    "close": listing_close,
    "delete": listing_delete,
}


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


def listing_grant(*, listing_id: int, organisation_id: int, actor_id: int | None) -> None:
    """Let an organisation read the details, because a deal was agreed; part of that transaction."""
    listing = Listing.objects.select_for_update().get(pk=listing_id)
    _grant, created = ListingGrant.objects.get_or_create(
        listing=listing, organisation_id=organisation_id
    )
    if not created:
        return
    listing.document_version += 1
    listing.save(update_fields=["document_version", "updated_at"])
    audience_write(listing)
    publish(ListingAudienceChanged(listing_id=listing.pk), actor_id=actor_id)


def document_version_raise(*, listing_id: int, above: int) -> None:
    """Put the listing's document above a version that the index holds, if it is not already.

    Needed where the database was set back to an earlier day. Changes nothing that people see, so
    nobody is told.
    """
    Listing.objects.filter(pk=listing_id, document_version__lte=above).update(
        document_version=above + 1
    )


def listing_lock(actor: Actor, listing_id: int) -> Listing:
    """The listing, locked, where the actor may know of it. Raises NotFound."""
    listing_visible_to(actor, listing_id)
    return listing_locked(listing_id)


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


def mark_published(listing: Listing) -> None:
    """The row's part of publishing; the caller publishes the event."""
    listing.status = Status.PUBLISHED
    _on_market(listing)
    listing.save()
    audience_write(listing)


def _on_market(listing: Listing) -> None:
    listing.published_at = timezone.now()
    listing.withdrawn_at = None
    listing.closing_reason = listing.closing_note = ""
    listing.document_version += 1


def _off_market(listing: Listing) -> None:
    listing.withdrawn_at = timezone.now()
    listing.document_version += 1


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


def audience_write(listing: Listing) -> None:
    """Recompute the listing's audience rows."""
    granted = list(listing.grants.values_list("organisation_id", flat=True))
    wanted = {
        (tier.value, token)
        for tier, tokens in tokens_of(listing, granted=granted).items()
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
    return held.filter(organisation__verified_at__isnull=False).exists()
