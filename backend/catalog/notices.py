"""What people are told of listings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.accounts.models import Organisation
from backend.accounts.notices import ORGANISATION
from backend.core.notices import Importance, NoticeKind, notices_register

from .kinds import KINDS


def _imported(owner: Organisation, payload: Mapping[str, Any]) -> str:
    n = payload["imported"]
    return ngettext("%(n)d listing was imported", "%(n)d listings were imported", n) % {"n": n}


def _counted(owner: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(kind)s; unchanged: %(unchanged)d, refused: %(refused)d") % {
        "kind": KINDS[payload["kind"]].words.one,
        "unchanged": payload["unchanged"],
        "refused": payload["refused"],
    }


IMPORTED = NoticeKind(
    name="listings_imported",
    about=ORGANISATION,
    importance=Importance.NEWS,
    sentence=_imported,
    detail=_counted,
)

notices_register(IMPORTED)
