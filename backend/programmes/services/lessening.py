"""A voucher taken off a milestone: the firm pays so much less of it, the office pays the part."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.core import money
from backend.core.errors import WrongState
from backend.delivery.lifecycle import milestone_locked
from backend.delivery.models import Milestone
from backend.payments.selectors import payment_standing
from backend.programmes.models import Redemption
from backend.programmes.reckoning import CENT, HUNDRED, ZERO
from backend.programmes.selectors import lessening, version_now


def milestone_to_lessen(milestone_id: int, contract_id: int) -> Milestone:
    """A milestone of the contract that nobody pays yet, locked.

    Raises ValidationError for ``milestone``, WrongState where it is being paid or paid.
    """
    own = Milestone.objects.filter(pk=milestone_id, plan__contract=contract_id)
    if not own.filter(plan__state="agreed").exists():
        raise ValidationError({"milestone": [_("Choose a milestone of this contract's plan.")]})
    milestone = milestone_locked(milestone_id)
    if milestone.settled_at is not None or payment_standing("milestone", milestone_id):
        raise WrongState(_("This milestone is being paid or paid already; choose a later one."))
    return milestone


def milestones_lock(uses: QuerySet[Redemption]) -> None:
    """Lock the milestones that these uses are taken off, before anything of the vouchers: nobody begins
    to pay them meanwhile."""
    ids = uses.filter(milestone__isnull=False).values_list("milestone_id", flat=True)
    for milestone_id in sorted(set(ids)):
        milestone_locked(milestone_id or 0)


def lessening_check(milestone: Milestone, amount: Decimal) -> None:
    """Raise ValidationError for ``amount`` where nothing of the milestone would be left to the firm: its
    payment is what settles it."""
    most = milestone.amount - lessening(milestone.pk) - CENT
    if amount > most:
        told = _("The firm pays a part of this milestone itself: at most %(amount)s.")
        shown = money.exact(max(most, ZERO), "CNY")
        raise ValidationError({"amount": [told % {"amount": shown}]})


def whole_check(redemption: Redemption) -> None:
    """What a milestone was lessened by is claimed in whole. Raises ValidationError for ``amount``."""
    if redemption.milestone_id is None or redemption.claimed == redemption.amount:
        return
    ratio = version_now(redemption.voucher.programme).terms.ratio or HUNDRED
    least = money.exact((redemption.amount * HUNDRED / ratio).quantize(CENT), "CNY")
    told = _(
        "The milestone was lessened by the whole: the invoice must come to %(amount)s or more."
    )
    raise ValidationError({"amount": [told % {"amount": least}]})
