"""The stages of a deal as data: their order, how long each may take, and which of them people enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from .models import Stage


@dataclass(frozen=True, slots=True)
class StageRule:
    """``days`` is how long a deal may rest in the stage before it is called stalled, None for as long
    as its milestones take. ``by_hand``: people move a deal there; the others follow from contracts.
    """

    stage: Stage
    days: int | None
    by_hand: bool = False

    def stalled(self, rested: timedelta) -> bool:
        """Whether a deal that has been in it so long needs a hand."""
        return self.days is not None and rested > timedelta(days=self.days)


WAY = (
    StageRule(Stage.CONTACT, 7, by_hand=True),
    StageRule(Stage.NDA, 10, by_hand=True),
    StageRule(Stage.EVALUATION, 30, by_hand=True),
    StageRule(Stage.TERMS, 21, by_hand=True),
    StageRule(Stage.CONTRACT, 21),
    StageRule(Stage.DELIVERY, None),
    StageRule(Stage.CLOSED, None),
)
RULES = {rule.stage: rule for rule in WAY}
BY_HAND = tuple(rule.stage for rule in WAY if rule.by_hand)
RUNNING = tuple(rule.stage for rule in WAY if rule.stage != Stage.CLOSED)
TALKS = (*BY_HAND, Stage.CONTRACT)  # before a contract binds the two
