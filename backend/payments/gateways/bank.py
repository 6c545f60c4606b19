"""Bank transfer 对公转账: no provider; the payee's confirmation is the state."""

from __future__ import annotations

from decimal import Decimal

from backend.core.money_fields import MAX_AMOUNT
from backend.payments.models import Payment

from .protocol import Checkout, CheckoutState, Order, UnknownThere


class BankGateway:
    """The payer transfers to the payee's account and names our number, which is its reference."""

    name = "bank"
    most = Decimal(MAX_AMOUNT)

    def checkout_open(self, order: Order, *, key: str) -> Checkout:
        """The number is the reference: nobody is to be asked."""
        return Checkout(id=order.number, state=CheckoutState.OPEN, currency=order.currency)

    def checkout_read(self, checkout_id: str) -> Checkout:
        """Paid once the payee has confirmed what arrived. Raises UnknownThere."""
        payment = Payment.objects.select_related("bank_receipt").filter(number=checkout_id).first()
        if payment is None:
            raise UnknownThere(checkout_id)
        receipt = getattr(payment, "bank_receipt", None)
        return Checkout(
            id=checkout_id,
            state=CheckoutState.PAID if receipt else CheckoutState.OPEN,
            received=receipt.amount if receipt else None,
            currency=payment.currency,
            fee=Decimal(0) if receipt else None,
        )

    def checkout_close(self, checkout_id: str) -> Checkout:
        """Nobody is to be told; what was transferred all the same, the payee sends back."""
        found = self.checkout_read(checkout_id)
        if found.state == CheckoutState.PAID:
            return found
        return Checkout(id=checkout_id, state=CheckoutState.EXPIRED, currency=found.currency)
