"""What becomes of case pages and lists of honours: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Lifecycle, Transition

from . import rules
from .events import CaseConsented, CasePublished, CaseWithdrawn, HonourListPublished
from .models import Case, HonourList
from .selectors import case_visible_to, honour_list_visible_to

State = Case.State


def _locked(case_id: int) -> Case:
    related = Case.objects.select_for_update(of=("self",)).select_related(
        "deal__buyer", "deal__seller"
    )
    return related.get(pk=case_id)


def _facts(case: Case, actor: Actor | None) -> dict[str, Any]:
    return {"case_id": case.pk, "side": case.side}


CASE: Lifecycle[Case] = Lifecycle(
    name="case",
    model=Case,
    states=State,
    find=case_visible_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda case: str(case.written_by),
    settled={
        State.DRAFT: _("This case waits for both sides."),
        State.PUBLISHED: _("This case is published already."),
        State.WITHDRAWN: _("This case was withdrawn; change it to ask both sides anew."),
    },
    transitions=(
        Transition(
            act="consent",
            source=(State.DRAFT,),
            target=State.DRAFT,
            may=rules.may_consent,
            refused=_("Only a side that has not agreed does this."),
            event=CaseConsented,
            words=_("Agree that it is published"),
            told=_("One side agreed that the case is published"),
            look="main",
        ),
        Transition(
            act="withdraw",
            source=(State.DRAFT, State.PUBLISHED),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only the two sides of a deal do this."),
            event=CaseWithdrawn,
            words=_("Withdraw"),
            done=_("Withdrawn; nobody else reads it."),
            told=_("The case was withdrawn"),
            look="danger",
        ),
        Transition(
            act="publish",
            source=(State.DRAFT,),
            target=State.PUBLISHED,
            event=CasePublished,
            told=_("The case was published"),
        ),
    ),
)


def _list_locked(honour_list_id: int) -> HonourList:
    rows = HonourList.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=honour_list_id)


HONOUR_LIST: Lifecycle[HonourList] = Lifecycle(
    name="honour_list",
    model=HonourList,
    states=HonourList.State,
    find=honour_list_visible_to,
    lock=_list_locked,
    facts=lambda found, actor: {"honour_list_id": found.pk},
    changed_by=lambda found: str(found.drawn_up_by),
    settled={HonourList.State.PUBLISHED: _("This list is published; it stays as it is.")},
    transitions=(
        Transition(
            act="publish",
            source=(HonourList.State.DRAFT,),
            target=HonourList.State.PUBLISHED,
            may=rules.may_publish_list,
            refused=rules.NOT_UNIT,
            event=HonourListPublished,
            words=_("Publish the list"),
            done=_("Published. Persons who have not agreed are not named."),
            told=_("The list was published"),
            look="main",
        ),
    ),
)
