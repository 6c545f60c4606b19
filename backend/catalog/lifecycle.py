"""What becomes of a listing: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import rules
from .events import (
    ListingClosed,
    ListingContracted,
    ListingDeleted,
    ListingPublished,
    ListingRecalled,
    ListingReopened,
    ListingReturned,
    ListingSubmitted,
    ListingWithdrawn,
)
from .models import ClosingReason, Listing, Status
from .selectors import listing_visible_to


def listing_locked(listing_id: int) -> Listing:
    """The listing, locked; rights are the caller's."""
    return Listing.objects.select_for_update().get(pk=listing_id)


def listing_lock(actor: Actor, listing_id: int) -> Listing:
    """The listing, locked, where the actor may know of it. Raises NotFound."""
    listing_visible_to(actor, listing_id)
    return listing_locked(listing_id)


def _facts(listing: Listing, actor: Actor | None) -> dict[str, Any]:
    return {
        "listing_id": listing.pk,
        "revision": listing.revision,
        "reason": listing.closing_reason,
        "note": listing.closing_note,
    }


LISTING: Lifecycle[Listing] = Lifecycle(
    name="listing",
    model=Listing,
    states=Status,
    column="status",
    find=listing_visible_to,
    lock=listing_locked,
    facts=_facts,
    changed_by=lambda listing: str(User.objects.get(pk=listing.changed_by_id)),
    settled={
        Status.SUBMITTED: _("This waits for the office; take it back first."),
        Status.DRAFT: _("Only a published listing can be taken off the market."),
        Status.PUBLISHED: _("This listing is published already."),
        Status.CONTRACTED: _("This need is in contract; close it, or publish it again first."),
        Status.WITHDRAWN: _("This listing was withdrawn; publish it again first."),
        Status.CLOSED: _("This listing is closed; publish it again first."),
    },
    revised=False,
    transitions=(
        Transition(
            act="contract",
            source=(Status.PUBLISHED,),
            target=Status.CONTRACTED,
            event=ListingContracted,
        ),
        Transition(
            act="reopen",
            source=(Status.CONTRACTED,),
            target=Status.PUBLISHED,
            event=ListingReopened,
        ),
        Transition(
            act="withdraw",
            source=(Status.PUBLISHED, Status.CONTRACTED),
            target=Status.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only its authors withdraw this listing."),
            ask=Ask(
                note=True,
                note_label=_("Why does it leave the market?"),
                note_column="closing_note",
            ),
            event=ListingWithdrawn,
            words=_("Withdraw"),
            done=_("Withdrawn. You can publish it again at any time."),
            look="danger",
        ),
        Transition(
            act="close",
            source=(Status.PUBLISHED, Status.WITHDRAWN),
            target=Status.CLOSED,
            may=rules.may_close,
            refused=_("Only its authors close a need."),
            ask=Ask(
                reasons=ClosingReason,
                reason_label=_("What became of it?"),
                reason_column="closing_reason",
                other=ClosingReason.OTHER,
                note=True,
                note_column="closing_note",
            ),
            event=ListingClosed,
            words=_("Close"),
            invitation=_("Close it: solved, or no longer wanted"),
            done=_("Closed. Partners in talks keep their access."),
        ),
        Transition(
            act="end",
            source=(Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN),
            target=Status.CLOSED,
            event=ListingClosed,
        ),
        Transition(
            act="solve",
            source=(Status.CONTRACTED,),
            target=Status.CLOSED,
            may=rules.may_close,
            refused=_("Only its authors close a need."),
            event=ListingClosed,
            words=_("Close as solved"),
            done=_("Closed. Partners in talks keep their access."),
            look="main",
        ),
        Transition(
            act="submit",
            source=(Status.DRAFT, Status.WITHDRAWN, Status.CLOSED),
            target=Status.SUBMITTED,
            may=rules.may_submit,
            refused=_("Only who made it submits it to the office, where the office decides."),
            event=ListingSubmitted,
            words=_("Submit to the office"),
            done=_("Submitted. The office decides whether it is published, and you are told."),
            look="main",
        ),
        Transition(
            act="recall",
            source=(Status.SUBMITTED,),
            target=Status.DRAFT,
            may=rules.may_submit,
            refused=_("Only who submitted it takes it back."),
            event=ListingRecalled,
            words=_("Take back from the office"),
            done=_("It is a draft again."),
        ),
        Transition(
            act="return",
            source=(Status.SUBMITTED,),
            target=Status.DRAFT,
            may=rules.may_publish,
            refused=_("Only the office returns it."),
            ask=Ask(
                note_required=True,
                note_label=_("What has to change before it can be published?"),
                note_column="closing_note",
            ),
            event=ListingReturned,
            words=pgettext_lazy("listing", "Return"),
            invitation=_("Return to its author"),
            done=_("Returned; its author reads why."),
        ),
        Transition(
            act="publish",
            source=(
                *(Status.DRAFT, Status.SUBMITTED),
                *(Status.CONTRACTED, Status.WITHDRAWN, Status.CLOSED),
            ),
            target=Status.PUBLISHED,
            may=rules.may_publish,
            refused=_(
                "Only its authors publish this listing; a researcher’s once the office has approved it."
            ),
            event=ListingPublished,
            words=_("Publish"),
            look="main",
        ),
        Transition(
            act="delete",
            source=(Status.DRAFT,),
            target=None,
            may=rules.may_edit,
            refused=_("Only its authors delete this draft."),
            event=ListingDeleted,
            words=_("Delete the draft"),
            done=_("The draft is deleted."),
            look="danger",
        ),
    ),
)
