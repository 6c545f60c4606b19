"""Reads of catalogues of recommended technologies."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import VISITOR, Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit
from backend.catalog.selectors import listings_of, listings_on_market
from backend.core.errors import NotFound

from .models import Edition, Entry, Subscription
from .rules import COMPILE, may_read


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    """Those that are published or take proposals, and what the actor compiles; newest first."""
    mine = [pk for pk in actor.duties if COMPILE.allows(actor, pk)]
    shown = Q(state__in=(Edition.State.OPEN, Edition.State.PUBLISHED)) | Q(publisher__in=mine)
    return (
        Edition.objects.filter(shown)
        .select_related("publisher")
        .annotate(recommended=Count("entries", filter=Q(entries__accepted=True)))
        .order_by("-year", "-version", "-pk")
    )


def edition_visible_to(actor: Actor, edition_id: int) -> Edition:
    """One edition. Raises NotFound where the actor may not know of it."""
    found = Edition.objects.select_related("publisher").filter(pk=edition_id).first()
    if found is None or not may_read(actor, found):
        raise NotFound(_("There is no such catalogue, or you may not see it."))
    return found


def entries_recommended(edition: Edition) -> list[Entry]:
    """What an edition recommends, by field and title."""
    found = edition.entries.filter(accepted=True).select_related("listing__owner")
    return sorted(found, key=lambda one: (one.listing.technology_field, one.listing.title))


def entries_proposed(edition: Edition) -> QuerySet[Entry]:
    """All that was proposed, what is not judged first; for who compiles it."""
    related = edition.entries.select_related("listing__owner", "proposed_by", "judged_by")
    return related.order_by("accepted", "pk")


def editions_after(edition: Edition) -> Edition | None:
    """The newest published version of the same catalogue, where it is a later one."""
    later = Edition.objects.filter(
        publisher=edition.publisher_id,
        year=edition.year,
        version__gt=edition.version,
        state=Edition.State.PUBLISHED,
    )
    return later.order_by("-version").first()


def achievements_to_propose(actor: Actor, edition: Edition, *, pick: bool) -> list[Listing]:
    """Achievements on the market for everybody that the actor may propose: the own ones, or any to who
    picks."""
    found = listings_on_market(VISITOR, kind=ACHIEVEMENT.name)
    found = found.exclude(pk__in=edition.entries.values("listing_id"))
    if pick:
        return list(found[:200])
    mine = found.filter(pk__in=listings_of(actor).values("pk"))[:200]
    return [listing for listing in mine if may_edit(actor, listing)]


def readable_by_all(ids: Iterable[int]) -> set[int]:
    """Those of the listings that are on the market for visitors, too."""
    found = listings_on_market(VISITOR, kind=ACHIEVEMENT.name).filter(pk__in=list(ids))
    return set(found.values_list("pk", flat=True))


def editions_known(actor: Actor, ids: Collection[int]) -> dict[int, Edition]:
    """Editions by id, as far as the actor may know of them."""
    found = Edition.objects.select_related("publisher").in_bulk(list(ids))
    return {pk: edition for pk, edition in found.items() if may_read(actor, edition)}


def fields_subscribed(actor: Actor) -> set[str]:
    """The fields that the person is told of."""
    return set(
        Subscription.objects.filter(person=actor.user_id).values_list("technology_field", flat=True)
    )


def subscribers_of(edition: Edition) -> set[int]:
    """People who are told of an edition, by the fields of what it recommends."""
    fields = {entry.listing.technology_field for entry in entries_recommended(edition)}
    found = Subscription.objects.filter(technology_field__in=[*fields, ""])
    return set(found.values_list("person_id", flat=True))


def entries_waiting(actor: Actor) -> list[Edition]:
    """Editions that the actor compiles with proposals that nobody judged; each carries ``waiting``."""
    mine = [pk for pk in actor.duties if COMPILE.allows(actor, pk)]
    found = Edition.objects.filter(publisher__in=mine).annotate(
        waiting=Count("entries", filter=Q(entries__accepted__isnull=True))
    )
    return list(found.filter(waiting__gt=0).order_by("closes_on", "pk"))
