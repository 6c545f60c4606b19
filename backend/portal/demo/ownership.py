"""Demo rights of inventors, evaluations and a plan of shares."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import actor_of, members_with_duty
from backend.catalog.models import Listing
from backend.deals.models import Deal
from backend.ownership.models import Evaluation, Grant, Plan
from backend.ownership.services import (
    evaluation_add,
    grant_apply,
    grant_give,
    plan_agree,
    plan_propose,
)
from backend.ownership.values import EvaluationValues, GrantValues, PlanValues, ShareValues

from .papers import paper
from .people import rows


def ownership_seed() -> None:
    """Write what is not there yet."""
    content: Any = rows("ownership")
    for row in content[0]["grants"]:
        listing = Listing.objects.filter(external_id=row["listing"]).first()
        if listing is not None and not Grant.objects.filter(achievement=listing).exists():
            _grant(listing, row)
    for row in content[0]["evaluations"]:
        listing = Listing.objects.filter(external_id=row["listing"]).first()
        if listing is not None and not Evaluation.objects.filter(achievement=listing).exists():
            _evaluate(listing, row)
    for row in content[0]["plans"]:
        deal = Deal.objects.filter(
            need__external_id=row["need"], offer__external_id=row["offer"]
        ).first()
        if deal is not None and not Plan.objects.filter(deal=deal).exists():
            shares_propose(deal, row)


def _grant(listing: Listing, row: dict[str, Any]) -> None:
    today = timezone.localdate()
    grant = grant_apply(
        actor=_contact(listing),
        listing_id=listing.pk,
        values=GrantValues(
            kind=row["kind"],
            share=Decimal(row["share"]) if row["share"] else None,
            inventors=f"{listing.contact}等",
            starts_on=today,
            ends_on=today + timedelta(days=365 * row["years"]) if row["years"] else None,
            conditions=row["conditions"],
            reasons=row["reasons"],
        ),
    )
    if row["granted"]:
        grant_give(actor=_office(listing.owner_id), grant_id=grant.pk, expected_revision=1)


def _evaluate(listing: Listing, row: dict[str, Any]) -> None:
    day = timezone.localdate() - timedelta(days=row["days_ago"])
    evaluation_add(
        actor=_contact(listing),
        listing_id=listing.pk,
        values=EvaluationValues(
            body=row["body"],
            level=row["level"],
            number=row["number"],
            evaluated_on=day,
            valid_until=day + timedelta(days=365 * 2),
            finding=row["finding"],
        ),
        upload=ContentFile(
            paper("科技成果评价报告", [listing.title, row["finding"]]), name="评价报告.pdf"
        ),
    )


def shares_agree(deal: Deal, row: dict[str, Any]) -> None:
    """Propose how the deal's revenue is split, and let the inventor agree."""
    assert deal.offer is not None
    plan = shares_propose(deal, row)
    plan_agree(actor=_contact(deal.offer), plan_id=plan.pk, expected_revision=plan.revision)


def shares_propose(deal: Deal, row: dict[str, Any]) -> Plan:
    """The office proposes; a negotiated price is made public."""
    assert deal.offer is not None
    days = row.get("noticed_days_ago")
    return plan_propose(
        actor=_office(deal.seller_id),
        deal_id=deal.pk,
        expected_revision=None,
        values=PlanValues(
            pricing=row["pricing"],
            price=Decimal(row["price"]),
            currency="CNY",
            noticed_on=None if days is None else timezone.localdate() - timedelta(days=days),
            shares=(
                ShareValues(
                    kind="institution", person_id=None, percent=Decimal(row["institution"])
                ),
                ShareValues(
                    kind="inventor",
                    person_id=deal.offer.contact_id,
                    percent=Decimal(row["inventor"]),
                ),
            ),
        ),
    )


def _contact(listing: Listing) -> Actor:
    return actor_of(listing.contact, organisation_id=listing.owner_id)


def _office(organisation_id: int) -> Actor:
    found = members_with_duty(organisation_id, Duty.UNIVERSITY_OFFICE).order_by("pk").first()
    return actor_of(found, organisation_id=organisation_id)
