"""Reads of deals, within what the reader may follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, party_query
from backend.accounts.models import User
from backend.accounts.selectors import memberships_with_duty
from backend.core.errors import NotFound

from .models import Deal, DealDuty, DealPerson, Meeting, Nda, NdaConsent, Stage, Turn
from .rules import PARTIES
from .stages import RULES, RUNNING, TALKS


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
        .prefetch_related(Prefetch("people", people), "results")
        .order_by("-updated_at", "-pk")
    )


def deal_followed_by(actor: Actor, deal_id: int) -> Deal:
    """One deal. Raises NotFound, also where the actor may not know of it."""
    found = deals_followed_by(actor).filter(pk=deal_id).first()
    if found is None:
        raise NotFound(_("This deal does not exist, or you may not see it."))
    return found


def duties_of(whose: str) -> tuple[DealDuty, ...]:
    """Whose people are told where it is somebody's turn: the side's and the brokers."""
    if whose == Turn.BOTH:
        return tuple(DealDuty)
    return (DealDuty(whose), DealDuty.BROKER)


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


def meetings_known_to(actor: Actor) -> QuerySet[Meeting]:
    """Meetings of the deals that the actor follows, the next ones first."""
    return (
        Meeting.objects.filter(deals_followed(actor, prefix="deal__"))
        .select_related("deal", "deal__buyer", "deal__seller", "organiser")
        .prefetch_related("deal__people", "guests__user")
        .order_by("starts_at", "pk")
    )


def meeting_known_to(actor: Actor, meeting_id: int) -> Meeting:
    """One meeting. Raises NotFound, also where the actor may not know of it."""
    found = meetings_known_to(actor).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(_("This meeting does not exist, or you may not see it."))
    return found


def deals_over_listing(listing_id: int, *, talks: bool = False) -> QuerySet[Deal]:
    """Running deals about a listing, or only those that no contract binds yet; regardless of readers."""
    about = Q(need_id=listing_id) | Q(offer_id=listing_id)
    return Deal.objects.filter(about, stage__in=TALKS if talks else RUNNING).order_by("pk")


def deals_stalled() -> QuerySet[Deal]:
    """Deals that are in their stage for longer than that may take, regardless of readers."""
    late = Q(pk__in=[])
    for rule in RULES.values():
        if rule.days is not None:
            since = timezone.now() - timedelta(days=rule.days)
            late |= Q(stage=rule.stage, stage_since__lt=since)
    return Deal.objects.filter(late).order_by("pk")


def people_known(deal: Deal) -> list[tuple[int, str]]:
    """Ids and names of those who take part in a deal or decide for its parties."""
    found = User.objects.filter(pk__in=people_in_deal(deal), is_active=True)
    return [(user.pk, str(user)) for user in found.order_by("name", "pk")]


def nda_of(deal: Deal) -> Nda | None:
    """The confidentiality agreement of a deal with who agreed; None before the first did."""
    consents = NdaConsent.objects.select_related("organisation", "user").order_by("pk")
    return Nda.objects.filter(deal=deal).prefetch_related(Prefetch("consents", consents)).first()


def ndas_complete(deal_ids: Iterable[int]) -> set[int]:
    """The deals of which both sides agreed to confidentiality."""
    found = Nda.objects.filter(deal_id__in=list(deal_ids)).annotate(n=Count("consents"))
    return set(found.filter(n=len(PARTIES)).values_list("deal_id", flat=True))
