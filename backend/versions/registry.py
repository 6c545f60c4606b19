"""How each kind of subject puts its content into words, and takes an earlier one back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound

from .words import FieldWords


@dataclass(frozen=True, slots=True)
class VersionedKind:
    """``words(content)`` gives every field in words, in the order of the page; ``restore(actor, id,
    content)`` writes the content through the subject's own service, which keeps a new version."""

    subject: str
    words: Callable[[dict[str, Any]], Iterable[FieldWords]]
    restore: Callable[[Actor, int, dict[str, Any]], None]


_KINDS: dict[str, VersionedKind] = {}


def register(kind: VersionedKind) -> None:
    """Take a kind. Raises ValueError where two are of one subject."""
    if _KINDS.setdefault(kind.subject, kind) is not kind:
        raise ValueError(f"versions of {kind.subject} are registered twice")


def kind_of(subject: str) -> VersionedKind:
    """The kind of this subject. Raises NotFound where it keeps no versions."""
    found = _KINDS.get(subject)
    if found is None:
        raise NotFound(_("This keeps no versions."))
    return found
