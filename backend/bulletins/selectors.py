"""Reads of bulletins: what is published is everybody's, a draft its editors'."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import VISITOR, Actor
from backend.catalog.kinds import ACHIEVEMENT, NEED
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market
from backend.core.errors import NotFound

from .models import Bulletin, Issue, Item
from .rules import may_edit, may_edit_issue

KINDS = (NEED.name, ACHIEVEMENT.name)
MOST = 40  # new listings that an issue is offered, the newest


def bulletins_all() -> QuerySet[Bulletin]:
    """All bulletins, by chain; each carries the newest published issue's ``newest``, ``newest_id`` and
    ``newest_at``."""
    published = Issue.objects.filter(bulletin=OuterRef("pk"), state=Issue.State.PUBLISHED).order_by(
        "-number"
    )
    return (
        Bulletin.objects.select_related("publisher")
        .annotate(
            newest=Subquery(published.values("number")[:1]),
            newest_id=Subquery(published.values("pk")[:1]),
            newest_at=Subquery(published.values("published_at")[:1]),
        )
        .order_by("chain", "pk")
    )


def bulletin_get(bulletin_id: int) -> Bulletin:
    """One bulletin. Raises NotFound."""
    found = Bulletin.objects.select_related("publisher").filter(pk=bulletin_id).first()
    if found is None:
        raise NotFound(_("There is no such bulletin."))
    return found


def issues_visible_to(actor: Actor, bulletin: Bulletin) -> QuerySet[Issue]:
    """Its issues, the newest first; drafts to its editors alone."""
    found = bulletin.issues.order_by("-number")
    return found if may_edit(actor, bulletin) else found.filter(state=Issue.State.PUBLISHED)


def issue_visible_to(actor: Actor, issue_id: int) -> Issue:
    """One issue. Raises NotFound where the actor may not know of it."""
    found = Issue.objects.select_related("bulletin__publisher").filter(pk=issue_id).first()
    if found is None or not _may_read(actor, found):
        raise NotFound(_("There is no such issue, or you may not see it."))
    return found


def issues_known(actor: Actor, ids: Collection[int]) -> dict[int, Issue]:
    """Issues by id, as far as the actor may know of them."""
    found = Issue.objects.select_related("bulletin__publisher").in_bulk(list(ids))
    return {pk: issue for pk, issue in found.items() if _may_read(actor, issue)}


def items_of(issue: Issue) -> list[Item]:
    """What an issue tells of: needs first, then achievements, the newest first of each."""
    found = issue.items.select_related("listing__owner")
    newest = sorted(found, key=lambda item: item.listing_id, reverse=True)
    return sorted(newest, key=lambda item: KINDS.index(item.listing.kind))


def items_to_tell(issue: Issue) -> list[Item]:
    """What a draft tells of if it appears today: what is no longer for everybody is left out."""
    items = items_of(issue)
    shown = set(
        listings_on_market(VISITOR)
        .filter(pk__in=[item.listing_id for item in items])
        .values_list("pk", flat=True)
    )
    return [item for item in items if item.listing_id in shown]


def listings_to_tell(bulletin: Bulletin, chosen: Collection[int] = ()) -> list[Listing]:
    """What is on the market for everybody in the chain and no published issue told of, the newest
    first; beyond the newest MOST, those ``chosen`` earlier, so that news push none of them out."""
    told = Item.objects.filter(issue__bulletin=bulletin, issue__state=Issue.State.PUBLISHED)
    found = (
        listings_on_market(VISITOR)
        .filter(kind__in=KINDS, chain__startswith=bulletin.chain)
        .exclude(pk__in=told.values("listing"))
        .order_by("-published_at", "-pk")
    )
    newest = list(found[:MOST])
    return newest + [one for one in found.filter(pk__in=chosen) if one not in newest]


def _may_read(actor: Actor, issue: Issue) -> bool:
    return issue.state == Issue.State.PUBLISHED or may_edit_issue(actor, issue)
