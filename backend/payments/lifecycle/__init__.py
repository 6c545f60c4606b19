"""What becomes of payments, and of what is made of them: one row for each act."""

from .invoice import INVOICE
from .payment import PAYMENT, facts_of, payment_locked
from .payout import PAYOUT
from .refund import REFUND

__all__ = ["INVOICE", "PAYMENT", "PAYOUT", "REFUND", "facts_of", "payment_locked"]
