"""The steps of payments and invoices in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import INVOICE, PAYMENT, REFUND

WORDS: Words = {
    **PAYMENT.trail_words(),
    **REFUND.trail_words(),
    **INVOICE.trail_words(),
    "payment.started": lambda event: _("Payment begun"),
    "refund.asked": lambda event: _("Refund asked for"),
    "payment.refunded": lambda event: _("Money is back with the payer"),
    "payout.sent": lambda event: _("A share was paid out"),
    "payout.refused": lambda event: _("A payout was not accepted"),
    "invoice.requested": lambda event: _("Invoice asked for"),
}
