"""What the platform does with an import, a slice at a time: check its rows, write them, take them back.

A slice ends long before a delivery's lease does, and lets others have their turn; each batch is counted
in the transaction that does it, so a process that dies leaves nothing done twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import translation

from backend.accounts.actors import Actor
from backend.accounts.selectors import actor_of
from backend.catalog.imported import ImportedBatch, ImportRow, RefusedRow
from backend.catalog.importing import (
    BATCH,
    listings_import_batch,
    listings_import_end,
    listings_import_preview,
)
from backend.catalog.models import Listing
from backend.catalog.sources.cells import RowReader
from backend.catalog.sources.rows import Source, SourceError, SourceRow
from backend.catalog.undoing import import_of_listing_undo
from backend.core.errors import Refusal, Unavailable
from backend.core.lifecycles import advance
from backend.core.outbox import publish
from backend.imports.events import ImportStepped
from backend.imports.lifecycle import IMPORT, import_locked
from backend.imports.models import Import, ImportedListing, RefusedLine

from .files import source_opened

SLICE = 20  # batches of one go
UNDONE_AT_ONCE = 200
State = Import.State


def import_go_on(*, import_id: int) -> None:
    """Do the next slice of what an import waits for; repeatable."""
    run = Import.objects.select_related("contact").get(pk=import_id)
    with translation.override(run.language):
        if run.state == State.UNDOING:
            _take_back(run)
        elif run.state in {State.CHECKING, State.WRITING}:
            try:
                with source_opened(run) as source:
                    _read_slice(run, source)
            except Unavailable:
                raise
            except (SourceError, Refusal) as stopped:
                _stop(run, str(stopped))


def _read_slice(run: Import, source: Source) -> None:
    reader = RowReader(run.kind, source.columns, run.mapping)
    actor = actor_of(run.contact, organisation_id=run.owner_id)
    batches = _batches(source.rows(), reader, run.reached)
    for rows in islice(batches, SLICE):
        if not _batch(run, actor, reader, rows):
            return  # somebody else is at it
    with transaction.atomic():
        locked = import_locked(run.pk)
        if (locked.state, locked.reached) != (run.state, run.reached):
            return
        if next(batches, None) is not None:
            publish(ImportStepped(import_id=run.pk), actor_id=None)
        else:
            _end(locked, actor)


def _batches(
    rows: Iterator[SourceRow], reader: RowReader, reached: int
) -> Iterator[list[SourceRow]]:
    """The rows behind the one that was reached, in batches."""
    batch: list[SourceRow] = []
    for row in rows:
        if row.number <= reached:
            reader.skip(row)
            continue
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _batch(run: Import, actor: Actor, reader: RowReader, rows: list[SourceRow]) -> bool:
    """Do one batch and count it; False where the import is not where it was any more."""
    read = [reader.read(row) for row in rows]
    good = [row for row in read if isinstance(row, ImportRow)]
    refused = [row for row in read if isinstance(row, RefusedRow)]
    with transaction.atomic():
        locked = import_locked(run.pk)
        if (locked.state, locked.reached) != (run.state, run.reached):
            return False
        step = listings_import_batch if run.state == State.WRITING else listings_import_preview
        done = step(actor=actor, owner_id=run.owner_id, kind=run.kind, rows=good)
        if run.state == State.WRITING:
            _remember(locked, done)
        refused += done.refused
        _tell(locked, reader, {row.number: row for row in rows}, refused)
        locked.created += len(done.created)
        locked.revised += len(done.revised)
        locked.unchanged += done.unchanged
        locked.refused += len(refused)
        locked.reached = rows[-1].number
        locked.save()
    run.reached = locked.reached
    return True


def _remember(run: Import, done: ImportedBatch) -> None:
    """What the batch brought, as it left it and as it was before."""
    touched = [*done.created, *done.revised]
    revisions = dict(Listing.objects.filter(pk__in=touched).values_list("pk", "revision"))
    ImportedListing.objects.bulk_create(
        ImportedListing(
            run=run,
            listing_id=pk,
            revision=revisions[pk],
            before=done.before[pk][0] if pk in done.before else None,
            was_on=done.before[pk][1] if pk in done.before else False,
        )
        for pk in touched
    )


def _tell(
    run: Import, reader: RowReader, rows: dict[int, SourceRow], refused: list[RefusedRow]
) -> None:
    """Keep what is wrong with which cell of the refused rows."""
    RefusedLine.objects.bulk_create(
        RefusedLine(
            run=run,
            number=row.number,
            external_id=row.external_id[:200],
            cells=rows[row.number].cells,
            faults=[
                {
                    "column": column,
                    "cell": rows[row.number].cells.get(column, "")[:200],
                    "told": str(message),
                }
                for field, messages in row.errors.items()
                for column in [reader.column_of(field) if field else ""]
                for message in messages
            ],
        )
        for row in refused
    )


def _end(run: Import, actor: Actor) -> None:
    """Every row was dealt with."""
    run.rows = run.created + run.revised + run.unchanged + run.refused
    if run.state == State.CHECKING:
        advance(IMPORT, "found", run, actor_id=None)
        return
    advance(IMPORT, "written", run, actor_id=run.asked_by_id)
    listings_import_end(
        actor=actor,
        owner_id=run.owner_id,
        kind=run.kind,
        imported=run.writes,
        unchanged=run.unchanged,
        refused=run.refused,
    )


def _stop(run: Import, why: str) -> None:
    with transaction.atomic():
        locked = import_locked(run.pk)
        if locked.state == run.state:
            locked.failure = why
            advance(IMPORT, "fail", locked, actor_id=None)


def _take_back(run: Import) -> None:
    """Undo what it brought, the last first; what somebody worked on since stays."""
    waiting = run.brought.filter(undone__isnull=True).order_by("-pk")
    for brought in waiting[:UNDONE_AT_ONCE]:
        with transaction.atomic():
            locked = import_locked(run.pk)
            held = ImportedListing.objects.select_for_update().get(pk=brought.pk)
            if locked.state != State.UNDOING or held.undone is not None:
                return
            held.undone = import_of_listing_undo(
                actor_id=run.asked_by_id,
                listing_id=held.listing_id,
                revision=held.revision,
                before=held.before,
                was_on=held.was_on,
            )
            held.save(update_fields=["undone"])
            locked.undone += held.undone
            locked.kept += not held.undone
            locked.save()
    with transaction.atomic():
        locked = import_locked(run.pk)
        if locked.state != State.UNDOING:
            return
        if waiting.exists():
            publish(ImportStepped(import_id=run.pk), actor_id=None)
        else:
            advance(IMPORT, "undone", locked, actor_id=run.asked_by_id)
