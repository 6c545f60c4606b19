"""The named parts of a scheme in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NORMALISATIONS = {
    "goalposts": _("by fixed goalposts: nothing at the low one, everything at the high one"),
    "min_max": _("between the lowest and the highest county of the year"),
    "best_ratio": _("as a share of the best county of the year"),
    "rank_share": _("by the place among the counties of the year"),
}
AGGREGATIONS = {
    "arithmetic": _("weighted sum"),
    "geometric": _("weighted geometric mean of the first-level indicators"),
}
MISSING = {
    "zero": _("are worth nothing"),
    "median": _("are worth as much as the middle county"),
    "share_out": _("leave their weight to the others of the same first-level indicator"),
}
