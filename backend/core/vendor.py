"""Serves a whitelist of files straight from node_modules: nothing copied, nothing committed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage


class VendorFinder(BaseFinder):
    """Finds the files of settings.VENDOR_FILES (name served → file below VENDOR_ROOT)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        root = Path(settings.VENDOR_ROOT)
        self.files = {name: root / source for name, source in settings.VENDOR_FILES.items()}
        self.storage = _NamedFiles(self.files)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Warn of each file that is not installed."""
        return [
            Warning(f"vendor file missing: {name}", hint="Run make setup.", id="core.W001")
            for name, file in self.files.items()
            if not file.exists()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a served name, in the form staticfiles asks for."""
        file = self.files.get(path)
        found = [str(file)] if file and file.exists() else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Every file that is there, for collectstatic."""
        for name, file in self.files.items():
            if file.exists():
                yield name, self.storage


class _NamedFiles(FileSystemStorage):
    prefix = ""

    def __init__(self, files: dict[str, Path]) -> None:
        super().__init__(location=settings.VENDOR_ROOT)
        self.files = files

    def path(self, name: str) -> str:
        return str(self.files[name])
