"""The trail of a pairing through its deals. Part of the selectors layer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from backend.accounts.trail import Entry, Words, trail_entries
from backend.core.selectors import Ids
from backend.deals.models import Deal
from backend.deals.trail import deal_subjects

from .lifecycle import PAIRING
from .models import Pairing

WORDS: Words = {
    "pairing.referred": lambda event: _("Put to both sides by a broker"),
    **PAIRING.trail_words(),
}


def recommended(when: datetime) -> Entry:
    """The first step of a pairing: when it was recommended to the reader's side, and to no other."""
    return Entry(
        name="pairing.proposed",
        what=_("Recommended by the matcher"),
        who=_("The platform"),
        when=when,
    )


def pairing_trail(pairing: Pairing, since: datetime) -> list[Entry]:
    """All steps from the recommendation to the recorded contract; rights are the caller's."""
    subjects: list[tuple[str, Ids]] = [("pairing", pairing.pk)]
    for deal in Deal.objects.filter(origin_kind=Pairing.ORIGIN, origin_id=pairing.pk):
        subjects.extend(deal_subjects(deal))
    return [recommended(since), *trail_entries(subjects)]
