"""Reads of rights, plans and evaluations; the office's register and yearly report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.ledger.kinds import OwnerKind, Purpose
from backend.ledger.models import Entry

from .models import Evaluation, Grant, Plan
from .rules import DECIDE, of_institution, plans_readable

ZERO = Decimal(0)


def grant_standing(listing_id: int) -> Grant | None:
    """The right that inventors hold in an achievement today; that much is public with the listing."""
    today = timezone.localdate()
    found = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        achievement_id=listing_id,
        state=Grant.State.GRANTED,
        starts_on__lte=today,
    )
    return found.first()


def grant_found(actor: Actor, grant_id: int) -> Grant:
    """A grant that the actor's institution or the applicant may follow. Raises NotFound."""
    found = (
        Grant.objects.filter(pk=grant_id)
        .select_related("achievement__owner", "applied_by", "decided_by")
        .first()
    )
    own = found is not None and (
        actor.operator
        or found.applied_by_id == actor.user_id
        or actor.belongs_to(found.achievement.owner_id)
    )
    if found is None or not own:
        raise NotFound(_("This application does not exist, or you may not see it."))
    return found


def grants_waiting(organisation_id: int) -> QuerySet[Grant]:
    """Applications that wait for an office, oldest first; rights are the caller's."""
    found = Grant.objects.filter(achievement__owner_id=organisation_id, state=Grant.State.APPLIED)
    return found.select_related("achievement", "applied_by").order_by("pk")


def evaluations_of(listing_id: int) -> QuerySet[Evaluation]:
    """The evaluation reports of an achievement, newest first."""
    found = Evaluation.objects.filter(achievement_id=listing_id, removed_at__isnull=True)
    return found.select_related("attachment").order_by("-evaluated_on", "-pk")


def plan_of_deal(deal_id: int) -> Plan | None:
    """The plan of a deal, rights are the caller's."""
    found = Plan.objects.filter(deal_id=deal_id).select_related("institution", "deal")
    return found.prefetch_related("shares__person").first()


