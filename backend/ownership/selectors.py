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
from backend.ledger.models import Entry

from .models import Evaluation, Grant, Plan
from .rules import DECIDE, of_institution, plans_readable
from .takings import NOTHING, Takings, takings_of_deals, takings_summed

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
    takings: dict[str, Takings]


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
    takings = takings_of_deals(
        institution, [c.deal_id for held in contracts.values() for c in held]
    )
    return [
        Asset(
            listing=listing,
            grant=grants.get(listing.pk),
            evaluation=evaluations.get(listing.pk),
            contracts=len(contracts.get(listing.pk, [])),
            amounts=_summed((c.currency, c.amount) for c in contracts.get(listing.pk, [])),
            takings=takings_summed(
                takings.get(deal_id, {})
                for deal_id in {c.deal_id for c in contracts.get(listing.pk, [])}
            ),
        )
        for listing in listings
    ]


@dataclass(frozen=True, slots=True)
class Transferred:
    """A contract in the yearly report: what it is worth, what came in and went to people that year."""

    contract: Contract
    takings: Takings


@dataclass(frozen=True, slots=True)
class TransferTotal:
    """The report's sums in one currency."""

    currency: str
    signed: int
    amount: Decimal
    technology: Decimal
    takings: Takings


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
    own = contracts_signed().filter(seller=institution).values("deal_id")
    moved = Entry.objects.filter(journal__deal_id__in=own, journal__posted_at__date__range=within)
    deals = set(moved.values_list("journal__deal_id", flat=True))
    found = (
        contracts_signed()
        .filter(Q(signed_on__range=within) | Q(deal_id__in=deals), seller=institution)
        .select_related("buyer", "offer")
        .order_by("signed_on", "pk")
    )
    takings = takings_of_deals(institution, [c.deal_id for c in found], within)
    rows: list[Transferred] = []
    for contract in found:
        # Money is of a deal: it stands once, with the first of its contracts.
        came = takings.pop(contract.deal_id, {})
        rows.append(Transferred(contract, came.get(contract.currency, NOTHING)))
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
                takings=sum((row.takings for row in mine), NOTHING),
            )
        )
    return found


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
