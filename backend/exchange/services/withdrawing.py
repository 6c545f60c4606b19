"""What is gone at its home is taken off here, slice by slice, so that it can be gone on with."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.accounts.selectors import actor_of
from backend.catalog.models import SHOWN
from backend.catalog.services import listing_withdraw
from backend.exchange.models import Action, Origin, Run

SLICE = 50


def withdrawals_do(run_id: int) -> int:
    """Take off what the run noted; returns how many. Repeatable."""
    done = 0
    while found := _slice_do(run_id):
        done += found
    return done


def _slice_do(run_id: int) -> int:
    with transaction.atomic():
        run = Run.objects.select_for_update().select_related("market__contact").get(pk=run_id)
        actor = actor_of(run.market.contact, organisation_id=run.market.organisation_id)
        actions = list(run.actions.filter(what=Action.What.TO_DELETE).order_by("pk")[:SLICE])
        for action in actions:
            origin = Origin.objects.select_related("listing").get(listing=action.listing_id)
            if origin.listing.status in SHOWN:
                listing_withdraw(actor=actor, listing_id=origin.listing_id)
            origin.gone_at = timezone.now()
            origin.save(update_fields=["gone_at", "updated_at"])
            action.what = Action.What.DELETED
            action.save(update_fields=["what", "updated_at"])
        run.deleted += len(actions)
        run.save(update_fields=["deleted", "updated_at"])
    return len(actions)
