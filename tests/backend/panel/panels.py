"""Panels and sittings, for tests."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.models import Listing
from backend.panel.models import Item, Panel, Sitting
from backend.panel.services import (
    item_add,
    item_decide,
    member_appoint,
    panel_set_up,
    sitting_open,
    sitting_plan,
    verdict_give,
)
from tests import factories
from tests.backend.refining import refined
from tests.factories import Market, actor


@dataclass(frozen=True)
class Sat:
    """A sitting with its people; ``members`` by kind."""

    unit: Organisation
    officer: User
    panel: Panel
    members: dict[str, User]
    sitting: Sitting

    def add(self, need: Listing) -> Item:
        """Put a need on the agenda."""
        return item_add(actor=actor(self.officer), sitting_id=self.sitting.pk, listing_id=need.pk)

    def judge(self, item: Item, *kinds: str) -> None:
        """Members of these kinds, of all without any, give their verdicts."""
        for kind in kinds or self.members:
            verdict_give(
                actor=actor(self.members[kind]),
                sitting_id=self.sitting.pk,
                item_id=item.pk,
                level="for",
                words=f"{kind} 认为可行",
            )

    def decide(self, item: Item, decision: str, **more: object) -> None:
        """Write down a decision."""
        item_decide(
            actor=actor(self.officer),
            sitting_id=self.sitting.pk,
            item_id=item.pk,
            decision=decision,
            **more,  # type: ignore[arg-type]
        )


def planned() -> Sat:
    """A panel with a member of each kind, and a planned sitting."""
    unit, officer = refined.bureau()
    panel = panel_set_up(actor=actor(officer), name="科技顾问团")
    members = {}
    for kind in ("scientist", "entrepreneur", "investor"):
        members[kind] = factories.user(kind)
        member_appoint(
            actor=actor(officer), panel_id=panel.pk, email=members[kind].email, kind=kind
        )
    sitting = sitting_plan(
        actor=actor(officer),
        panel_id=panel.pk,
        title="第一次评议会",
        held_on=timezone.localdate(),
    )
    return Sat(unit, officer, panel, members, sitting)


def open_sitting(*needs: Listing) -> tuple[Sat, list[Item]]:
    """The same, open, with these needs on its agenda."""
    sat = planned()
    items = [sat.add(need) for need in needs]
    sitting_open(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    return sat, items


def planned_by_buyer(market: Market) -> Sitting:
    """A sitting of a unit whose officer the market's buyer is, too."""
    sat = planned()
    factories.join(market.buyer, sat.unit, Duty.REGIONAL_OFFICER)
    return sat.sitting
