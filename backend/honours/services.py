"""Writes of case pages, agreed by both sides, and of lists of honours, drawn up from figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.deals.models import Deal, Stage
from backend.deals.selectors import deal_followed_by

from .events import CaseWritten, HonourAnswered, HonourListDrawnUp
from .lifecycle import CASE, HONOUR_LIST
from .models import Case, Honour, HonourList
from .ranking import placed_of
from .rules import NOT_UNIT, side_of, unit_listing, writing_check
from .selectors import honour_list_visible_to


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


def honour_list_draw_up(*, actor: Actor, kind: str, year: int) -> HonourList:
    """Draw up a year's list of the bureau's region from figures; again while it is a draft, then answers
    of persons who stay on it are kept.

    Raises NotPermitted, WrongState for a published one, ValidationError where nobody stands on it.
    """
    unit = unit_listing(actor)
    if unit is None:
        raise NotPermitted(NOT_UNIT)
    if kind not in HonourList.Kind.values or not 2000 <= year <= timezone.localdate().year:
        raise ValidationError({"year": [_("Choose a list, and a year up to this one.")]})
    placed = placed_of(kind, unit.region, year)
    if not placed:
        raise ValidationError({"year": [_("No contract of this year counts for this list.")]})
    with transaction.atomic():
        rows = HonourList.objects.select_for_update().filter(kind=kind, region=unit.region)
        found = rows.filter(year=year).first() or HonourList(
            kind=kind, region=unit.region, year=year, unit=unit, drawn_up_by_id=actor.person
        )
        if found.state != HonourList.State.DRAFT:
            raise WrongState(_("This list is published; it stays as it is."))
        save_checked(found)
        agreed = dict(found.honours.values_list("person_id", "agreed_at"))
        found.honours.all().delete()
        Honour.objects.bulk_create(
            Honour(
                honour_list=found,
                place=place,
                organisation_id=one.organisation_id,
                person_id=one.person_id,
                amount=one.amount,
                contracts=one.contracts,
                agreed_at=agreed.get(one.person_id) if one.person_id else None,
            )
            for place, one in enumerate(placed, start=1)
        )
        publish(HonourListDrawnUp(honour_list_id=found.pk), actor_id=actor.user_id)
    return found


def honour_answer(*, actor: Actor, honour_list_id: int, agreed: bool) -> Honour:
    """Say whether one is named on a list before it is published. Raises NotFound, WrongState."""
    found = honour_list_visible_to(actor, honour_list_id)
    with transaction.atomic():
        held = HONOUR_LIST.lock(found.pk)
        honour = held.honours.filter(person_id=actor.person).first()
        if honour is None:
            raise NotFound(_("You do not stand on this list."))
        if held.state != HonourList.State.DRAFT:
            raise WrongState(_("This list is published; it stays as it is."))
        honour.agreed_at = timezone.now() if agreed else None
        honour.save(update_fields=["agreed_at", "updated_at"])
        answered = HonourAnswered(honour_list_id=held.pk, agreed=agreed)
        publish(answered, actor_id=actor.user_id)
    return honour


def honour_list_publish(
    *, actor: Actor, honour_list_id: int, expected_revision: int | None = None
) -> HonourList:
    """Let everybody read it. Raises as ``moving``."""
    with moving(
        HONOUR_LIST, "publish", honour_list_id, actor=actor, expected_revision=expected_revision
    ) as found:
        found.published_at = timezone.now()
    return found


LIST_SERVICES: dict[str, Callable[..., HonourList]] = {"publish": honour_list_publish}
