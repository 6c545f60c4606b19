"""Brings a file of listings on the market."""

from __future__ import annotations

import csv
import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import actor_of, members_with_duty
from backend.catalog.imported import ImportRow, RefusedRow
from backend.catalog.importing import (
    BATCH,
    importing_check,
    listings_import_batch,
    listings_import_end,
)
from backend.catalog.kinds import KINDS
from backend.catalog.rules import authors_of
from backend.catalog.sources.cells import RowReader
from backend.catalog.sources.formats import open_source
from backend.catalog.sources.rows import Source, SourceError
from backend.core.dispatcher import deliver_due
from backend.core.errors import Refusal
from backend.core.models import Delivery


@dataclass(slots=True)
class Counts:
    """What became of the rows."""

    created: int = 0
    revised: int = 0
    unchanged: int = 0
    refused: int = 0


class Command(BaseCommand):
    help = (
        "Bring a file of listings of one kind on the market. "
        "Repeatable: a row is known by its external id, and one that says the same is left alone. "
        "Rows that break a rule are written to an error file; the others are kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="file, or a BEIR folder")
        parser.add_argument("--kind", required=True, choices=list(KINDS))
        parser.add_argument("--format", required=True, choices=["beir", "csv", "xlsx"], dest="form")
        parser.add_argument(
            "--owner", required=True, help="credit code, id or exact name of the organisation"
        )
        parser.add_argument("--contact", help="e-mail address of the member to be asked")
        parser.add_argument(
            "--errors", type=Path, help="error file; default: FILE.errors.csv where you are"
        )
        parser.add_argument(
            "--no-wait", action="store_true", help="leave indexing and matching to the server"
        )
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[c for c, _n in settings.LANGUAGES],
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                counts = self._import(options)
            except (SourceError, Refusal) as refused:
                raise CommandError(str(refused)) from refused
            if not options["no_wait"] and settings.DISPATCH != "celery":
                self._deliver()
            if counts.refused and not (counts.created or counts.revised or counts.unchanged):
                raise CommandError(_("Every row was refused; nothing was imported."))

    def _import(self, options: dict[str, Any]) -> Counts:
        kind, path = options["kind"], options["path"]
        owner = _owner(options["owner"])
        actor = _actor(owner, kind, options["contact"])
        importing_check(actor=actor, owner_id=owner.pk, kind=kind)
        source = open_source(path, form=options["form"], kind=kind)
        reader = RowReader(kind, source.columns)
        if reader.unused:
            self.stderr.write(
                _("Columns that mean nothing here are left out: %(names)s")
                % {"names": ", ".join(reader.unused)}
            )
        errors = ErrorFile(options["errors"] or Path(f"{path.resolve().name}.errors.csv"))
        counts = Counts()
        try:
            for rows in _batches(_progress(source, self.stderr, path.name), BATCH):
                self._write(actor, owner, kind, [reader.read(row) for row in rows], counts, errors)
        finally:
            # What was written before a broken line stays, and its owner hears of it.
            errors.close()
            if counts != Counts():
                listings_import_end(
                    actor=actor,
                    owner_id=owner.pk,
                    kind=kind,
                    imported=counts.created + counts.revised,
                    unchanged=counts.unchanged,
                    refused=counts.refused,
                )
        if counts == Counts():
            raise SourceError(_("There is a heading but no row; nothing was imported."))
        self._summarise(counts, owner, errors)
        return counts

    def _write(
        self,
        actor: Actor,
        owner: Organisation,
        kind: str,
        rows: list[ImportRow | RefusedRow],
        counts: Counts,
        errors: ErrorFile,
    ) -> None:
        good = [row for row in rows if isinstance(row, ImportRow)]
        batch = listings_import_batch(actor=actor, owner_id=owner.pk, kind=kind, rows=good)
        bad = [row for row in rows if isinstance(row, RefusedRow)] + batch.refused
        errors.write(sorted(bad, key=lambda row: row.number))
        counts.created += len(batch.created)
        counts.revised += len(batch.revised)
        counts.unchanged += batch.unchanged
        counts.refused += len(bad)

    def _summarise(self, counts: Counts, owner: Organisation, errors: ErrorFile) -> None:
        self.stdout.write(
            _(
                "%(owner)s: %(created)s new, %(revised)s changed, %(unchanged)s unchanged, "
                "%(refused)s refused"
            )
            % {
                "owner": owner,
                "created": counts.created,
                "revised": counts.revised,
                "unchanged": counts.unchanged,
                "refused": counts.refused,
            }
        )
        if counts.refused:
            self.stderr.write(
                _("Refused rows and what to do: %(file)s. Mend them and import the file again.")
                % {"file": errors.path}
            )

    def _deliver(self) -> None:
        """Index and match here: no worker may be running. A server beside us shares the work."""
        waiting = Delivery.objects.filter(state=Delivery.State.PENDING)
        with tqdm(
            desc=_("Indexing and matching"), total=waiting.count(), file=self.stderr, leave=False
        ) as bar:
            while ran := deliver_due(limit=1):
                bar.total = bar.n + ran + waiting.count()
                bar.update(ran)
        left = waiting.count()
        if left:
            self.stderr.write(
                _("%(n)s steps could not be done now; a running server tries them again.")
                % {"n": left}
            )


class ErrorFile:
    """A line for each fault of a refused row; begun with the first one."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._file: IO[str] | None = None
        if not os.access(self.path.parent, os.W_OK):
            raise SourceError(
                _("%(file)s cannot be written; name another place with --errors.")
                % {"file": self.path}
            )
        # An earlier run's faults are not this one's.
        self.path.unlink(missing_ok=True)

    def write(self, rows: Iterable[RefusedRow]) -> None:
        """One line a fault: row number, external id, field, what is wrong and what to do."""
        for row in rows:
            for field, messages in row.errors.items():
                for message in messages:
                    self._writer().writerow([row.number, row.external_id, field, message])

    def close(self) -> None:
        """Finish the file, where there is one."""
        if self._file:
            self._file.close()

    def _writer(self) -> Any:
        if self._file is None:
            # With a byte order mark: spreadsheets then read Chinese as it is.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow([_("row"), _("external id"), _("field"), _("message")])
        return csv.writer(self._file)


def _progress(source: Source, stderr: Any, name: str) -> Iterator[Any]:
    return iter(tqdm(source.rows(), desc=name, total=source.total, file=stderr, leave=False))


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(rows, size)):
        yield batch


def _owner(wanted: str) -> Organisation:
    """The organisation of a credit code, an id or an exact name."""
    found = Organisation.objects.filter(credit_code=wanted.strip().upper()).first()
    if found is None and wanted.isdecimal() and len(wanted) < 18:
        found = Organisation.objects.filter(pk=int(wanted)).first()
    found = found or Organisation.objects.filter(name=wanted.strip()).first()
    if found is None:
        raise SourceError(
            _("No organisation has the credit code, id or name “%(wanted)s”.") % {"wanted": wanted}
        )
    return found


def _actor(owner: Organisation, kind: str, email: str | None) -> Actor:
    """The member who is named as contact: who was asked for, else the first who may list this."""
    if email:
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise SourceError(_("Nobody is registered with %(email)s.") % {"email": email})
    else:
        # The office before a researcher.
        people = (
            members_with_duty(owner.pk, duty).order_by("pk").first() for duty in authors_of(kind)
        )
        person = next((person for person in people if person), None)
        if person is None:
            raise SourceError(
                _("%(owner)s has no member who may list this; add one or name --contact.")
                % {"owner": owner}
            )
    return actor_of(person, organisation_id=owner.pk)
