"""What a listing may require of its partner, beyond wishing for it.

The names are the matcher's (``Profile.required``); which of them make sense is the kind's to say.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

CONDITIONS: dict[str, object] = {
    "industry": _("industry"),
    "field": _("technology field"),
    "region": _("region"),
    "trl": _("technology readiness level"),
    "modes": _("cooperation modes"),
    "price": _("price within the budget"),
    "indicators": _("indicators"),
}
# What every kind with partners may require, each with the field in which it says what is required.
OF_ANY_PARTNER = {
    "industry": "industry",
    "field": "technology_field",
    "region": "region",
    "modes": "modes",
}
OF_DETAILS = frozenset({"price", "indicators"})


def public_among(required: Collection[str]) -> list[str]:
    """Those that may be told to whoever reads the summary tier alone: of money and of indicators
    not even that they are required.
    """
    return [name for name in required if name not in OF_DETAILS]
