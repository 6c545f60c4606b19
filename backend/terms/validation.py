"""What must be said with each way of paying and each kind of cooperation."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import PRICED, ROYALTIES, PriceMode, TermsRow

NO_PRICE = _("Give the price; this way of paying has one.")
NO_ENTRY = _("Give the entry fee.")
NEEDLESS = _("This way of paying has none; leave it empty, or choose another way.")
LICENCE = "licence"


def terms_check(row: TermsRow) -> None:
    """Raise ValidationError by field where terms do not fit together."""
    wrong: dict[str, list[object]] = {}
    mode = row.price_mode
    if mode in PRICED and not row.price:
        wrong["price"] = [NO_PRICE]
    if mode == PriceMode.ENTRY_ROYALTY and not row.price:
        wrong["price"] = [NO_ENTRY]
    if mode == PriceMode.ROYALTY and row.price is not None:
        wrong["price"] = [NEEDLESS]
    if mode == PriceMode.INSTALMENTS and not row.instalments:
        wrong["instalments"] = [_("Say when which part is paid.")]
    _check_royalty(row, wrong)
    if mode == PriceMode.SHARES and row.shares_percent is None:
        wrong["shares_percent"] = [_("Give the share of the company in percent.")]
    if mode != PriceMode.SHARES and row.shares_percent is not None:
        wrong["shares_percent"] = [NEEDLESS]
    if row.mode == LICENCE and not row.exclusivity:
        wrong["exclusivity"] = [_("Say which kind of licence it is.")]
    if row.mode != LICENCE and row.exclusivity:
        wrong["exclusivity"] = [_("Only a licence has this; leave it empty.")]
    if wrong:
        raise ValidationError(wrong)


def _check_royalty(row: TermsRow, wrong: dict[str, list[object]]) -> None:
    if row.price_mode in ROYALTIES:
        if row.royalty_rate is None:
            wrong["royalty_rate"] = [_("Give the rate in percent, for example 3.5.")]
        if not row.royalty_base:
            wrong["royalty_base"] = [_("Say of what the rate is taken.")]
        return
    for name in ("royalty_rate", "royalty_base"):
        if getattr(row, name):
            wrong[name] = [NEEDLESS]
