"""The stages of a deal as its page shows them: what lies behind, where it is, where it may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from backend.core.acts import Button
from backend.deals.models import Deal, Stage, Turn
from backend.deals.selectors import stage_times
from backend.deals.stages import RULES, WAY


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a deal: ``rested`` is how long the deal has been in it, None where it never was;
    ``days`` how long it may; ``move`` the button that brings it there."""

    stage: Stage
    here: bool
    passed: bool
    rested: timedelta | None
    by_turn: tuple[timedelta | None, ...]  # of the buyer, the seller, both
    days: int | None
    move: Button | None

    @property
    def late(self) -> bool:
        """Whether the deal is in it for longer than it may."""
        rule = RULES[self.stage]
        return self.here and self.rested is not None and rule.stalled(self.rested)


def way_of(deal: Deal, buttons: Sequence[Button]) -> list[Step]:
    """The stages in their order, with the reader's buttons."""
    moves = {button.name: button for button in buttons}
    times = stage_times(deal)
    rested = {stage: sum(turns.values(), timedelta()) for stage, turns in times.items()}
    order = [rule.stage for rule in WAY]
    # Of talks that ended, the last stage that they were in.
    reached = [stage for stage in order if stage in rested]
    last = deal.stage if deal.stage in order else (reached or order)[-1]
    return [
        Step(
            stage=rule.stage,
            here=rule.stage == deal.stage,
            passed=order.index(rule.stage) < order.index(Stage(last)),
            rested=rested.get(rule.stage),
            by_turn=tuple(times.get(rule.stage, {}).get(turn) for turn in Turn),
            days=rule.days,
            move=moves.get(f"move_{rule.stage}"),
        )
        for rule in WAY
    ]
