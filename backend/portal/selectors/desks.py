"""What each role works on: the desk's sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.models import PRESENTING, Listing, Status
from backend.catalog.selectors import listings_of
from backend.contracts.models import Contract
from backend.contracts.rules import may_confirm
from backend.contracts.selectors import contracts_readable_by
from backend.deals.models import Deal, Stage
from backend.deals.next_steps import next_steps
from backend.deals.sections import NextStep
from backend.deals.selectors import deals_followed_by
from backend.pairings.models import Decision, Pairing
from backend.pairings.reasons import Brief, pairing_briefs, waits_for
from backend.pairings.selectors import pairings_open_for

STALLED = timedelta(days=14)  # without a move, talks need a hand
ON_THE_WAY = (Stage.TALKING, Stage.DRAFTED)
ROWS = 10  # of a section; its own page shows all


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal with its next step for this reader."""

    deal: Deal
    step: NextStep
    stalled: bool


def own_listings(actor: Actor, *, kind: str | None = None) -> QuerySet[Listing]:
    """What the organisation acted for offers and seeks, its profile aside: published first, then
    drafts, then the rest."""
    order = Case(
        When(status=Status.PUBLISHED, then=Value(0)),
        When(status=Status.DRAFT, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = listings_of(actor, kind=kind).exclude(kind__in=PRESENTING).annotate(order=order)
    return found.order_by("order", "-published_at", "-pk")


def pairings_waiting(actor: Actor) -> list[Brief]:
    """Pairings that the other side accepted and this reader may decide, longest waiting first."""
    one_accepted = Q(need_decision=Decision.ACCEPTED) ^ Q(offer_decision=Decision.ACCEPTED)
    found = pairings_open_for(actor).filter(one_accepted).order_by("updated_at")
    return pairing_briefs([p for p in found if waits_for(actor, p)], actor)


def pairings_of_contact(actor: Actor) -> list[Brief]:
    """Undecided pairings of the listings whose contact the reader is, best first."""
    mine = Q(offer__contact_id=actor.user_id) | Q(need__contact_id=actor.user_id)
    return _briefs(actor, _undecided(actor).filter(mine))


def pairings_brokered(actor: Actor) -> list[Brief]:
    """Undecided pairings of the listings the reader accompanies, best first."""
    mine = Q(need__broker_id=actor.user_id) | Q(offer__broker_id=actor.user_id)
    return _briefs(actor, _undecided(actor).filter(mine))


def deal_rows(actor: Actor) -> list[DealRow]:
    """Deals on the way to a contract: what this reader can move first, then the longest at rest."""
    deals = list(deals_followed_by(actor).filter(stage__in=ON_THE_WAY))
    steps = next_steps(deals, actor)
    rows = [
        DealRow(
            deal=deal,
            step=steps[deal.pk],
            stalled=timezone.now() - deal.updated_at > STALLED,
        )
        for deal in deals
    ]
    rows.sort(key=lambda row: (not row.step.mine, row.deal.updated_at))
    return rows


def contracts_waiting(actor: Actor) -> list[Contract]:
    """Contract records that this reader may confirm or return now."""
    found = contracts_readable_by(actor).filter(state=Contract.State.PROPOSED)
    return [contract for contract in found if may_confirm(actor, contract)]


def _undecided(actor: Actor) -> QuerySet[Pairing]:
    return pairings_open_for(actor).filter(
        ~Q(need_decision=Decision.ACCEPTED) | ~Q(offer_decision=Decision.ACCEPTED)
    )


def _briefs(actor: Actor, found: QuerySet[Pairing]) -> list[Brief]:
    return pairing_briefs(found[:ROWS], actor)
