"""Writes many listings at once: the services' checks and rows, in bulk and without a flood of events.

A listing of an import is known by its owner, kind and external id; doing it again changes nothing.
Where the office decides first (``rules.needs_approval``), rows wait for it; its desk shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish

from . import rules
from .audiences import tokens_of
from .events import ListingsImported, ListingsPublished
from .imported import ImportedBatch, ImportRow, RefusedRow
from .kinds import KINDS
from .models import Indicator, Listing, ListingAudience, Status
from .services import PRESENTED, audience_write, mark_published, presented_already, rows_write
from .validation import Checked, apply_and_validate
from .values import IndicatorValues, ListingValues, values_of
from .versions import listing_content, said_keep, said_now

BATCH = 300  # rows of a transaction
EXTERNAL_ID = Listing._meta.get_field("external_id").max_length or 0


@dataclass(slots=True)
class _Sorted:
    """What a batch would do: rows of new listings, changes of held ones, and the rest counted."""

    batch: ImportedBatch = field(default_factory=ImportedBatch)
    fresh: dict[str, Checked] = field(default_factory=dict)
    changed: list[tuple[Listing, ListingValues]] = field(default_factory=list)


def listings_import_batch(
    *, actor: Actor, owner_id: int, kind: str, rows: Sequence[ImportRow]
) -> ImportedBatch:
    """Write rows and put them on the market, all in one transaction with one event; where another of
    the office decides first, they are submitted to it.

    A row that breaks a rule is left out and told. Raises NotFound, NotPermitted where the actor may
    not list this kind for the owner, WrongState where the owner is not verified.
    """
    owner = importing_check(actor=actor, owner_id=owner_id, kind=kind)
    status = _status(actor, kind, owner)
    with transaction.atomic():
        found = _sorted(actor, owner_id, kind, rows, status)
        batch = found.batch
        for known, values in found.changed:
            batch.before[known.pk] = (listing_content(known), known.published)
            _revise(actor, known, values, status)
            batch.revised.append(known.pk)
        batch.created = _create(list(found.fresh.values()))
        on_market = (*batch.created, *batch.revised)
        if status == Status.SUBMITTED:
            on_market = tuple(known.pk for known, _values in found.changed if known.published)
        if on_market:
            publish(
                ListingsPublished(organisation_id=owner_id, listing_ids=on_market),
                actor_id=actor.user_id,
            )
    return batch


def listings_import_preview(
    *, actor: Actor, owner_id: int, kind: str, rows: Sequence[ImportRow]
) -> ImportedBatch:
    """What ``listings_import_batch`` would do, without doing it; new listings have no ids yet and
    count as zeros. Raises as that does.
    """
    owner = importing_check(actor=actor, owner_id=owner_id, kind=kind)
    with transaction.atomic():
        found = _sorted(actor, owner_id, kind, rows, _status(actor, kind, owner))
    found.batch.created = [0] * len(found.fresh)
    found.batch.revised = [known.pk for known, _values in found.changed]
    return found.batch


def _status(actor: Actor, kind: str, owner: Organisation) -> Status:
    """What becomes of rows that are not on the market yet."""
    waits = rules.needs_approval(actor, kind=kind, owner=owner, contact_id=actor.user_id)
    return Status.SUBMITTED if waits else Status.PUBLISHED


def _sorted(
    actor: Actor, owner_id: int, kind: str, rows: Sequence[ImportRow], status: Status
) -> _Sorted:
    """The rows by what is to be done with them; what they change is locked."""
    held = _held(owner_id, kind, rows)
    found = _Sorted()
    seen: set[str] = set()
    for row in rows:
        known = held.get(row.external_id)
        values = _merged(known, row)
        checked = _checked(actor, owner_id, kind, row, values, found.batch, status)
        if checked is None:
            continue
        if row.external_id in seen:
            found.batch.refused.append(_twice(row))
            continue
        seen.add(row.external_id)
        if known is None and _presented(checked.listing, found.fresh):
            found.batch.refused.append(_second(row))
        elif known is None:
            found.fresh[row.external_id] = checked
        elif known.off_market or _says_the_same(known, checked, status):
            found.batch.unchanged += 1
        else:
            found.changed.append((known, values))
    return found


def listings_import_end(
    *, actor: Actor, owner_id: int, kind: str, imported: int, unchanged: int, refused: int
) -> None:
    """Record the end of an import: the owner gets one summary."""
    with transaction.atomic():
        publish(
            ListingsImported(
                organisation_id=owner_id,
                kind=kind,
                imported=imported,
                unchanged=unchanged,
                refused=refused,
            ),
            actor_id=actor.user_id,
        )


def importing_check(*, actor: Actor, owner_id: int, kind: str) -> Organisation:
    """The owner; raise what would refuse every row: NotFound, NotPermitted, WrongState."""
    owner = Organisation.objects.filter(pk=owner_id).first()
    if owner is None:
        raise NotFound(_("There is no such organisation."))
    if actor.user_id is None or not rules.may_list(actor, kind=kind, owner_id=owner_id):
        raise NotPermitted(_("Your role in this organisation does not list this."))
    if not owner.verified:
        raise WrongState(_("This organisation waits for verification; import after it."))
    return owner


def _held(owner_id: int, kind: str, rows: Iterable[ImportRow]) -> dict[str, Listing]:
    """Listings of an earlier import, locked, by external id."""
    found = (
        Listing.objects.select_for_update(of=("self",))
        .filter(owner_id=owner_id, kind=kind, external_id__in={row.external_id for row in rows})
        .select_related("owner", KINDS[kind].relation)
        .prefetch_related("indicators")
    )
    return {listing.external_id: listing for listing in found}


def _merged(known: Listing | None, row: ImportRow) -> ListingValues:
    """What the listing shall say: the file's fields over what it says already."""
    if known is None:
        return row.values
    held = values_of(known)
    given = {name: getattr(row.values, name) for name in row.given}
    if "indicators" in given:
        given["indicators"] = _musts_kept(held.indicators, given["indicators"])
    return replace(held, **given)


