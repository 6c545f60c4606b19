"""What of ownership stands against signing: shares that are not agreed, a public notice that runs."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.contracts.models import Contract
from backend.core import dates
from backend.core.lifecycles import Words

from .models import Plan
from .selectors import grant_standing, plan_of_deal


def shares_agreed(contract: Contract) -> Words | None:
    """Why a contract cannot be signed yet: a plan of shares must be agreed by all whom it names, and
    there must be one where inventors hold a right in the achievement."""
    if contract.kind not in Contract.COUNTED:
        return None
    plan = plan_of_deal(contract.deal_id)
    if plan is None:
        held = grant_standing(contract.offer_id) if contract.offer_id else None
        if held is None:
            return None
        return _("Inventors hold a right in the achievement: agree on the shares of revenue first.")
    if plan.state != Plan.State.AGREED:
        return _("The shares of revenue are not agreed by all whom they name.")
    ends = plan.notice_ends_on
    if ends is not None and timezone.localdate() <= ends:
        return _("The public notice of the price runs up to and with %(day)s.") % {
            "day": dates.day(ends)
        }
    return None
