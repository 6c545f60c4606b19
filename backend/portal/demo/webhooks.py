"""Demo webhooks: one that was switched off since its address is gone, with its log, and one that is on.

Nothing outside is asked: what was answered is written as if it had been.
"""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.webhooks.models import Attempt, Endpoint, Message, Occurrence
from backend.webhooks.services import endpoint_add

BY = "tto@jibei.example"
LOGGED = 3


def webhooks_seed() -> None:
    """Set both up with what they were told. Safe to repeat."""
    if Endpoint.objects.exists():
        return
    actor = actor_of(User.objects.get(email=BY))
    assert actor.organisation_id is not None
    gone, on = (
        endpoint_add(
            actor=actor,
            organisation_id=actor.organisation_id,
            url=f"https://{host}/tiqiao",
            description=description,
            kinds=kinds,
        )
        for host, description, kinds in (
            ("old-erp.jibei.example", "旧科研管理系统", ["contract.signed", "deal.opened"]),
            ("research.jibei.example", "科研管理系统", []),
        )
    )
    noted = Occurrence.objects.filter(organisation=actor.organisation_id).order_by("-pk")[:LOGGED]
    for occurrence in reversed(noted):
        _logged(on, occurrence, 204, "")
        _logged(gone, occurrence, 410, "Gone")
    gone.disabled_at, gone.disabled_why = timezone.now(), Endpoint.Why.GONE
    gone.save(update_fields=["disabled_at", "disabled_why"])


def _logged(endpoint: Endpoint, occurrence: Occurrence, status: int, said: str) -> None:
    heard = status < 300
    message = Message.objects.create(
        endpoint=endpoint,
        event_id=occurrence.event_id,
        kind=occurrence.kind,
        body=occurrence.body,
        state=Message.State.DELIVERED if heard else Message.State.WAITING,
        attempts=0 if heard else 1,
        due_at=None if heard else timezone.now(),
    )
    Attempt.objects.create(message=message, status=status, said=said, milliseconds=84)
