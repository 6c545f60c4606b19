"""What people do with imports: bring a file, name its columns, confirm, undo, discard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import members_with_duty
from backend.attachments.storage import bytes_drop, bytes_keep
from backend.catalog.kinds import KINDS
from backend.catalog.rules import authors_of
from backend.catalog.sources.cells import RowReader
from backend.catalog.sources.columns import columns_guessed
from backend.catalog.sources.rows import SourceError
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.imports import rules
from backend.imports.events import ImportUploaded
from backend.imports.lifecycle import IMPORT
from backend.imports.models import Import

from .files import source_opened

MOST_BYTES = 30 * 1024 * 1024
SAMPLE = 20  # rows by whose look columns are named
SHOWN = 3  # of them kept, for the page


def import_upload(*, actor: Actor, owner_id: int, kind: str, file_name: str, data: bytes) -> Import:
    """Take a file of listings of one kind for an organisation; nothing is written from it yet.

    Raises NotFound, NotPermitted, WrongState where the organisation is not verified, ValidationError
    for the field ``file``.
    """
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of listing."))
    if actor.user_id is None or not rules.may_import(actor, kind, owner_id):
        raise NotPermitted(_("Only who lists all of this for the organisation imports it."))
    run = Import(
        owner=_owner(owner_id),
        kind=kind,
        asked_by_id=actor.user_id,
        contact=_contact(actor, owner_id, kind),
        language=get_language() or "zh-hans",
        file_name=file_name[-255:],
        form="xlsx" if data[:2] == b"PK" else "csv",
    )
    _look_into(run, data)
    run.file_key = bytes_keep(data)
    try:
        with transaction.atomic():
            run.save()
            publish(ImportUploaded(import_id=run.pk), actor_id=actor.user_id)
    except Exception:
        bytes_drop(run.file_key)
        raise
    return run


def import_check(
    *,
    actor: Actor,
    import_id: int,
    expected_revision: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Import:
    """Name its columns (``mapping``: column → field, empty for none) and let every row be checked.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the field ``mapping``.
    """
    with moving(
        IMPORT, "check", import_id, actor=actor, expected_revision=expected_revision
    ) as run:
        if run.brought.exists():
            raise WrongState(_("Undo what it brought first."))
        if mapping is not None:
            run.mapping = {name: mapping.get(name, "") for name in run.columns if name}
        try:
            RowReader(run.kind, run.columns, run.mapping)
        except SourceError as refused:
            raise ValidationError({"mapping": [str(refused)]}) from refused
        _begin(run)
    return run


def import_write(*, actor: Actor, import_id: int, expected_revision: int | None = None) -> Import:
    """Put what is right of it on the market. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        IMPORT, "write", import_id, actor=actor, expected_revision=expected_revision
    ) as run:
        _begin(run)
    return run


def import_undo(*, actor: Actor, import_id: int, expected_revision: int | None = None) -> Import:
    """Take back what it brought and changed, but for what somebody worked on since.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(IMPORT, "undo", import_id, actor=actor, expected_revision=expected_revision) as run:
        run.undone = run.kept = 0
    return run


def import_discard(*, actor: Actor, import_id: int, expected_revision: int | None = None) -> Import:
    """Forget the file. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        IMPORT, "discard", import_id, actor=actor, expected_revision=expected_revision
    ) as run:
        run.lines.all().delete()
        key, run.file_key = run.file_key, ""
        transaction.on_commit(lambda: bytes_drop(key))
    return run


SERVICES: dict[str, Callable[..., Import]] = {
    "check": import_check,
    "write": import_write,
    "undo": import_undo,
    "discard": import_discard,
}


def _begin(run: Import) -> None:
    """A step begins at the first row, with nothing counted."""
    run.reached = run.created = run.revised = run.unchanged = run.refused = 0
    run.failure = ""
    run.lines.all().delete()


def _owner(owner_id: int) -> Organisation:
    owner = Organisation.objects.filter(pk=owner_id).first()
    if owner is None:
        raise NotFound(_("There is no such organisation."))
    if not owner.verified:
        raise WrongState(_("This organisation waits for verification; import after it."))
    return owner


def _contact(actor: Actor, owner_id: int, kind: str) -> User:
    """Who asks, where he lists this himself; else the first member who does."""
    if KINDS[kind].listed_by.allows(actor, owner_id):
        return User.objects.get(pk=actor.person)
    for duty in authors_of(kind):
        found = members_with_duty(owner_id, duty).order_by("pk").first()
        if found is not None:
            return found
    raise WrongState(_("The organisation has no member who may list this; add one first."))


def _look_into(run: Import, data: bytes) -> None:
    """Read the heading and the first rows, and guess what the columns mean."""
    if len(data) > MOST_BYTES:
        raise _refused(_("The file is larger than 30 MB; divide it."))
    try:
        with source_opened(run, data) as source:
            run.columns = source.columns
            sample = [row.cells for row in islice(source.rows(), SAMPLE)]
    except SourceError as refused:
        raise _refused(str(refused)) from refused
    if not sample:
        raise _refused(_("There is a heading but no row; nothing was imported."))
    guessed = columns_guessed(run.kind, run.columns, sample)
    run.mapping = {column: guess.field for column, guess in guessed.items()}
    run.guesses = {column: guess.by for column, guess in guessed.items()}
    run.sample = sample[:SHOWN]


def _refused(told: Any) -> ValidationError:
    return ValidationError({"file": [told]})
