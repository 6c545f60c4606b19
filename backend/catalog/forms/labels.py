"""How the fields of a kind are called at the head of a sheet's columns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.catalog.kinds import KINDS

from .building import FORMS

OF_THE_PAGE = ("revision", "form_token")  # fields that a sheet has no use for
_EXTERNAL_ID = _("external id")
_INDICATORS = _("indicators")


def field_labels(kind: str) -> dict[str, Any]:
    """What a column may mean → its words, lazily, in the order of a sheet."""
    labels = {
        name: field.label for name, field in FORMS[kind]().fields.items() if name not in OF_THE_PAGE
    }
    labels |= {"external_id": _EXTERNAL_ID}
    if KINDS[kind].has_indicators:
        labels |= {"indicators": _INDICATORS}
    first = ["external_id", "title", *KINDS[kind].shown]
    order = {name: at for at, name in reversed(list(enumerate(first)))}
    return dict(sorted(labels.items(), key=lambda held: order.get(held[0], len(first))))


def fields_offered(kind: str) -> dict[str, str]:
    """The same in the reader's language."""
    return {name: str(words) for name, words in field_labels(kind).items()}
