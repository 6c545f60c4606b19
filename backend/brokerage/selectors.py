"""Reads of brokers' work, within what the reader may know."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Membership, User
from backend.core.errors import NotFound
from backend.deals.models import Deal, DealDuty, DealPerson

from . import rules
from .models import BrokerNote, Commission, SavedView, Service


def services_of(deal_id: int) -> QuerySet[Service]:
    """The services on record of a deal, the latest first; who follows the deal reads them."""
    return (
        Service.objects.filter(deal_id=deal_id)
        .select_related("broker", "agency", "struck_by")
        .order_by("-done_on", "-pk")
    )


def notes_for(actor: Actor, deal: Deal) -> QuerySet[BrokerNote]:
    """The notes that the actor reads as a broker of the agency that wrote them."""
    return (
        BrokerNote.objects.filter(deal=deal, agency_id__in=rules.agencies_read(actor, deal))
        .select_related("author")
        .order_by("-pk")
    )


def commissions_readable_by(actor: Actor) -> QuerySet[Commission]:
    """Commissions the actor may read: of the side that pays, of an agency with a share, operators.

    The other side of the deal does not.
    """
    found = Commission.objects.select_related(
        "deal__buyer", "deal__seller", "proposed_by", "agency"
    ).prefetch_related(
        "shares__agency", "consents__organisation", "consents__person", "deal__people"
    )
    if actor.operator:
        return found.order_by("-pk")
    if actor.user_id is None:
        return found.none()
    own = list(actor.duties)
    agencies = [pk for pk in own if actor.has(Duty.BROKER, pk)]
    return found.filter(
        Q(payer="buyer", deal__buyer__in=own)
        | Q(payer="seller", deal__seller__in=own)
        | Q(agency__in=agencies)
        | Q(pk__in=Commission.objects.filter(shares__agency__in=agencies).values("pk"))
    ).order_by("-pk")


def commission_readable_by(actor: Actor, commission_id: int) -> Commission:
    """One commission. Raises NotFound, also where the actor may not know of it."""
    found = commissions_readable_by(actor).filter(pk=commission_id).first()
    if found is None:
        raise NotFound(_("This commission does not exist, or you may not see it."))
    return found


def commission_agreed(deal_id: int, payer: str) -> Commission | None:
    """The commission that stands for a side of a deal."""
    found = Commission.objects.filter(deal_id=deal_id, payer=payer, state=Commission.State.AGREED)
    return found.select_related("deal").prefetch_related("shares__agency").first()


def deals_brokered_by(actor: Actor) -> QuerySet[Deal]:
    """Deals that the actor accompanies as a broker."""
    own = DealPerson.objects.filter(duty=DealDuty.BROKER, user_id=actor.user_id or 0)
    return Deal.objects.filter(pk__in=own.values("deal_id"))


def colleagues_of(actor: Actor, deal: Deal | None = None) -> list[User]:
    """Who accompanies deals for the agencies that the actor is a broker of, the actor left out; of
    one deal, or of any."""
    agencies = [pk for pk in actor.duties if actor.has(Duty.BROKER, pk)]
    found = DealPerson.objects.filter(duty=DealDuty.BROKER, organisation_id__in=agencies)
    if deal is not None:
        found = found.filter(deal=deal)
    people = User.objects.filter(pk__in=found.values("user_id")).exclude(pk=actor.user_id or 0)
    return list(people.order_by("pk"))


def members_by_party(deal: Deal) -> dict[int, set[int]]:
    """Who belongs to the deal's parties, by organisation."""
    found: dict[int, set[int]] = {deal.buyer_id: set(), deal.seller_id: set()}
    rows = Membership.objects.filter(organisation_id__in=found, active=True)
    for organisation_id, user_id in rows.values_list("organisation_id", "user_id"):
        found[organisation_id].add(user_id)
    return found


def views_of(actor: Actor) -> QuerySet[SavedView]:
    """The reader's own views of the pipeline."""
    return SavedView.objects.filter(owner_id=actor.user_id).order_by("name")