def plan_found(actor: Actor, plan_id: int) -> Plan:
    """A plan that the actor may read. Raises NotFound."""
    found = (
        Plan.objects.filter(plans_readable(actor), pk=plan_id)
        .select_related("institution", "deal")
        .prefetch_related("shares__person")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such plan, or you may not see it."))
    return found


def office_of(actor: Actor) -> Organisation:
    """The institution for whose office the actor acts. Raises NotFound."""
    if not DECIDE.allows(actor, actor.organisation_id):
        raise NotFound(_("This is for technology-transfer offices."))
    return Organisation.objects.get(pk=actor.organisation_id or 0)


@dataclass(frozen=True, slots=True)
class Asset:
    """A line of the register: an achievement with its right, evaluation, contracts and revenue."""

    listing: Listing
    grant: Grant | None
    evaluation: Evaluation | None
    contracts: int
    amounts: dict[str, Decimal]
    received: dict[str, Decimal]


def assets_of(institution: Organisation) -> list[Asset]:
    """All achievements of an institution, by title."""
    listings = list(
        Listing.objects.filter(owner=institution, kind="achievement").order_by("title", "pk")
    )
    ids = [listing.pk for listing in listings]
    grants = {
        g.achievement_id: g for g in Grant.objects.filter(achievement__in=ids, state="granted")
    }
    evaluations: dict[int, Evaluation] = {}
    standing = Evaluation.objects.filter(achievement__in=ids, removed_at__isnull=True)
    for one in standing.order_by("evaluated_on", "pk"):
        evaluations[one.achievement_id] = one
    contracts: dict[int, list[Contract]] = {}
    for contract in contracts_signed().filter(seller=institution, offer__in=ids).order_by("pk"):
        contracts.setdefault(contract.offer_id or 0, []).append(contract)
    received = _received([c.deal_id for held in contracts.values() for c in held], institution)
    return [
        Asset(
            listing=listing,
            grant=grants.get(listing.pk),
            evaluation=evaluations.get(listing.pk),
            contracts=len(contracts.get(listing.pk, [])),
            amounts=_summed((c.currency, c.amount) for c in contracts.get(listing.pk, [])),
            received=_summed(
                (currency, amount)
                for deal_id in {c.deal_id for c in contracts.get(listing.pk, [])}
                for currency, amount in received.get(deal_id, {}).items()
            ),
        )
        for listing in listings
    ]


@dataclass(frozen=True, slots=True)
class Transferred:
    """A contract in the yearly report: what it is worth, what came in and went to people that year."""

    contract: Contract
    received: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class TransferTotal:
    """The report's sums in one currency."""

    currency: str
    signed: int
    amount: Decimal
    technology: Decimal
    received: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class TransferReport:
    """An institution's year: contracts signed in it, and those on which money moved in it."""

    institution: Organisation
    year: int
    rows: list[Transferred]
    totals: list[TransferTotal]


def transfer_report(institution: Organisation, year: int) -> TransferReport:
    """The yearly report, straight from contracts and ledger."""
    within = (date(year, 1, 1), date(year, 12, 31))
    moved = Entry.objects.filter(_earned(institution), journal__posted_at__date__range=within)
    deals = {row["journal__deal_id"] for row in moved.values("journal__deal_id")}
    found = (
        contracts_signed()
        .filter(Q(signed_on__range=within) | Q(deal_id__in=deals), seller=institution)
        .select_related("buyer", "offer")
        .order_by("signed_on", "pk")
    )
    received = _received([c.deal_id for c in found], institution, within)
    # What the institution has in hand for people, or has handed on to them, arrived there too.
    in_hand = _by_deal(Q(account__owner_kind=OwnerKind.USER), [c.deal_id for c in found], within)
    paid = _paid([c.deal_id for c in found], within)
    rows: list[Transferred] = []
    told: set[int] = set()
    for contract in found:
        # Money is of a deal: it stands once, with the first of its contracts.
        first = contract.deal_id not in told
        told.add(contract.deal_id)
        own = received.get(contract.deal_id, {}) if first else {}
        people = paid.get(contract.deal_id, {}) if first else {}
        held = in_hand.get(contract.deal_id, {}) if first else {}
        arrived = own.get(contract.currency, ZERO) + held.get(contract.currency, ZERO)
        rows.append(Transferred(contract, arrived, people.get(contract.currency, ZERO)))
    return TransferReport(institution, year, rows, _totals(rows, within))


def _totals(rows: list[Transferred], within: tuple[date, date]) -> list[TransferTotal]:
    found = []
    for currency in sorted({row.contract.currency for row in rows}):
        mine = [row for row in rows if row.contract.currency == currency]
        signed = [
            row.contract
            for row in mine
            if row.contract.signed_on and within[0] <= row.contract.signed_on <= within[1]
        ]
        found.append(
            TransferTotal(
                currency=currency,
                signed=len(signed),
                amount=sum((c.amount for c in signed), ZERO),
                technology=sum((c.technology_amount for c in signed), ZERO),
                received=sum((row.received for row in mine), ZERO),
                paid=sum((row.paid for row in mine), ZERO),
            )
        )
    return found


def _earned(institution: Organisation) -> Q:
    return Q(
        account__owner_kind=OwnerKind.ORGANISATION,
        account__owner_id=institution.pk,
        account__purpose=Purpose.REVENUE,
    )


def _received(
    deal_ids: Iterable[int], institution: Organisation, within: tuple[date, date] | None = None
) -> dict[int, dict[str, Decimal]]:
    """Deal → currency → what the institution earned of it, refunds taken off."""
    return _by_deal(_earned(institution), deal_ids, within)


def _paid(
    deal_ids: Iterable[int], within: tuple[date, date] | None = None
) -> dict[int, dict[str, Decimal]]:
    """Deal → currency → what inventors got of it."""
    people = Q(account__owner_kind=OwnerKind.USER, account__purpose=Purpose.SHARE)
    return _by_deal(people, deal_ids, within)


def _by_deal(
    whose: Q, deal_ids: Iterable[int], within: tuple[date, date] | None
) -> dict[int, dict[str, Decimal]]:
    found = Entry.objects.filter(whose, journal__deal_id__in=list(deal_ids))
    if within is not None:
        found = found.filter(journal__posted_at__date__range=within)
    sums: dict[int, dict[str, Decimal]] = {}
    for deal_id, currency, amount in found.values_list(
        "journal__deal_id", "account__currency", "amount"
    ):
        assert deal_id is not None  # by the filter
        of_deal = sums.setdefault(deal_id, {})
        of_deal[currency] = of_deal.get(currency, ZERO) + amount
    return sums


def _summed(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for currency, amount in pairs:
        found[currency] = found.get(currency, ZERO) + amount
    return found


def listing_for_ownership(actor: Actor, listing_id: int) -> Listing:
    """An achievement of an institution that the actor may see. Raises NotFound."""
    found = listing_visible_to(actor, listing_id)
    if not of_institution(found):
        raise NotFound(_("There is no such achievement of an institution."))
    return found
