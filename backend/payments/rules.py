"""Who pays, confirms, gives back and compares."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action, party_to
from backend.ledger.kinds import OwnerKind

from .models import Method, Payment, Payout

PAY = action("payment_make", _("Pay, and ask for an invoice"), BINDING)
RECEIVE = action("payment_receive", _("Confirm receipts, pay back, issue invoices"), BINDING)
RECONCILE = action("payments_reconcile", _("Compare payments with providers"), [], operator=True)
ONLY_PAYER = _("Only those who answer for the payer do this.")
ONLY_PAYEE = _("Only those who answer for the payee do this.")
ONLY_OPERATORS = _("Only operators say here what the payer's bank decided.")
ONLY_RECEIVER = _("Only the receiver confirms this.")


def may_read(actor: Actor, payment: Payment) -> bool:
    """Members of both sides, and operators."""
    return party_to(actor, organisations=[payment.payer_id, payment.payee_id])


def pays(actor: Actor, payment: Payment) -> bool:
    """Whoever answers for the payer."""
    return PAY.allows(actor, payment.payer_id)


def receives(actor: Actor, payment: Payment) -> bool:
    """Whoever answers for the payee."""
    return RECEIVE.allows(actor, payment.payee_id)


def confirms(actor: Actor, payment: Payment) -> bool:
    """The payee of a bank transfer."""
    return payment.method == Method.BANK and receives(actor, payment)


def declares(actor: Actor, payment: Payment) -> bool:
    """The payer of a bank transfer."""
    return payment.method == Method.BANK and pays(actor, payment)


def decides_dispute(actor: Actor, payment: Payment) -> bool:
    """The platform's operators, for the bank of a simulated payment: neither side decides its own."""
    return payment.method == Method.LOCAL and RECONCILE.allows(actor, None)


def confirms_payout(actor: Actor, payout: Payout) -> bool:
    """Whom the share belongs to: the person, the organisation, or the platform's operators."""
    share = payout.share
    if share.owner_kind == OwnerKind.USER:
        return actor.user_id == share.owner_id
    if share.owner_kind == OwnerKind.ORGANISATION:
        return RECEIVE.allows(actor, share.owner_id)
    return RECONCILE.allows(actor, None)
