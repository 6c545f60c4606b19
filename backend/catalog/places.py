"""What is on the market, in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .models import Kind

places_register(
    *(
        Place(name=kind, url_name="listings", args=(kind,), words=words, order=order)
        for order, kind, words in (
            (40, Kind.NEED, _("Technology needs")),
            (50, Kind.ACHIEVEMENT, _("Achievements")),
            (60, Kind.EXPERT, _("Experts")),
        )
    )
)
