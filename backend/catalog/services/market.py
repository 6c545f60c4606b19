"""What becomes of a listing: published, withdrawn, closed, deleted."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.events import ListingApproved, ListingTransferred
from backend.catalog.kinds import KINDS
from backend.catalog.lifecycle import LISTING, listing_locked
from backend.catalog.models import ClosingReason, Ending, Listing, Status
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish

from .rights import audience_write
from .writing import PRESENTED, presented_already


def listing_publish(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Put a draft, a withdrawn or a closed listing on the market.

    Raises NotFound, NotPermitted, Stale, WrongState where it is published already, its organisation
    is not verified, or another profile presents it by now.
    """
    with transaction.atomic():
        submitted = Listing.objects.filter(pk=listing_id, status=Status.SUBMITTED).exists()
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
        if submitted:
            publish(ListingApproved(listing_id=listing.pk), actor_id=actor.user_id)
    return listing


def listing_submit(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Ask the office to publish what one made. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        LISTING, "submit", listing_id, actor=actor, expected_revision=expected_revision
    ) as listing:
        listing.closing_reason = listing.closing_note = ""
    return listing


def listing_recall(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Take back what one submitted. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        LISTING, "recall", listing_id, actor=actor, expected_revision=expected_revision
    ) as listing:
        return listing


def listing_return(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None, note: str
) -> Listing:
    """Give back what was submitted and say what has to change; the office does.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        LISTING, "return", listing_id, actor=actor, expected_revision=expected_revision, note=note
    ) as listing:
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
            off_market(listing)
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
            off_market(listing)
        audience_write(listing)
    return listing


def listing_solve(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Close a need that a partner found here has in contract.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            LISTING, "solve", listing_id, actor=actor, expected_revision=expected_revision
        ) as listing:
            listing.closing_reason = ClosingReason.SOLVED_HERE
            off_market(listing)
        audience_write(listing)
    return listing


def need_contract(*, listing_id: int, actor_id: int | None) -> None:
    """A contract over a need is recorded: it is read as before and wanted no more.

    What is not on the market stays as it is. For the caller's transaction.
    """
    _follow(listing_id, "contract", Status.PUBLISHED, actor_id)


def need_reopen(*, listing_id: int, actor_id: int | None) -> None:
    """No contract over a need stands any more: what was in contract is wanted again."""
    _follow(listing_id, "reopen", Status.CONTRACTED, actor_id)


def need_solved(*, listing_id: int, actor_id: int | None) -> None:
    """A deal over a need closed and its buyer says that it worked: the need is closed as solved.

    What is closed already stays as it is. For the caller's transaction.
    """
    with transaction.atomic():
        listing = listing_locked(listing_id)
        if listing.status not in {Status.CONTRACTED, Status.PUBLISHED, Status.WITHDRAWN}:
            return
        listing.closing_reason = ClosingReason.SOLVED_HERE
        off_market(listing)
        act = "solve" if listing.status == Status.CONTRACTED else "close"
        advance(LISTING, act, listing, actor_id=actor_id)
        audience_write(listing)


def need_reject(*, listing_id: int, note: str, actor_id: int | None) -> None:
    """An advisory panel rejected a need, and says why. What has ended already stays as it is."""
    _end(listing_id, Ending.REJECTED, note, actor_id)


def listings_expire() -> int:
    """Close what is on the market beyond the last day that it names; return how many."""
    over = Q(pk__in=[])
    for kind in KINDS.values():
        if kind.ends:
            over |= Q(**{f"{kind.relation}__{kind.ends}__lt": timezone.localdate()})
    found = Listing.objects.filter(over, status=Status.PUBLISHED)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        _end(pk, Ending.EXPIRED, "", None)
    return len(ids)


def _end(listing_id: int, reason: Ending, note: str, actor_id: int | None) -> None:
    with transaction.atomic():
        listing = listing_locked(listing_id)
        if listing.status not in LISTING.transition("end").source:
            return
        listing.closing_reason, listing.closing_note = reason, note
        off_market(listing)
        advance(LISTING, "end", listing, actor_id=actor_id)
        audience_write(listing)


def achievement_transferred(*, listing_id: int, actor_id: int | None) -> None:
    """An achievement went into use at a partner found here, as that one says; the first time counts."""
    with transaction.atomic():
        listing = listing_locked(listing_id)
        if listing.transferred_at is None:
            listing.transferred_at = timezone.now()
            listing.save(update_fields=["transferred_at", "updated_at"])
            publish(ListingTransferred(listing_id=listing_id), actor_id=actor_id)


def _follow(listing_id: int, act: str, source: Status, actor_id: int | None) -> None:
    with transaction.atomic():
        listing = listing_locked(listing_id)
        if listing.status == source:
            listing.document_version += 1
            advance(LISTING, act, listing, actor_id=actor_id)
            audience_write(listing)


def listing_delete(
    *, actor: Actor, listing_id: int, expected_revision: int | None = None
) -> Listing:
    """Delete a draft; what was on the market is kept. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        LISTING, "delete", listing_id, actor=actor, expected_revision=expected_revision
    ) as listing:
        return listing


SERVICES: dict[str, Callable[..., Listing]] = {
    "submit": listing_submit,
    "recall": listing_recall,
    "return": listing_return,
    "publish": listing_publish,
    "withdraw": listing_withdraw,
    "close": listing_close,
    "solve": listing_solve,
    "delete": listing_delete,
}


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


def off_market(listing: Listing) -> None:
    """The row's part of leaving the market."""
    listing.withdrawn_at = timezone.now()
    listing.document_version += 1
