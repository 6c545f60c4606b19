"""Test cards: which one is used decides what happens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Card:
    """A test card: what happens with it, at once or later. Numbers are those of Stripe's test cards."""

    name: str
    number: str
    words: object
    error: str = ""
    later: str = ""  # the state that follows after SLOW
    part: Decimal = Decimal(1)  # of the amount that arrives
    disputed: bool = False


CARDS = {
    card.name: card
    for card in (
        Card("success", "4242 4242 4242 4242", _("It is paid at once")),
        Card("declined", "4000 0000 0000 0002", _("The card is declined"), error="card_declined"),
        Card(
            "insufficient", "4000 0000 0000 9995", _("The account does not hold enough"),
            error="insufficient_funds",
        ),
        Card("slow", "4000 0025 0000 1001", _("It is paid after a while"), later="paid"),
        Card(
            "slow_failure", "4000 0025 0000 1002", _("It fails after a while"), later="failed",
            error="payment_failed",
        ),
        Card(
            "short", "4000 0025 0000 1003", _("Half of the amount arrives"), part=Decimal("0.5")
        ),
        Card(
            "disputed", "4000 0000 0000 0259", _("It is paid, and the payer's bank takes it back"),
            disputed=True,
        ),
    )
}  # fmt: skip
