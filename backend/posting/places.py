"""Where a need is written question by question, for links from the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import may_begin, may_begin_for

places_register(
    Place(name="need_begin", url_name="need_begin"),
    Place(
        name="need_drafts",
        url_name="need_drafts",
        words=_("Needs being written"),
        order=62,
        shown=lambda actor: may_begin(actor) or may_begin_for(actor),
    ),
)
