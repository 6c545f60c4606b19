"""Demo mandates of brokers and what they put to both sides, made by the product's own services."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.mandates.models import Mandate
from backend.mandates.services import mandate_grant
from backend.mandates.values import MandateValues
from backend.pairings.models import Decision, Referral
from backend.pairings.selectors import pairings_open_for
from backend.pairings.services import pairing_refer

from .people import rows


def mandates_seed() -> None:
    """Write each mandate and each recommendation. Safe to repeat."""
    for row in rows("mandates"):
        listing = Listing.objects.get(external_id=row["listing"])
        if not Mandate.objects.filter(listing=listing).exists():
            values = MandateValues(
                broker_id=_person(row["broker"]).person,
                listing_id=listing.pk,
                ends_on=timezone.localdate() + timedelta(days=row["days"]),
                words=row["words"],
            )
            mandate_grant(actor=_person(row["by"]), values=values)
    for row in rows("referrals"):
        _refer(row["by"], row["need"], row["note"])


def _refer(by: str, need: str, note: str) -> None:
    """The best pairing of the need that the broker is shown and nobody has decided."""
    broker = _person(by)
    undecided = {"need_decision": Decision.OPEN, "offer_decision": Decision.OPEN}
    best = pairings_open_for(broker).filter(need__external_id=need, **undecided).first()
    if best is not None and not Referral.objects.filter(pairing__need=best.need).exists():
        pairing_refer(actor=broker, pairing_id=best.pk, note=note)


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
