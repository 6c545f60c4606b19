"""What writers hand to the services of calls: typed, frozen, unchecked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

IN_CALL = "need_in_call"  # what ends the task of drafting by hand the call that a panel decided


@dataclass(frozen=True, slots=True, kw_only=True)
class CallValues:
    """A call as its poster writes it. ``weights`` are those of its criteria by name, as the kind has
    them where nothing is given; ``above`` is the call of the next level of a contest."""

    kind: str
    mode: str
    title: str
    task: str
    closes_at: datetime
    requirements: str = ""
    funding: str = ""
    budget: Decimal | None = None
    currency: str = "CNY"
    awards: int = 1
    notice_days: int | None = None
    need_id: int | None = None
    decider_id: int | None = None
    above_id: int | None = None
    level: int = 0
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberValues:
    """A member of a consortium, its task and its share in percent."""

    organisation_id: int
    task: str
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryValues:
    """An entry as a whole. ``share`` and ``task`` are the leader's own part where there are members;
    ``alone`` enters as a person, without an organisation. ``edition`` is that of the conditions which
    the entrant read."""

    answers: Mapping[str, str]
    price: Decimal | None = None
    alone: bool = False
    share: int | None = None
    task: str = ""
    members: tuple[MemberValues, ...] = ()
    edition: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is proposed for an entry, and why; ``prize`` where the kind gives prizes."""

    entry_id: int
    award: bool
    note: str
    prize: str = ""
