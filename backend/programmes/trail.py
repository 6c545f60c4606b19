"""The steps of programmes, applications and vouchers in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import (
    ProgrammeChanged,
    ProgrammeOpened,
    SupportApplied,
    VoucherIssued,
    VoucherReserved,
)
from .lifecycle import PROGRAMME, REDEMPTION, SUPPORT, VOUCHER

WORDS: Words = {
    ProgrammeOpened.name: lambda event: _("Programme opened"),
    ProgrammeChanged.name: lambda event: _("Terms changed: a new version"),
    VoucherIssued.name: lambda event: _("Voucher issued"),
    VoucherReserved.name: lambda event: _("Voucher reserved on the contract"),
    **PROGRAMME.trail_words(),
    **SUPPORT.trail_words(),
    **VOUCHER.trail_words(),
    **REDEMPTION.trail_words(),
    SupportApplied.name: lambda event: _("Application handed in"),
}
