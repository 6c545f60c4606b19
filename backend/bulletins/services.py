"""Writes of bulletins: opened for a chain, an issue begun with what is new, written, published."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

from .events import BulletinOpened, IssueBegun, IssueWritten
from .lifecycle import ISSUE
from .models import Bulletin, Issue, Item
from .rules import NOT_EDITOR, may_edit, may_edit_issue, opening_check
from .selectors import bulletin_get, issue_visible_to, items_to_tell, listings_to_tell


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinValues:
    """What a bulletin is of, and how it is called."""

    chain: str
    title: str
    about: str
    title_en: str = ""


def bulletin_open(*, actor: Actor, values: BulletinValues) -> Bulletin:
    """Tell of a chain from now on. Raises NotPermitted, ValidationError by field."""
    publisher_id = opening_check(actor)
    bulletin = Bulletin(publisher_id=publisher_id, opened_by_id=actor.person, **asdict(values))
    with transaction.atomic():
        if Bulletin.objects.filter(publisher=publisher_id, chain=values.chain).exists():
            raise ValidationError({"chain": _("You have a bulletin of it; begin an issue there.")})
        save_checked(bulletin)
        publish(BulletinOpened(bulletin_id=bulletin.pk), actor_id=actor.user_id)
    return bulletin


def issue_begin(*, actor: Actor, bulletin_id: int) -> Issue:
    """Begin the next issue with all that is new in the chain; one is written at a time.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        bulletin = bulletin_get(bulletin_id)
        if not may_edit(actor, bulletin):
            raise NotPermitted(NOT_EDITOR)
        Bulletin.objects.select_for_update().get(pk=bulletin_id)  # numbered one after another
        newest = bulletin.issues.order_by("-number").first()
        if newest is not None and newest.state == Issue.State.DRAFT:
            raise WrongState(_("An issue is being written; finish that one first."))
        issue = Issue.objects.create(
            bulletin=bulletin,
            number=newest.number + 1 if newest else 1,
            written_by_id=actor.person,
        )
        Item.objects.bulk_create(
            Item(issue=issue, listing=listing) for listing in listings_to_tell(bulletin)
        )
        publish(IssueBegun(issue_id=issue.pk), actor_id=actor.user_id)
    return issue


def issue_write(
    *,
    actor: Actor,
    issue_id: int,
    title: str,
    words: str,
    listing_ids: Collection[int],
    expected_revision: int | None = None,
) -> Issue:
    """Keep what a draft says and of which of the new listings it tells.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with transaction.atomic():
        issue_visible_to(actor, issue_id)
        issue = ISSUE.lock(issue_id)
        if not may_edit_issue(actor, issue):
            raise NotPermitted(NOT_EDITOR)
        if issue.state != Issue.State.DRAFT:
            raise WrongState(ISSUE.settled[issue.state])
        if expected_revision is not None and expected_revision != issue.revision:
            raise Stale(
                _("Somebody changed the issue in between. Look at it anew."),
                changed_by=str(issue.bulletin.publisher),
                changed_at=issue.updated_at,
                revision=issue.revision,
            )
        held = set(issue.items.values_list("listing_id", flat=True))
        offered = {listing.pk for listing in listings_to_tell(issue.bulletin, held)}
        if not set(listing_ids) <= offered:
            raise ValidationError({"listings": _("Choose from what is new in the chain.")})
        issue.title, issue.words = title.strip(), words.strip()
        issue.revision += 1
        save_checked(issue)
        issue.items.exclude(listing__in=listing_ids).delete()
        Item.objects.bulk_create(
            Item(issue=issue, listing_id=pk) for pk in sorted(set(listing_ids) - held)
        )
        publish(IssueWritten(issue_id=issue.pk), actor_id=actor.user_id)
    return issue


def issue_publish(*, actor: Actor, issue_id: int, expected_revision: int | None = None) -> Issue:
    """Let it appear with what its listings say today; who follows the chain is told. What is no longer
    for everybody is left out.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        ISSUE, "publish", issue_id, actor=actor, expected_revision=expected_revision
    ) as issue:
        items = items_to_tell(issue)
        issue.items.exclude(pk__in=[item.pk for item in items]).delete()
        for item in items:
            item.said = item_said(item)
        Item.objects.bulk_update(items, ["said"])
        issue.published_at = timezone.now()
    return issue


def item_said(item: Item) -> dict[str, Any]:
    """What an issue says of a listing, as it is today."""
    listing = item.listing
    return {
        "kind": listing.kind,
        "title": listing.title,
        "owner": listing.owner.name,
        "owner_en": listing.owner.name_en,
        "summary": listing.summary,
        "chain": listing.chain,
    }


SERVICES: dict[str, Callable[..., Any]] = {"publish": issue_publish}
