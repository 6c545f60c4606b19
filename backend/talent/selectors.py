"""Reads of people by their works, of the talent map, of the four lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of, path_to, region_of
from backend.catalog.kinds import ACHIEVEMENT, EXPERT
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market
from backend.catalog.taxonomies import choices
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.discovery.selectors import Search, listings_search

from .models import Claim, ListEntry, Wish
from .rules import may_edit_lists

LOOKED_THROUGH = 40  # works that come near a need
LONGEST = 1000  # characters of a need that are searched for


@dataclass(slots=True)
class Candidate:
    """A person with the works that come near a need, nearest first."""

    name: str
    owner: Organisation
    works: list[Listing] = field(default_factory=list)
    profile: Listing | None = None
    contracts: int = 0


def candidates_for(actor: Actor, need: Listing) -> list[Candidate]:
    """Who could solve a need: people by how many of their works come near it, then by the nearest.

    Works are found by words and meaning, as far as the actor may read the need and them; titles and
    degrees count for nothing.
    """
    readable = bool(need.details_readable)  # type: ignore[attr-defined]
    texts = [need.title, need.summary, need.need_details.background if readable else ""]
    text = " ".join(text for text in texts if text)[:LONGEST]
    found = listings_search(
        actor, Search(text=text, kind=ACHIEVEMENT.name, size=LOOKED_THROUGH)
    ).found
    people: dict[tuple[int, int], Candidate] = {}
    for hit in found:
        work = hit.listing
        key = (work.contact_id, work.owner_id)
        person = people.setdefault(key, Candidate(str(work.contact), work.owner))
        person.works.append(work)
    _profiles(actor, people)
    return sorted(people.values(), key=lambda person: -len(person.works))


def _profiles(actor: Actor, people: dict[tuple[int, int], Candidate]) -> None:
    ids = [contact for contact, _owner in people]
    for profile in listings_on_market(actor, kind=EXPERT.name).filter(contact__in=ids):
        if (person := people.get((profile.contact_id, profile.owner_id))) is not None:
            person.profile = profile
    signed = contracts_signed().filter(offer__contact__in=ids).order_by()
    rows = signed.values_list("offer__contact", "offer__owner").annotate(n=Count("pk"))
    for contact, owner, n in rows.values_list("offer__contact", "offer__owner", "n"):
        if (contact, owner) in people:
            people[contact, owner].contracts = n


def works_of(actor: Actor, expert: Listing) -> list[Listing]:
    """What the person of a profile has on the market, newest first."""
    found = listings_on_market(actor, kind=ACHIEVEMENT.name)
    return list(found.filter(contact_id=expert.contact_id, owner_id=expert.owner_id)[:10])


def contracts_of(expert: Listing) -> int:
    """How many signed contracts came of the works of the person of a profile."""
    signed = contracts_signed().filter(offer__contact_id=expert.contact_id)
    return signed.filter(offer__owner_id=expert.owner_id).count()


def claims_to_decide(actor: Actor) -> QuerySet[Claim]:
    """Open claims of profiles of the organisation acted for."""
    asked = Claim.objects.filter(
        state=Claim.State.ASKED, expert__owner_id=actor.organisation_id or 0
    )
    return asked.select_related("expert__owner", "user").order_by("pk")


def claim_seen_by(actor: Actor, claim_id: int) -> Claim:
    """A claim for who made it and members of the institution. Raises NotFound."""
    seen = Q(user_id=actor.user_id or 0) | Q(expert__owner__in=list(actor.duties))
    found = Claim.objects.filter(seen, pk=claim_id).select_related("expert__owner", "user").first()
    if found is None:
        raise NotFound(_("This claim does not exist, or you may not see it."))
    return found


@dataclass(frozen=True, slots=True)
class MapRow:
    """A city with its experts by field."""

    code: str
    total: int
    counts: tuple[tuple[str, int], ...]


def talent_map(actor: Actor, *, region: str = "") -> list[MapRow]:
    """Experts on the market by city and field, the fullest city first; one query."""
    found = listings_on_market(actor, kind=EXPERT.name).exclude(region="").order_by()
    if region:
        found = found.filter(region__startswith=beginning_of(region))
    rows = found.values_list("region", "technology_field").annotate(n=Count("pk"))
    cities: dict[str, Counter[str]] = {}
    for code, name, n in rows.values_list("region", "technology_field", "n"):
        cities.setdefault(_city(code), Counter())[name] += n
    fields = [code for code, _name in choices("fields")]
    made = [
        MapRow(code, sum(counts.values()), tuple((name, counts[name]) for name in fields))
        for code, counts in cities.items()
    ]
    return sorted(made, key=lambda row: (-row.total, row.code))


def _city(code: str) -> str:
    known = [step for step in path_to(code)[:2] if region_of(step) is not None]
    return known[-1] if known else code


def entries_listed(kind: str, *, region: str = "") -> QuerySet[ListEntry]:
    """A list as it stands today, newest first; public."""
    today = timezone.localdate()
    found = ListEntry.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today),
        kind=kind,
        withdrawn_at__isnull=True,
    )
    if region:
        found = found.filter(region__startswith=beginning_of(region))
    return found.select_related("made_for", "made_by").order_by("-updated_at", "-pk")


def wishes_seen_by(actor: Actor) -> QuerySet[Wish]:
    """One's firm's own wishes; for officers those of firms in their region; newest first."""
    seen = Q(organisation__in=list(actor.duties))
    if actor.operator:
        seen = Q()
    elif may_edit_lists(actor):
        unit = Organisation.objects.get(pk=actor.organisation_id or 0)
        seen |= Q(organisation__region__startswith=beginning_of(unit.region))
    related = ("organisation", "made_by", "taken_by", "taken_for")
    return Wish.objects.filter(seen).select_related(*related).order_by("-pk")


def wish_seen_by(actor: Actor, wish_id: int) -> Wish:
    """One of them. Raises NotFound."""
    found = wishes_seen_by(actor).filter(pk=wish_id).first() if actor.signed_in else None
    if found is None:
        raise NotFound(_("This wish does not exist, or you may not see it."))
    return found


def steps_of(counts: Sequence[int]) -> list[int]:
    """For each count how dark its tile is, from 0 to 4."""
    most = max(counts, default=0)
    return [0 if not n else 1 + min(3, 4 * (n - 1) // most) for n in counts]
