"""What happens to imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfImport(DomainEvent):
    subject: ClassVar[str] = "import"
    import_id: int


@dataclass(frozen=True, kw_only=True)
class ImportUploaded(_OfImport):
    """A file of listings was brought; nothing of it is read but its heading and first rows."""

    name: ClassVar[str] = "import.uploaded"


@dataclass(frozen=True, kw_only=True)
class ImportCheckAsked(_OfImport):
    """Its columns are named: every row is to be checked."""

    name: ClassVar[str] = "import.check_asked"


@dataclass(frozen=True, kw_only=True)
class ImportChecked(_OfImport):
    """Every row was checked; nothing was written."""

    name: ClassVar[str] = "import.checked"


@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(_OfImport):
    """What is right of it is to be put on the market."""

    name: ClassVar[str] = "import.confirmed"


@dataclass(frozen=True, kw_only=True)
class ImportWritten(_OfImport):
    """What is right of it is on the market."""

    name: ClassVar[str] = "import.written"


@dataclass(frozen=True, kw_only=True)
class ImportUndoAsked(_OfImport):
    """What it brought is to be taken back."""

    name: ClassVar[str] = "import.undo_asked"


@dataclass(frozen=True, kw_only=True)
class ImportUndone(_OfImport):
    """What nobody worked on since is taken back."""

    name: ClassVar[str] = "import.undone"


@dataclass(frozen=True, kw_only=True)
class ImportStepped(_OfImport):
    """A slice of it is done and more waits."""

    name: ClassVar[str] = "import.stepped"


@dataclass(frozen=True, kw_only=True)
class ImportFailed(_OfImport):
    """It stopped before its end; it says why."""

    name: ClassVar[str] = "import.failed"


@dataclass(frozen=True, kw_only=True)
class ImportDiscarded(_OfImport):
    """Nobody wants it any more; its file is forgotten."""

    name: ClassVar[str] = "import.discarded"
