"""Reads of events, sign-ups and talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import beginning_of
from backend.catalog.models import Listing
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.deals.models import Deal
from backend.pairings.models import Pairing

from .event_kinds import event_kinds
from .models import Gathering, SignUp, Talk
from .rules import HOLD

State = Gathering.State


def gatherings_visible_to(actor: Actor) -> QuerySet[Gathering]:
    """Everybody reads what was published; drafts those who answer for their organiser."""
    whole = [pk for pk in actor.duties if HOLD.allows(actor, pk)]
    seen = ~Q(state=State.DRAFT) | Q(organiser__in=whole)
    return Gathering.objects.filter(seen).select_related("organiser", "contact")


def gathering_visible_to(actor: Actor, gathering_id: int) -> Gathering:
    """One event. Raises NotFound."""
    found = gatherings_visible_to(actor).filter(pk=gathering_id).first()
    if found is None:
        raise NotFound(_("This event does not exist, or you may not see it."))
    return found


def gatherings_upcoming(actor: Actor) -> QuerySet[Gathering]:
    """What is to come, the next first."""
    return (
        gatherings_visible_to(actor)
        .filter(state=State.PUBLISHED, ends_at__gt=timezone.now())
        .order_by("starts_at", "pk")
    )


def gatherings_past(actor: Actor) -> QuerySet[Gathering]:
    """What has been, the last first."""
    been = Q(state=State.HELD) | Q(state=State.PUBLISHED, ends_at__lte=timezone.now())
    return gatherings_visible_to(actor).filter(been).order_by("-starts_at", "-pk")


def gatherings_of_own(actor: Actor) -> QuerySet[Gathering]:
    """Those of the organisation acted for, drafts too, the latest time first."""
    found = gatherings_visible_to(actor).filter(organiser=actor.organisation_id)
    return found.order_by("-starts_at", "-pk")


def seats_taken(gathering: Gathering) -> int:
    """How many have a seat."""
    return gathering.sign_ups.filter(state=SignUp.State.SEATED).count()


def sign_up_of(actor: Actor, gathering: Gathering) -> SignUp | None:
    """The actor's own sign-up, if he comes or waits."""
    found = gathering.sign_ups.filter(user=actor.user_id).exclude(state=SignUp.State.OFF)
    return found.first() if actor.user_id is not None else None


def waiting_before(sign_up: SignUp) -> int:
    """How many wait before this one."""
    waiting = sign_up.gathering.sign_ups.filter(state=SignUp.State.WAITING)
    return waiting.filter(queued_at__lt=sign_up.queued_at).count()


def talks_of(gathering: Gathering) -> QuerySet[Talk]:
    """All talks in their order; rights are the caller's."""
    return gathering.talks.select_related(
        "gathering",
        "need_side__user",
        "need_side__organisation",
        "offer_side__user",
        "offer_side__organisation",
        "pairing__need",
        "pairing__offer",
        "deal",
    ).order_by("starts_at", "table")


def talks_of_own(actor: Actor, gathering: Gathering) -> list[Talk]:
    """The actor's own, without those that were declined."""
    sides = Q(need_side__user=actor.user_id) | Q(offer_side__user=actor.user_id)
    return list(talks_of(gathering).filter(sides).exclude(state=Talk.State.DECLINED))


def talk_of(actor: Actor, talk_id: int) -> Talk:
    """A talk of the actor's, or of an event that he runs. Raises NotFound."""
    found = (
        Talk.objects.select_related(
            "gathering", "need_side", "offer_side", "pairing__need", "pairing__offer"
        )
        .filter(pk=talk_id)
        .first()
    )
    if found is None or not (
        found.side_of(actor.user_id) or HOLD.allows(actor, found.gathering.organiser_id)
    ):
        raise NotFound(_("This talk does not exist, or it is not yours."))
    return found


def pairings_at(gathering: Gathering) -> QuerySet[Pairing]:
    """Pairings, recommended to both sides and not declined, whose organisations both come; the best
    first, without those that have a talk."""
    coming = gathering.sign_ups.filter(state=SignUp.State.SEATED).values("organisation")
    return (
        Pairing.objects.filter(
            need__owner__in=coming,
            offer__owner__in=coming,
            need_listed_at__isnull=False,
            offer_listed_at__isnull=False,
            need__status="published",
            offer__status="published",
        )
        .exclude(need_decision="declined")
        .exclude(offer_decision="declined")
        .exclude(pk__in=gathering.talks.values("pairing"))
        .select_related("need", "offer")
        .order_by("-probability", "pk")
    )


def people_for(sign_ups: Iterable[SignUp], listing: Listing) -> list[SignUp]:
    """Who comes for a listing: its contact, else the others of its organisation."""
    of_owner = [one for one in sign_ups if one.organisation_id == listing.owner_id]
    return sorted(of_owner, key=lambda one: one.user_id != listing.contact_id)


def outcome_of(gathering: Gathering) -> dict[str, Any]:
    """What came of an event, in numbers: seats, talks, deals, contracts and their sum in yuan."""
    signed = gathering.sign_ups.exclude(state=SignUp.State.OFF)
    seated = signed.filter(state=SignUp.State.SEATED)
    talks = gathering.talks.filter(state=Talk.State.CONFIRMED)
    deals = Deal.objects.filter(origin_kind=Talk.ORIGIN, origin_id__in=gathering.talks.values("pk"))
    contracts = contracts_signed().filter(deal__in=deals)
    return {
        "seated": seated.count(),
        "waiting": signed.filter(state=SignUp.State.WAITING).count(),
        "attended": signed.filter(attended_at__isnull=False).count(),
        "organisations": seated.values("organisation").distinct().count(),
        "talks": talks.count(),
        "continued": talks.filter(
            need_verdict=Talk.Verdict.CONTINUE, offer_verdict=Talk.Verdict.CONTINUE
        ).count(),
        "deals": deals.count(),
        "contracts": contracts.count(),
    }


def quotas_of(region: str, year: int) -> list[tuple[Any, int]]:
    """Kinds that a year asks for, with how many were held in the region in that year."""
    zone = timezone.get_default_timezone()
    begins, ends = datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    held = Gathering.objects.filter(
        region__startswith=beginning_of(region),
        starts_at__gte=begins,
        starts_at__lt=ends,
        state=State.HELD,
    )
    counts = dict(held.values_list("kind").annotate(n=Count("pk")))
    return [(kind, counts.get(kind.code, 0)) for kind in event_kinds().values() if kind.yearly]


def people_coming(gathering: Gathering) -> set[int]:
    """Who has a seat or waits for one."""
    found = gathering.sign_ups.exclude(state=SignUp.State.OFF)
    return set(found.values_list("user_id", flat=True))
