"""Reads of reviews, by what the phase shows; and what speaks against a reviewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Membership
from backend.catalog.models import Listing
from backend.challenges.kinds import Text
from backend.challenges.models import Assignment, Call, Conflict, Entry, Reviewer
from backend.core.errors import NotFound
from backend.deals.models import Deal, DealPerson, Stage

_RELATED = ("reviewer", "reviewer__user", "entry", "entry__call", "entry__organisation")


def assignments_of(actor: Actor) -> QuerySet[Assignment]:
    """What the actor is to review, or has, newest call first."""
    found = Assignment.objects.filter(reviewer__user=actor.user_id)
    return found.select_related(*_RELATED).order_by("-entry__call", "entry__code")


def assignment_for(actor: Actor, assignment_id: int) -> Assignment:
    """One of them. Raises NotFound for anybody else's."""
    found = assignments_of(actor).filter(pk=assignment_id).first()
    if found is None:
        raise NotFound(_("This review does not exist, or it is not yours."))
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """What another reviewer of the same entry says, as far as the phase shows it."""

    who: str
    scores: tuple[tuple[object, int], ...]  # criterion in words, and what was given
    remark: str


def shown_beside(assignment: Assignment) -> list[Beside]:
    """The others' scores and remarks, where the phase shows them; without their names."""
    phase = assignment.entry.call.current_phase
    if not (phase.scores or phase.remarks):
        return []
    words = {c.name: c.words for c in assignment.entry.call.terms.criteria}
    others = (
        Assignment.objects.filter(entry=assignment.entry, done_at__isnull=False)
        .exclude(pk=assignment.pk)
        .prefetch_related("scores")
        .order_by("pk")
    )
    return [
        Beside(
            who=str(number),
            scores=_given(row, words) if phase.scores else (),
            remark=row.remark if phase.remarks else "",
        )
        for number, row in enumerate(others, 1)
    ]


def _given(row: Assignment, words: dict[str, Text]) -> tuple[tuple[object, int], ...]:
    return tuple((words[s.criterion], s.value) for s in row.scores.all() if s.criterion in words)


@dataclass(slots=True)
class _Ties:
    """What ties the reviewers of a call to organisations."""

    homes: dict[int, set[int]]
    listings: dict[int, set[int]]
    deals: dict[int, set[int]]


def conflicts_between(
    call: Call, reviewers: Collection[Reviewer], entries: Collection[Entry]
) -> dict[tuple[int, int], str]:
    """What speaks against a reviewer and an entry, by their ids: the gravest source.

    Same organisation as one of the entry's, a listing there by the reviewer, talks or a contract
    between their organisations, or standing by the need behind the call.
    """
    people = {reviewer.user_id for reviewer in reviewers}
    ties = _ties(people)
    need = set()
    if call.need is not None:
        need = {call.need.contact_id, call.need.broker_id, call.need.changed_by_id}
    found = {}
    for entry in entries:
        own = {m.organisation_id for m in entry.members.all()} | {entry.organisation_id}
        for reviewer in reviewers:
            source = _source(reviewer.user_id, own - {None}, ties, need)
            if source:
                found[reviewer.pk, entry.pk] = source
    return found


def _source(user: int, own: set[int | None], ties: _Ties, need: set[int | None]) -> str:
    if ties.homes[user] & own:
        return Conflict.Source.ORGANISATION
    if ties.listings[user] & own:
        return Conflict.Source.LISTING
    if ties.deals[user] & own:
        return Conflict.Source.CONTRACT
    return Conflict.Source.NEED if user in need else ""


def _ties(people: set[int]) -> _Ties:
    homes: dict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.filter(user_id__in=people, active=True)
    for user, organisation in rows.values_list("user_id", "organisation_id"):
        homes[user].add(organisation)
    listings: dict[int, set[int]] = defaultdict(set)
    for owner, contact, broker in Listing.objects.filter(
        Q(contact__in=people) | Q(broker__in=people)
    ).values_list("owner_id", "contact_id", "broker_id"):
        for user in {contact, broker} & people:
            listings[user].add(owner)
    return _Ties(homes, listings, _in_deals(people, homes))


def _in_deals(people: set[int], homes: dict[int, set[int]]) -> dict[int, set[int]]:
    """The organisations that a person, or his own organisation, deals or dealt with."""
    among: dict[int, set[int]] = defaultdict(set)
    every = {pk for found in homes.values() for pk in found}
    running = Deal.objects.exclude(stage=Stage.LOST)
    for buyer, seller in running.filter(Q(buyer__in=every) | Q(seller__in=every)).values_list(
        "buyer_id", "seller_id"
    ):
        for user, own in homes.items():
            if {buyer, seller} & own:
                among[user] |= {buyer, seller} - own
    for user, buyer, seller in DealPerson.objects.filter(
        user__in=people, deal__in=running
    ).values_list("user_id", "deal__buyer_id", "deal__seller_id"):
        among[user] |= {buyer, seller}
    return among