def _musts_kept(
    held: Sequence[IndicatorValues], given: Sequence[IndicatorValues]
) -> tuple[IndicatorValues, ...]:
    """A cell has no word for what must be met: what was marked so stays so, by its name."""
    musts = {row.name.casefold() for row in held if row.must}
    return tuple(replace(row, must=row.must or row.name.casefold() in musts) for row in given)


def _checked(
    actor: Actor,
    owner_id: int,
    kind: str,
    row: ImportRow,
    values: ListingValues,
    batch: ImportedBatch,
    status: Status,
) -> Checked | None:
    """The row's unsaved instances, or None and its errors in the batch."""
    listing = Listing(
        kind=kind,
        owner_id=owner_id,
        contact_id=actor.user_id,  # type: ignore[misc]
        changed_by_id=actor.user_id,
        external_id=row.external_id,
        status=status,
        published_at=timezone.now() if status == Status.PUBLISHED else None,
    )
    if not row.external_id.strip() or len(row.external_id) > EXTERNAL_ID:
        message = _("Give each row an external id of 1 to %(n)s characters.") % {"n": EXTERNAL_ID}
        batch.refused.append(RefusedRow(row.number, row.external_id, {"external_id": [message]}))
        return None
    try:
        return apply_and_validate(listing, values)
    except ValidationError as refused:
        batch.refused.append(RefusedRow(row.number, row.external_id, refused.message_dict))
        return None


def _twice(row: ImportRow) -> RefusedRow:
    message = str(_("This external id stands in an earlier row already; give each its own."))
    return RefusedRow(row.number, row.external_id, {"external_id": [message]})


def _presented(listing: Listing, fresh: dict[str, Checked]) -> bool:
    """Whether a stored profile, or an earlier new row, presents the owner already."""
    return listing.type.presents_owner and (bool(fresh) or presented_already(listing))


def _second(row: ImportRow) -> RefusedRow:
    return RefusedRow(row.number, row.external_id, {"owner": [str(PRESENTED)]})


def _says_the_same(known: Listing, checked: Checked, status: Status) -> bool:
    return (known.published or known.status == status) and values_of(known) == values_of(
        checked.listing, checked.details, checked.indicators
    )


def _revise(actor: Actor, known: Listing, values: ListingValues, status: Status) -> None:
    """Replace the content of a held listing; a draft goes on the market, or to the office."""
    said = said_now(known)
    checked = apply_and_validate(known, values)
    known.revision += 1
    known.changed_by_id = actor.user_id  # type: ignore[assignment]
    if known.published:
        known.document_version += 1
        known.save()
        audience_write(known)
    elif status == Status.SUBMITTED:
        known.status = status
        known.save()
        audience_write(known)
    else:
        mark_published(known)
    rows_write(checked)
    said_keep(checked.listing, checked.values(), said)


def _create(fresh: Sequence[Checked]) -> list[int]:
    """Insert listings with their rows; returns their ids in the order given."""
    if not fresh:
        return []
    listings = Listing.objects.bulk_create(checked.listing for checked in fresh)
    owner = listings[0].owner
    for listing in listings:
        listing.owner = owner  # read once: who may read follows whether it is suspended
    details = []
    for checked, listing in zip(fresh, listings, strict=True):
        checked.details.listing_id = listing.pk  # type: ignore[attr-defined]
        details.append(checked.details)
        for indicator in checked.indicators:
            indicator.listing_id = listing.pk
    listings[0].type.details.objects.bulk_create(details)  # type: ignore[attr-defined]
    Indicator.objects.bulk_create(row for checked in fresh for row in checked.indicators)
    ListingAudience.objects.bulk_create(
        ListingAudience(listing=listing, tier=tier, token=token)
        for listing in listings
        for tier, tokens in tokens_of(listing, granted=()).items()
        for token in sorted(tokens)
    )
    return [listing.pk for listing in listings]
