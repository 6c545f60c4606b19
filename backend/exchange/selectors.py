"""Reads of the exchange. What a record tells is public by what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import VISITOR, Actor
from backend.accounts.audiences import PUBLIC
from backend.accounts.duties import binds
from backend.catalog.models import Listing, ListingAudience, Status, Tier
from backend.challenges.models import Call, Entry
from backend.challenges.selectors import calls_visible_to
from backend.core.errors import NotFound
from backend.pools.models import Flag

from .models import Accord, Counter, Market, Origin, Record, Run
from .rules import may_manage

FEWEST = 3  # that are counted out


def records_after(position: int) -> QuerySet[Record]:
    """Records that changed after a position, in the order of their changes.

    Positions become visible in their order, so a reader who goes on from the last one misses nothing.
    """
    return Record.objects.filter(position__gt=position).order_by("position")


def records_there() -> QuerySet[Record]:
    """What is on the market and public, in the order of the feed."""
    return Record.objects.filter(deleted=False).order_by("position")


def records_settled() -> datetime:
    """This moment, once whoever was writing records has done so: what is stamped before is visible.

    Whoever asks next time for what changed since then misses nothing.
    """
    with transaction.atomic():
        Counter.objects.select_for_update().filter(pk=1).first()
        return timezone.now().replace(microsecond=0)


def listings_untold() -> QuerySet[Listing, int]:
    """Ids of listings of which the feed lacks a record, or tells of an earlier version."""
    public = ListingAudience.objects.filter(token=PUBLIC, tier=Tier.SUMMARY)
    lacking = Q(
        exchange_record__isnull=True,
        status=Status.PUBLISHED,
        pk__in=public.values("listing_id"),
    )
    earlier = Q(exchange_record__isnull=False) & ~Q(
        exchange_record__document_version=F("document_version")
    )
    return Listing.objects.filter(lacking | earlier).order_by("pk").values_list("pk", flat=True)


def record_called(identifier: str) -> Record | None:
    """The record of an identifier, one that is gone too; None where there never was one."""
    return Record.objects.filter(identifier=identifier).first()


def record_first() -> Record | None:
    """The record that rests the longest."""
    return Record.objects.order_by("stamped_at", "position").first()


def records_selected(
    *,
    after: int,
    kind: str = "",
    field: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Record]:
    """Records after a position, of a kind or of a technology field, stamped within a time."""
    found = records_after(after)
    if kind:
        found = found.filter(kind=kind)
    if field:
        found = found.filter(technology_field=field)
    if since is not None:
        found = found.filter(stamped_at__gte=since)
    if until is not None:
        found = found.filter(stamped_at__lte=until)
    return found


def markets_partnered() -> QuerySet[Market]:
    """Active partner markets by name, with how many listings came from each and its last whole run."""
    here = Q(origins__gone_at__isnull=True, origins__isnull=False)
    last = Run.objects.filter(market=OuterRef("pk"), state=Run.State.FINISHED).order_by("-pk")
    return (
        Market.objects.filter(active=True)
        .select_related("organisation")
        .annotate(
            held=Count("origins", filter=here), last_run=Subquery(last.values("ended_at")[:1])
        )
        .order_by("organisation__name")
    )


def market_managed(actor: Actor, market_id: int) -> Market:
    """A partner market, for operators. Raises NotFound for everybody else too."""
    found = None
    if may_manage(actor):
        related = Market.objects.select_related("organisation", "contact")
        found = related.filter(pk=market_id).first()
    if found is None:
        raise NotFound(_("There is no such partner market."))
    return found


def markets_managed(actor: Actor) -> QuerySet[Market]:
    """All partner markets with their last run, for operators; nothing for others."""
    if not may_manage(actor):
        return Market.objects.none()
    here = Q(origins__gone_at__isnull=True, origins__isnull=False)
    last = Run.objects.filter(market=OuterRef("pk")).order_by("-pk")
    return (
        Market.objects.select_related("organisation")
        .annotate(held=Count("origins", filter=here), last_run_id=Subquery(last.values("pk")[:1]))
        .order_by("organisation__name")
    )


def runs_latest(ids: Iterable[int | None]) -> dict[int, Run]:
    """Runs by id."""
    return Run.objects.in_bulk([pk for pk in ids if pk])


def run_managed(actor: Actor, run_id: int) -> Run:
    """A harvest, for operators. Raises NotFound for everybody else too."""
    found = None
    if may_manage(actor):
        found = Run.objects.select_related("market__organisation").filter(pk=run_id).first()
    if found is None:
        raise NotFound(_("There is no such harvest."))
    return found


def runs_held(actor: Actor) -> QuerySet[Run]:
    """Harvests that wait for an operator, oldest first; nothing for others."""
    held = Run.objects.filter(state=Run.State.HELD) if may_manage(actor) else Run.objects.none()
    return held.select_related("market__organisation").order_by("pk")


def origin_of(listing: Listing) -> Origin | None:
    """Where a listing that one may see comes from; None for what is at home here."""
    related = Origin.objects.select_related("market__organisation", "market__contact")
    return related.filter(listing=listing).first()


def accords_all() -> QuerySet[Accord]:
    """All versions of the common texts, newest first, with who accepted each."""
    return Accord.objects.order_by("-pk").prefetch_related("acceptances__market__organisation")


def accord_called(accord_id: int) -> Accord:
    """A version. Raises NotFound."""
    found = accords_all().filter(pk=accord_id).first()
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def accord_newest(series: str) -> Accord | None:
    """The version of a text that holds now."""
    return Accord.objects.filter(series=series).order_by("-pk").first()


def markets_answered_for(actor: Actor) -> QuerySet[Market]:
    """Partner markets for which the actor's word counts."""
    own = [pk for pk in actor.duties if binds(actor, pk)]
    return Market.objects.filter(organisation__in=own).select_related("organisation")


def open_counts() -> list[dict[str, Any]]:
    """Public listings on the market by kind, technology field and city; of fewer than three it is not
    said how many."""
    rows = (
        Record.objects.filter(deleted=False)
        .values("kind", "technology_field", city=Substr("listing__region", 1, 4))
        .annotate(n=Count("pk"))
        .order_by("kind", "technology_field", "city")
    )
    return [dict(row) | {"n": row["n"] if row["n"] >= FEWEST else None} for row in rows]


def record_newest() -> Record | None:
    """The record that changed last."""
    return Record.objects.order_by("-position").first()


def choke_points(listings: Iterable[Listing]) -> set[int]:
    """Ids of those that are flagged as choke points: what is open to everybody leaves them out."""
    flags = Flag.objects.filter(need__in=list(listings), kind=Flag.Kind.CHOKE_POINT)
    return set(flags.filter(lifted_by__isnull=True).values_list("need_id", flat=True))


def calls_told() -> QuerySet[Call]:
    """Calls as everybody reads them, the first posted first, with the entries that were proposed."""
    proposed = Entry.objects.filter(proposed=True).select_related("organisation", "entered_by")
    found = calls_visible_to(VISITOR).prefetch_related(Prefetch("entries", proposed.order_by("pk")))
    return found.order_by("posted_at", "pk")
