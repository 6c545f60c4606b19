"""The ladder in the navigation of firms and officers; published lists for everybody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Duty
from backend.core.places import Place, places_register

KEEPERS = {Duty.ENTERPRISE_MEMBER, Duty.REGIONAL_OFFICER}

places_register(
    Place(
        name="ladder",
        url_name="ladder",
        words=_("Firm ladder"),
        order=72,
        shown=lambda actor: bool(KEEPERS & actor.acting) or actor.operator,
    ),
    Place(name="grade_lists", url_name="grade_lists", words=_("Lists of firms"), order=90),
)
