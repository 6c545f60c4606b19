"""Writes of what achievements rest on, their renewal, and whether the office decides first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.lifecycle import listing_lock
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.catalog.services import listing_revise
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked

from . import rules
from .events import ApprovalRuleSet, BackingKept, BackingRemoved
from .models import PARTS, Backing, TeamMember

MOST = 60  # rows of a part
YEAR = timedelta(days=365)


def backing_keep(
    *,
    actor: Actor,
    listing_id: int,
    part: str,
    values: Mapping[str, Any],
    row_id: int | None = None,
) -> Backing:
    """Add a right, a member or evidence to an achievement, or change one.

    Raises NotFound, NotPermitted, WrongState where there are too many, ValidationError by field; the
    team's shares make at most 100.
    """
    with transaction.atomic():
        listing = _locked(actor, listing_id)
        row = _row(listing, part, row_id)
        if row.pk is None and PARTS[part].objects.filter(listing=listing).count() >= MOST:
            raise WrongState(_("At most %(n)s; keep those that count.") % {"n": MOST})
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, TeamMember):
            _shares_check(row)
        save_checked(row)
        publish(
            BackingKept(listing_id=listing.pk, part=part, row_id=row.pk), actor_id=actor.user_id
        )
    kept: Backing = row
    return kept


def backing_remove(*, actor: Actor, listing_id: int, part: str, row_id: int) -> None:
    """Take one off. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        listing = _locked(actor, listing_id)
        _row(listing, part, row_id).delete()
        publish(
            BackingRemoved(listing_id=listing.pk, part=part, row_id=row_id), actor_id=actor.user_id
        )


def achievement_renew(*, actor: Actor, listing_id: int, expected_revision: int) -> Listing:
    """Offer an achievement for a year more than it would be.

    Raises NotFound, NotPermitted, WrongState where it has no last day or left the market, Stale.
    """
    with transaction.atomic():
        listing = listing_visible_to(actor, listing_id)
        if not rules.may_keep(actor, listing):
            raise NotPermitted(_("Only its authors change this listing."))
        until: date | None = listing.details.valid_until  # type: ignore[attr-defined]
        if until is None:
            raise WrongState(_("It is offered without end; there is nothing to renew."))
        values: Any = values_of(listing)
        longer = max(until, timezone.localdate()) + YEAR
        return listing_revise(
            actor=actor,
            listing_id=listing_id,
            expected_revision=expected_revision,
            values=replace(values, valid_until=longer),
        )


def approval_rule_set(*, actor: Actor, organisation_id: int, approves: bool) -> None:
    """Let the office decide before what researchers list is published, or not.

    The others of the office are told. Raises NotPermitted, also where somebody who lists as a researcher
    would do away with the second pair of eyes.
    """
    with transaction.atomic():
        if not rules.tends_portfolio(actor, organisation_id):
            raise NotPermitted(_("Only the office decides this."))
        if not approves and rules.lists_himself(actor, organisation_id):
            raise NotPermitted(rules.OWN_EYES)
        owner = Organisation.objects.select_for_update().get(pk=organisation_id)
        if owner.approves_listings == approves:
            return
        owner.approves_listings = approves
        owner.save(update_fields=["approves_listings", "updated_at"])
        publish(
            ApprovalRuleSet(organisation_id=organisation_id, approves=approves),
            actor_id=actor.user_id,
        )


def _locked(actor: Actor, listing_id: int) -> Listing:
    listing = listing_lock(actor, listing_id)
    if listing.kind != ACHIEVEMENT.name:
        raise NotFound(_("This listing does not exist, or you may not see it."))
    if not rules.may_keep(actor, listing):
        raise NotPermitted(_("Only its authors change this listing."))
    return listing


def _row(listing: Listing, part: str, row_id: int | None) -> Any:
    if part not in PARTS:
        raise NotFound(_("There is no such page."))
    if row_id is None:
        return PARTS[part](listing=listing)
    found = PARTS[part].objects.filter(listing=listing, pk=row_id).first()
    if found is None:
        raise NotFound(_("This is not there any more."))
    return found


def _shares_check(member: TeamMember) -> None:
    others = TeamMember.objects.filter(listing_id=member.listing_id).exclude(pk=member.pk)
    held = others.aggregate(sum=Sum("share"))["sum"] or Decimal(0)
    if held + (member.share or 0) > 100:
        told = _("The shares of the team make more than 100%%; %(left)s%% are left.")
        raise ValidationError({"share": [told % {"left": f"{(100 - held).normalize():f}"}]})
