"""What people are told of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.core.subjects import Subject

from .models import Attachment
from .selectors import attachment_for


@dataclass(frozen=True, slots=True)
class Kept:
    """A file and what it hangs on, as its reader may know them."""

    file: Attachment
    hangs_on: Subject


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Kept]:
    found = {}
    for pk in ids:
        try:
            found[pk] = Kept(*attachment_for(actor, pk))
        except NotFound:
            continue
    return found


def _added(kept: Kept, payload: Mapping[str, Any]) -> str:
    words = {"who": kept.file.added_by.name, "name": kept.file.name}
    return _("%(who)s added the file %(name)s") % words


FILES = Topic(name="files", words=gettext_lazy("Files"))
FILE = About(
    name="attachment",
    read=_known,
    url=lambda kept: f"{kept.hangs_on.url}#files-{kept.hangs_on.name}-{kept.hangs_on.pk}",
    title=lambda kept: str(kept.hangs_on.title),
    topic=FILES,
)
ADDED = NoticeKind(
    name="attachment_added",
    label=gettext_lazy("A file is added"),
    about=FILE,
    importance=Importance.NEWS,
    sentence=_added,
)

notices_register(ADDED)
