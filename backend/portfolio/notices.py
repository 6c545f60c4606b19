"""What people are told of achievements that end soon, and of their rights."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.notices import ORGANISATION
from backend.catalog.notices import LISTING
from backend.core.notices import Importance, NoticeKind, notices_register

ENDING = NoticeKind(
    name="achievement_ending",
    label=gettext_lazy("An achievement leaves the market soon"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=lambda listing, payload: _("This achievement leaves the market soon: renew it"),
    tone="wait",
    mail=gettext_lazy("One press offers it for another year."),
)
RIGHT_ENDING = NoticeKind(
    name="right_ending",
    label=gettext_lazy("A right in an achievement ends soon"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=lambda listing, payload: (
        _("The right %(number)s ends soon") % {"number": payload["number"]}
    ),
    tone="wait",
    mail=gettext_lazy("Tell partners, and change what the achievement says of it."),
)
RULE_SET = NoticeKind(
    name="approval_rule_set",
    label=gettext_lazy("My office decides before publication, or no more"),
    about=ORGANISATION,
    importance=Importance.RESULT,
    sentence=lambda organisation, payload: (
        _("From now on the office decides before an achievement of a researcher is published")
        if payload["approves"]
        else _("From now on researchers publish their achievements themselves")
    ),
    detail=lambda organisation, payload: payload["by"],
)

notices_register(ENDING, RIGHT_ENDING, RULE_SET)
