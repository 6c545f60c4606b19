"""Reads of deals, within what the reader may follow."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, party_query
from backend.accounts.selectors import memberships_with_duty
from backend.core.errors import NotFound

from .models import Deal, DealDuty, DealPerson, Stage
from .stages import RULES


def deals_followed(actor: Actor, *, prefix: str = "") -> Q:
    """The SQL of rules.may_follow, for deals or what ``prefix`` leads from to them."""
    found = party_query(actor, organisations=[f"{prefix}buyer", f"{prefix}seller"])
    if actor.operator or actor.user_id is None:
        return found
    own = DealPerson.objects.filter(user_id=actor.user_id).values("deal_id")
    return found | Q(**{f"{prefix}pk__in": own})


def deals_followed_by(actor: Actor) -> QuerySet[Deal]:
    """Deals the actor may see, last moved first, each with its people: whoever shows one asks for
    them, its rights and its notices too."""
    people = DealPerson.objects.select_related("user", "organisation").order_by("pk")
    return (
        Deal.objects.filter(deals_followed(actor))
        .select_related("buyer", "seller", "need", "offer")
        .prefetch_related(Prefetch("people", people))
        .order_by("-updated_at", "-pk")
    )


def deal_followed_by(actor: Actor, deal_id: int) -> Deal:
    """One deal. Raises NotFound, also where the actor may not know of it."""
    found = deals_followed_by(actor).filter(pk=deal_id).first()
    if found is None:
        raise NotFound(_("This deal does not exist, or you may not see it."))
    return found


def deal_stalled(deal: Deal) -> bool:
    """Whether it has been in its stage for longer than that may take."""
    rule = RULES.get(Stage(deal.stage))
    return rule is not None and rule.stalled(timezone.now() - deal.stage_since)


def stage_times(deal: Deal) -> dict[str, dict[str, timedelta]]:
    """How long the deal was in each stage, by who was to move there; up to now where it still is."""
    found: dict[str, dict[str, timedelta]] = {}
    now = timezone.now()
    for stay in deal.stays.order_by("entered_at", "pk"):
        turns = found.setdefault(stay.stage, {})
        spent = (stay.left_at or now) - stay.entered_at
        turns[stay.waits_for] = turns.get(stay.waits_for, timedelta()) + spent
    return found


def people_in_deal(deal: Deal, *duties: DealDuty) -> set[int]:
    """Who hears of a deal's matters: the people in it, and its parties' deciders; of some duties."""
    wanted = duties or tuple(DealDuty)
    people = {person.user_id for person in deal.people.all() if person.duty in wanted}
    parties = {deal.party_id(duty) for duty in wanted if duty != DealDuty.BROKER}
    deciders = memberships_with_duty(*BINDING).filter(organisation_id__in=parties)
    return people | set(deciders.values_list("user_id", flat=True))
