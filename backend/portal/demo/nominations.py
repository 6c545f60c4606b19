"""Demo rounds of recommendations: one recommended with a result, one open."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.nominations.models import Nomination, Round
from backend.nominations.selectors import nominations_to_rank, pool_of
from backend.nominations.services import (
    NOMINATION_SERVICES,
    ROUND_SERVICES,
    nomination_apply,
    round_open,
)
from backend.nominations.values import NominationValues, Ranked, RoundValues

from .dating import happened
from .people import rows

BY = "cang.yuan@cangzhou-kj.example"


def nominations_seed() -> None:
    """Write both rounds where there is none."""
    if Round.objects.exists():
        return
    content: Any = rows("nominations")[0]
    officer = actor_of(User.objects.get(email=BY))
    with happened(40, (Round.objects.all(), ["created_at", "updated_at", "sent_at"])):
        over = _opened(officer, content["over"])
        ranked = [
            Ranked(nomination_id=one.pk, remark=content["over"]["remarks"][n])
            for n, one in enumerate(nominations_to_rank(over))
        ]
        ROUND_SERVICES["rank"](actor=officer, nomination_round_id=over.pk, ranking=ranked)
        ROUND_SERVICES["send"](actor=officer, nomination_round_id=over.pk)
    first = over.nominations.filter(state=Nomination.State.RECOMMENDED).order_by("rank").first()
    if first is not None:
        NOMINATION_SERVICES["establish"](
            actor=officer, nomination_id=first.pk,
            number=content["over"]["number"], granted=Decimal(content["over"]["granted"]),
        )  # fmt: skip
    _opened(officer, content["open"])


def _opened(officer: Actor, row: dict[str, Any]) -> Round:
    given = {name: row[name] for name in ("programme", "level", "issuer", "guide", "quota")}
    closes = timezone.localdate() + timedelta(days=row["days"])
    made = round_open(actor=officer, values=RoundValues(closes_on=closes, **given))
    pool = list(pool_of(made).values_list("pk", flat=True))
    for one in row["applications"]:
        project = pool.pop(0) if one.get("pool") and pool else None
        nomination_apply(
            actor=_person(one["by"]),
            nomination_round_id=made.pk,
            values=NominationValues(
                title=one["title"],
                text=one["text"],
                requested=Decimal(one["requested"]),
                project_id=project,
            ),
        )
    return made


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
