"""The file of an import while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from backend.attachments.storage import bytes_of
from backend.catalog.sources.formats import open_source
from backend.catalog.sources.rows import Source
from backend.imports.models import Import


@contextmanager
def source_opened(run: Import, data: bytes | None = None) -> Iterator[Source]:
    """The rows of an import's file; ``data`` where its bytes are at hand. Raises SourceError."""
    with NamedTemporaryFile(suffix=f".{run.form}") as file:
        file.write(bytes_of(run.file_key) if data is None else data)
        file.flush()
        yield open_source(Path(file.name), form=run.form, kind=run.kind, name=run.file_name)
