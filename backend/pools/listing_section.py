"""A need's part of the pools on its page: flags, the common problem and the project it is in."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.sections import Section

from .models import Problem, ProblemNeed, Project
from .rules import may_flag, may_lift, may_pool_need
from .selectors import flags_of


def _section(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    if not listing.type.seeks or not listing.published_at:
        return None
    flags = [{"flag": flag, "may_lift": may_lift(actor, flag)} for flag in flags_of(actor, listing)]
    problems = Problem.objects.filter(
        state=Problem.State.PUBLISHED,
        needs__need=listing,
        needs__state=ProblemNeed.State.AGREED,
    )
    projects = Project.objects.filter(needs__need=listing).exclude(state=Project.State.DROPPED)
    found = {
        "listing": listing,
        "flags": flags,
        "problems": list(problems),
        "projects": list(projects),
        "may_flag": actor.signed_in and may_flag(actor, listing),
        "may_pool": actor.signed_in and may_pool_need(actor, listing),
    }
    shown = ("flags", "problems", "projects", "may_flag", "may_pool")
    return found if any(found[name] for name in shown) else None


SECTION = Section(
    name="pools",
    template="pools/_of_listing.html",
    context=_section,
    order=30,
    aside=True,
)
