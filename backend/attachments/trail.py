"""What happened to files, in words, for the trail of what they hang on. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words
from backend.core.models import Fact


def _added(event: Fact) -> str:
    words = (
        _("New version of a file: %(file)s") if event.payload["replaces"] else _("File: %(file)s")
    )
    return words % {"file": event.payload["file"]}


WORDS: Words = {
    "attachment.added": _added,
    "attachment.refused": lambda event: (
        _("Refused by the virus scanner: %(file)s") % {"file": event.payload["file"]}
    ),
    "attachment.withdrawn": lambda event: (
        _("File removed: %(file)s") % {"file": event.payload["file"]}
    ),
}
