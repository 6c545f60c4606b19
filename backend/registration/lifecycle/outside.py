"""What becomes of a contract registered elsewhere."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.registration import events, rules
from backend.registration.models import OutsideContract
from backend.registration.selectors import outside_readable_by

State = OutsideContract.State
_OPEN = (State.REPORTED, State.SUSPECTED)
_BY_BUREAU: dict[str, Any] = {"may": rules.may_count, "refused": rules.NOT_BUREAU}


def outside_locked(outside_id: int) -> OutsideContract:
    """The contract, locked; rights are the caller's."""
    return OutsideContract.objects.select_for_update(of=("self",)).get(pk=outside_id)


def _facts(outside: OutsideContract, actor: Any) -> dict[str, Any]:
    return {"outside_contract_id": outside.pk}


OUTSIDE: Lifecycle[OutsideContract] = Lifecycle(
    name="outside_contract",
    model=OutsideContract,
    states=State,
    find=outside_readable_by,
    lock=outside_locked,
    facts=_facts,
    settled={
        State.DISMISSED: _("It was found to be no contract of its own; it is not counted."),
    },
    transitions=(
        Transition(
            act="revise",
            source=(State.REPORTED, State.RETURNED),
            target=State.REPORTED,
            may=rules.may_correct,
            refused=_("Only the buyer who reported it corrects it."),
            event=events.OutsideReported,
            words=_("Correct the report"),
            submit=_("Send it again"),
            done=_("Sent. The science bureau looks at it again."),
            told=_("Reported to the science bureau"),
        ),
        Transition(
            act="count",
            source=_OPEN,
            target=State.COUNTED,
            event=events.OutsideCounted,
            words=_("Count it"),
            done=_("Counted as absorbed by the buyer's region."),
            told=_("Counted as absorbed"),
            look="main",
            **_BY_BUREAU,
        ),
        Transition(
            act="return",
            source=(State.REPORTED,),
            target=State.RETURNED,
            ask=Ask(
                note_required=True,
                note_label=_("What should be completed or corrected?"),
                note_column="note",
                missing=_("Say what should be completed or corrected."),
            ),
            event=events.OutsideReturned,
            words=_("Return"),
            invitation=_("Return it to the buyer"),
            done=_("Returned. The buyer reads what is asked for."),
            told=_("Returned to the buyer"),
            **_BY_BUREAU,
        ),
        Transition(
            act="dismiss",
            source=(*_OPEN, State.COUNTED),
            target=State.DISMISSED,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it not counted?"),
                note_column="note",
                missing=_("Say why it is not counted."),
            ),
            event=events.OutsideDismissed,
            words=_("Do not count it"),
            invitation=_("Do not count it, and say why"),
            done=_("It is not counted."),
            told=_("Not counted"),
            look="danger",
            **_BY_BUREAU,
        ),
    ),
)
