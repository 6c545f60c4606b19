"""Demo work of brokers: services on record, notes, commissions, made by the product's own services."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.selectors import actor_of
from backend.brokerage import services
from backend.brokerage.models import Service
from backend.brokerage.values import CommissionValues, ServiceValues
from backend.deals.models import Deal, DealDuty, DealPerson

from .people import rows
from .rooms import decider


def brokerage_seed() -> None:
    """Write what the brokers of the demo's deals did; deals without a broker are left out."""
    for row in rows("brokerage"):
        deal = Deal.objects.filter(
            need__external_id=row["need"], offer__external_id=row["offer"]
        ).first()
        broker = deal and deal.people.filter(duty=DealDuty.BROKER).select_related("user").first()
        if deal and broker and not Service.objects.filter(deal=deal).exists():
            _work(deal, broker, row)


def _work(deal: Deal, broker: DealPerson, row: dict[str, Any]) -> None:
    who = actor_of(broker.user, organisation_id=broker.organisation_id)
    for done in row["services"]:
        day = timezone.localdate() - timedelta(days=done["days_ago"])
        values = ServiceValues(kind=done["kind"], done_on=day, words=done["words"])
        services.service_log(actor=who, deal_id=deal.pk, values=values)
    for text in row["notes"]:
        services.note_write(actor=who, deal_id=deal.pk, text=text)
    asked = row["commission"]
    commission = services.commission_propose(
        actor=who,
        deal_id=deal.pk,
        values=CommissionValues(
            payer=asked["payer"],
            percent=Decimal(asked["percent"]) if "percent" in asked else None,
            amount=Decimal(asked["amount"]) if "amount" in asked else None,
            words=asked["words"],
        ),
    )
    if asked["agreed"]:
        services.commission_agree(
            actor=decider(deal, asked["payer"]),
            commission_id=commission.pk,
            expected_revision=commission.revision,
        )
