"""Acts on a deal drawn at random: who does them, and that a refused one leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q
from hypothesis import strategies as st

from backend.accounts.models import Membership, User
from backend.brokerage.models import Commission
from backend.contracts.models import Contract
from backend.core.dispatcher import deliver_all
from backend.core.errors import Refusal
from backend.core.models import Delivery, Event
from backend.deals.models import Deal, DealPerson, Stage, StageStay
from backend.delivery.models import Extension, Milestone, Plan
from backend.ledger.models import Account, Entry, Journal
from backend.ownership.models import Plan as Shares
from backend.payments.jobs import simulated_webhooks_send
from backend.payments.models import Dispute, Payment, Payout, Refund, Share
from backend.terms.models import Offer
from tests.factories import Market, actor

T = TypeVar("T")
TABLES: tuple[type[models.Model], ...] = (
    Deal, DealPerson, StageStay, Offer, Contract, Plan, Milestone, Extension, Commission, Shares,
    Payment, Share, Payout, Refund, Dispute, Account, Journal, Membership,
)  # fmt: skip
CENTS = st.integers(1, 300_000_000).map(lambda cents: Decimal(cents) / 100)


def rows() -> list[object]:
    """Every row that a refused act might have touched; without the ORM, which takes longer than acts."""
    found: list[object] = []
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY 1")
            found.append(cursor.fetchall())
        for model in (Entry, Event):
            cursor.execute(f"SELECT COUNT(*), MAX(id) FROM {model._meta.db_table}")
            found.append(cursor.fetchall())
    return found


@dataclass
class Deciding:
    """One deal of a market, and how things are done to it; ``draw`` decides what."""

    market: Market
    draw: Callable[[st.SearchStrategy[Any]], Any]
    deal_id: int

    @property
    def deal(self) -> Deal:
        """The deal as it is now."""
        return Deal.objects.get(pk=self.deal_id)

    def one(self, found: Sequence[T]) -> T:
        """One of some."""
        chosen: T = self.draw(st.sampled_from(list(found)))
        return chosen

    def by(self, *right: str) -> Any:
        """Who acts: mostly one who may, else anybody."""
        people = ["buyer", "office", "researcher", "colleague", "broker", "operator", "stranger"]
        name = self.one([*right * 4, *people] if self.draw(st.booleans()) else [*right])
        who: User = getattr(self.market, name)
        return actor(who)

    def attempt(self, service: Callable[..., Any], **given: Any) -> None:
        """Do it; where it is refused nothing may have changed."""
        before = rows()
        try:
            service(**given)
        except (Refusal, ValidationError):
            assert rows() == before, f"{service.__name__} left something behind"

    def sound(self) -> None:
        """What must hold after every act."""
        deal = self.deal
        standing = [*Contract.objects.filter(deal=deal, kind=Contract.Kind.MAIN)]
        signed = any(c.state == Contract.State.SIGNED for c in standing)
        assert signed == (deal.stage in {Stage.DELIVERY, Stage.CLOSED})
        staying = StageStay.objects.filter(deal=deal, left_at=None).count()
        assert staying == int(deal.running)

    def _milestones(self, **wanted: Any) -> list[Milestone]:
        found = Milestone.objects.filter(plan__contract__deal_id=self.deal_id, **wanted)
        return list(found.order_by("pk"))


def reacted() -> int:
    """What the provider tells and the platform does of it; that people are told of it changes nothing
    and takes longest, so it is left out. How much there was to do."""
    told = simulated_webhooks_send()
    told_of = Q(reaction__contains="notify") | Q(reaction__contains="notice")
    Delivery.objects.filter(told_of, state=Delivery.State.PENDING).update(state=Delivery.State.DONE)
    return told + deliver_all()
