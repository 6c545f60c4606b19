"""Lives of a deal: acts drawn at random from all that people, banks and providers may do to it.

Whoever acts is mostly the right one, so that lives get far, and now and then somebody else. An act that
is refused must leave every row as it was; whatever a life leads to, the invariants hold at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from backend.accounts.models import User
from backend.accounts.services import member_leave
from backend.catalog.models import Listing
from backend.catalog.services import listing_withdraw
from backend.core.checks import checks_run
from backend.deals.models import Outcome, Stage
from backend.deals.services import deal_close, result_give
from backend.deals.stages import TALKS
from backend.payments.jobs import payments_reconcile
from tests.factories import Market, actor

from .deciding import reacted
from .delivering import Delivering
from .talking import Talking


class Life(Talking, Delivering):
    """A deal with all that may happen to it."""

    def live(self, most: int) -> None:
        """Some acts, one after another."""
        for _step in range(self.draw(st.integers(most // 3, most))):
            getattr(self, self.one(ACTS[self.deal.stage]))()
            self.sound()

    def passes(self) -> None:
        """The provider tells what it has to, and the platform reacts."""
        reacted()

    def compare(self) -> None:
        payments_reconcile()

    def withdraw_listing(self) -> None:
        deal = self.deal
        listing_id, who = self.one([(deal.need_id, "buyer"), (deal.offer_id, "researcher")])
        listing = Listing.objects.get(pk=listing_id)
        self.attempt(
            listing_withdraw,
            actor=self.by(who),
            listing_id=listing.pk,
            expected_revision=listing.revision,
        )

    def leave(self) -> None:
        name = self.one(["researcher", "colleague", "broker", "buyer"])
        who: User = getattr(self.market, name)
        held = who.memberships.filter(active=True).first()
        if held is not None and self.draw(st.integers(0, 3)) == 0:
            self.attempt(member_leave, actor=actor(who), organisation_id=held.organisation_id)

    def close(self) -> None:
        if self.draw(st.integers(0, 5)) == 0:
            self.attempt(deal_close, actor=self.by("buyer", "office"), deal_id=self.deal_id)

    def tell(self) -> None:
        self.attempt(
            result_give,
            actor=self.by("buyer", "office"),
            deal_id=self.deal_id,
            outcome=self.one([*Outcome.values, "never"]),
        )


_AROUND = ["passes", "leave", "withdraw_listing"]
_TALKS = [
    "offer", "answer", "answer", "move", "promise", "commission", "agree_commission", "share",
    "agree_shares", "draft", "contract", "end", "pay", *_AROUND,
]  # fmt: skip
_MONEY = ["pay", "payment", "payment", "payment", "back", "pay_out", "decide", "compare"]
ACTS: dict[str, list[str]] = {
    **dict.fromkeys(TALKS, _TALKS),
    Stage.CONTRACT: [*_TALKS, *["contract"] * 8],
    Stage.DELIVERY: [
        "plan", "plan", *["milestone"] * 4, "more_time", *_MONEY, *_MONEY, "contract", "close",
        "passes", "offer", "agree_commission", *_AROUND,
    ],
    Stage.CLOSED: ["tell", "tell", "milestone", *_MONEY, *_AROUND],
    Stage.LOST: ["offer", "draft", "milestone", *_MONEY, *_AROUND],
}  # fmt: skip


@contextmanager
def lived(market: Market, deal_id: int, draw: Callable[[Any], Any]) -> Iterator[Life]:
    """A deal from where it stands; at the end all is settled, checked and undone."""
    with transaction.atomic():
        yield Life(market, draw, deal_id)
        while reacted():
            pass
        assert checks_run() == {}
        transaction.set_rollback(True)
