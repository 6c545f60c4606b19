"""Reads of case pages and lists of honours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed

from .models import Case, Honour, HonourList
from .rules import lists_readable, may_publish_list, may_read_amount


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Published ones, and those of the actor's own deals; newest first."""
    seen = Q(state=Case.State.PUBLISHED) | deals_followed(actor, prefix="deal__")
    related = Case.objects.select_related("deal__buyer", "deal__seller")
    return related.filter(seen).distinct().order_by("-published_at", "-pk")


def case_visible_to(actor: Actor, case_id: int) -> Case:
    """One. Raises NotFound where the actor may not know of it."""
    found = cases_visible_to(actor).filter(pk=case_id).first()
    if found is None:
        raise NotFound(_("There is no such case, or you may not see it."))
    return found


def case_of(deal: Deal) -> Case | None:
    """The case page of a deal, None where nobody wrote one."""
    return Case.objects.filter(deal=deal).first()


def honour_lists_visible_to(actor: Actor) -> QuerySet[HonourList]:
    """Lists of honours the actor may read, the latest year first."""
    found = HonourList.objects.filter(lists_readable(actor)).select_related("unit")
    return found.order_by("-year", "region", "kind")


def honour_list_visible_to(actor: Actor, honour_list_id: int) -> HonourList:
    """One. Raises NotFound where the actor may not know of it."""
    found = honour_lists_visible_to(actor).filter(pk=honour_list_id).first()
    if found is None:
        raise NotFound(_("There is no such list of honours, or it is not published yet."))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A place as a reader sees it: no name where the person has not agreed, no figure where it is
    another's; ``answers`` where the reader is asked whether he is named."""

    honour: Honour
    named: bool
    told: bool
    answers: bool


def honours_shown(actor: Actor, found: HonourList) -> list[Shown]:
    """The places of a list, the first foremost."""
    rows = []
    inside = actor.operator or may_publish_list(actor, found)
    for one in found.honours.select_related("organisation", "person"):
        own = one.person_id is not None and one.person_id == actor.user_id
        named = one.named or own or inside
        asked = own and found.state == HonourList.State.DRAFT
        rows.append(Shown(one, named, may_read_amount(actor, one, found), asked))
    return rows


def honours_known(actor: Actor, ids: Collection[int]) -> dict[int, HonourList]:
    """Lists by id, as far as the actor may know of them."""
    return honour_lists_visible_to(actor).in_bulk(list(ids))
