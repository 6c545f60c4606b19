"""What must always hold of releases."""

from __future__ import annotations

from collections.abc import Iterator

from backend.core.checks import check_register

from .models import Release
from .results import digest_of


def _unchanged() -> Iterator[str]:
    for release in Release.objects.iterator():
        if digest_of(release.content) != release.sha256:
            yield f"release {release.pk}: its content is not what its digest was made of"


def checks_register() -> None:
    """Take the app's invariants."""
    check_register("county.releases_unchanged", _unchanged)
