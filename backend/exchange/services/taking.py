"""What one page says is written here: new, changed, refused, kept or known from elsewhere."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import fields

from backend.accounts.selectors import actor_of
from backend.catalog.imported import ImportedBatch, ImportRow
from backend.catalog.importing import EXTERNAL_ID, listings_import_batch
from backend.catalog.models import Listing
from backend.catalog.services import listing_publish
from backend.core.outgoing import LONGEST
from backend.exchange.documents import hash_of, market_id
from backend.exchange.harvest.pages import Harvested, Page
from backend.exchange.harvest.understanding import NotUnderstood, values_told
from backend.exchange.models import Action, Market, Origin, Run

What = Action.What


class _Taking:
    """The work on one page, within the caller's transaction."""

    def __init__(self, run: Run, market: Market) -> None:
        self.run, self.market = run, market
        self.actor = actor_of(market.contact, organisation_id=market.organisation_id)
        self.actions: list[Action] = []
        self.rows: defaultdict[str, list[ImportRow]] = defaultdict(list)
        self.coming: dict[str, Harvested] = {}  # by external id

    def note(
        self, what: What, one: Harvested, words: object = "", listing_id: int | None = None
    ) -> None:
        """One action, and its count."""
        self.actions.append(
            Action(
                run=self.run,
                what=what,
                identifier=one.identifier[:255],
                words=str(words)[:500],
                listing_id=listing_id,
            )
        )
        if what != What.TO_DELETE:
            setattr(self.run, what, getattr(self.run, what) + 1)


def page_take(run: Run, market: Market, page: Page) -> None:
    """Write what a page says; the counts of the run rise, the caller saves it."""
    taking = _Taking(run, market)
    latest = {one.identifier: one for one in page.records}  # of two the later one holds
    found = Origin.objects.filter(identifier__in=latest).select_related("listing")
    origins = {origin.identifier: origin for origin in found}
    for one in latest.values():
        _sort(taking, one, origins.get(one.identifier))
    for kind, rows in taking.rows.items():
        batch = listings_import_batch(
            actor=taking.actor, owner_id=market.organisation_id, kind=kind, rows=rows
        )
        _keep(taking, kind, rows, batch, origins)
    Action.objects.bulk_create(taking.actions)


def _sort(taking: _Taking, one: Harvested, origin: Origin | None) -> None:
    """Decide what becomes of a record; what is to be written joins the rows."""
    if one.fault:
        return taking.note(What.REFUSED, one, one.fault)
    if one.home == market_id():
        return taking.note(What.LOOPED, one, "it is at home here")
    if origin is not None and origin.market_id != taking.market.pk:
        return taking.note(What.LOOPED, one, "it comes by another market already")
    if one.deleted:
        if origin is not None and origin.gone_at is None:
            taking.note(What.TO_DELETE, one, listing_id=origin.listing_id)
        return None
    if origin is not None and origin.gone_at is None:
        if origin.source_hash == hash_of(one.body):
            taking.run.unchanged += 1
            return None
        if origin.revision != origin.listing.revision:
            return taking.note(What.KEPT, one, "it was edited here", origin.listing_id)
        if origin.listing.off_market:
            return taking.note(What.KEPT, one, "it was taken off here", origin.listing_id)
    return _row(taking, one, origin)


def _row(taking: _Taking, one: Harvested, origin: Origin | None) -> None:
    try:
        values = values_told(one.kind, one.body)
    except NotUnderstood as fault:
        return taking.note(What.REFUSED, one, fault)
    if origin is not None and origin.listing.kind != one.kind:
        return taking.note(What.REFUSED, one, "its kind changed")
    if origin is not None and origin.gone_at is not None:
        listing_publish(actor=taking.actor, listing_id=origin.listing_id)
    external = _external(one.identifier)
    given = frozenset(field.name for field in fields(values))
    taking.rows[one.kind].append(ImportRow(len(taking.coming), external, values, given))
    taking.coming[external] = one
    return None


def _external(identifier: str) -> str:
    if len(identifier) <= EXTERNAL_ID:
        return identifier
    return hashlib.sha256(identifier.encode()).hexdigest()


def _keep(
    taking: _Taking,
    kind: str,
    rows: list[ImportRow],
    batch: ImportedBatch,
    origins: dict[str, Origin],
) -> None:
    """Note what a batch did, and where each of its listings comes from."""
    for row in batch.refused:
        words = "; ".join(f"{name}: {texts[0]}" for name, texts in row.errors.items())
        taking.note(What.REFUSED, taking.coming[row.external_id], words)
    written = Listing.objects.filter(
        owner=taking.market.organisation_id,
        kind=kind,
        external_id__in={row.external_id for row in rows}
        - {row.external_id for row in batch.refused},
    )
    created = set(batch.created)
    for listing in written:
        one = taking.coming[listing.external_id]
        origin = origins.get(one.identifier) or Origin(
            listing=listing, market=taking.market, identifier=one.identifier
        )
        _fill(origin, one, listing)
        what = What.CREATED if listing.pk in created else What.CHANGED
        taking.note(what, one, listing_id=listing.pk)


def _fill(origin: Origin, one: Harvested, listing: Listing) -> None:
    owner = one.body.get("owner")
    url = str(one.body.get("url") or "")
    origin.home = one.home[:100]
    # What is no web address is shown as none: nobody should be led to a script.
    origin.url = url if url.startswith(("https://", "http://")) and len(url) <= LONGEST else ""
    origin.owner = owner if isinstance(owner, dict) else {}
    origin.language = str(one.body.get("language") or "")[:20]
    origin.source_hash = hash_of(one.body)
    origin.revision = listing.revision
    origin.gone_at = None
    origin.save()
