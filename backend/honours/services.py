"""Writes of case pages: written, agreed by both sides, published, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.deals.models import Deal, Stage
from backend.deals.selectors import deal_followed_by

from .events import CaseWritten
from .lifecycle import CASE
from .models import Case
from .rules import side_of, writing_check


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseValues:
    """What a case page tells."""

    title: str
    problem: str
    solution: str
    result: str


def case_write(*, actor: Actor, deal_id: int, values: CaseValues) -> Case:
    """Write or change the story of a closed deal. What was agreed or published waits for both sides
    anew.

    Raises NotFound, NotPermitted, WrongState for a deal that is not closed, ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_followed_by(actor, deal_id)
        writing_check(actor, deal)
        Deal.objects.select_for_update().get(pk=deal_id)
        if deal.stage != Stage.CLOSED:
            raise WrongState(_("A case tells of a deal that came to its good end."))
        case = Case.objects.select_for_update().filter(deal=deal).first() or Case(deal=deal)
        for name, value in asdict(values).items():
            setattr(case, name, value.strip())
        case.written_by_id = actor.person
        case.buyer_agreed_by = case.seller_agreed_by = case.published_at = None
        case.state = Case.State.DRAFT
        case.revision += case.pk is not None
        save_checked(case)
        publish(CaseWritten(case_id=case.pk), actor_id=actor.user_id)
    return case


def case_consent(*, actor: Actor, case_id: int, expected_revision: int | None = None) -> Case:
    """Agree for the actor's side that it is published as it stands; once both have, it is.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            CASE, "consent", case_id, actor=actor, expected_revision=expected_revision
        ) as case:
            case.side = side_of(actor, case.deal) or ""
            setattr(case, f"{case.side}_agreed_by_id", actor.user_id)
        if case.agreed:
            case.published_at = timezone.now()
            advance(CASE, "publish", case, actor_id=actor.user_id)
    return case


def case_withdraw(*, actor: Actor, case_id: int, expected_revision: int | None = None) -> Case:
    """Take it from everybody else's eyes. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        CASE, "withdraw", case_id, actor=actor, expected_revision=expected_revision
    ) as case:
        case.buyer_agreed_by = case.seller_agreed_by = case.published_at = None
    return case


SERVICES: dict[str, Callable[..., Case]] = {"consent": case_consent, "withdraw": case_withdraw}
