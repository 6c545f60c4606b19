"""What becomes of an inspection."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.delivery import events, rules
from backend.delivery.models import Inspection
from backend.delivery.selectors import inspection_readable_by

from .milestones import milestone_facts, milestone_locked, titled


def _inspection_locked(inspection_id: int) -> Inspection:
    milestone_id = Inspection.objects.values_list("milestone_id", flat=True).get(pk=inspection_id)
    milestone = milestone_locked(milestone_id)
    found = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection_id)
    found.milestone = milestone
    return found


def inspection_facts(inspection: Inspection, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {**milestone_facts(inspection.milestone), "inspection_id": inspection.pk}


State = Inspection.State
INSPECTION: Lifecycle[Inspection] = Lifecycle(
    name="inspection",
    model=Inspection,
    states=State,
    find=inspection_readable_by,
    lock=_inspection_locked,
    facts=inspection_facts,
    settled={
        State.NOTED: _("Nothing was to be mended."),
        State.CLOSED: _("This finding is settled."),
    },
    transitions=(
        Transition(
            act="mend",
            source=(State.FOUND,),
            target=State.MENDED,
            may=rules.may_mend,
            refused=_("Only the side that delivers says what was mended."),
            ask=Ask(
                note_required=True, note_label=_("What was mended?"), note_column="mended_note"
            ),
            event=events.InspectionMended,
            words=_("Say that it is mended"),
            done=_("The supervising unit looks at it."),
            told=titled(_("Finding mended: %(title)s")),
            look="main",
        ),
        Transition(
            act="return",
            source=(State.MENDED,),
            target=State.FOUND,
            may=rules.may_judge,
            refused=_("Only the unit that inspected judges this."),
            ask=Ask(
                note_required=True, note_label=_("What is still missing?"), note_column="remark"
            ),
            event=events.InspectionReturned,
            words=_("Not mended yet"),
            done=_("Returned to the side that delivers."),
            told=titled(_("Finding still open: %(title)s")),
        ),
        Transition(
            act="close",
            source=(State.FOUND, State.MENDED),
            target=State.CLOSED,
            may=rules.may_judge,
            refused=_("Only the unit that inspected judges this."),
            event=events.InspectionClosed,
            words=_("Settle the finding"),
            done=_("Settled."),
            told=titled(_("Finding settled: %(title)s")),
            look="main",
        ),
    ),
)
