"""What becomes of a financing wish."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import events, rules
from .models import Wish
from .selectors import wish_found

State = Wish.State


def wish_locked(wish_id: int) -> Wish:
    """The wish, locked; rights are the caller's."""
    return Wish.objects.select_for_update(of=("self",)).select_related("firm").get(pk=wish_id)


def _facts(wish: Wish, actor: Any) -> dict[str, Any]:
    return {"wish_id": wish.pk, "firm_id": wish.firm_id}


WISH: Lifecycle[Wish] = Lifecycle(
    name="wish",
    model=Wish,
    states=State,
    find=wish_found,
    lock=wish_locked,
    facts=_facts,
    settled={State.ENDED: _("This wish has ended; make a new one.")},
    transitions=(
        Transition(
            act="check",
            source=(State.ASKED,),
            target=State.CHECKED,
            may=rules.may_check,
            refused=NOT_OWN,
            ask=Ask(),
            event=events.WishChecked,
            words=_("Record the credit check"),
            done=_("On record. It goes out with the next white list."),
            told=_("Credit checked"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.ASKED, State.CHECKED),
            target=State.DECLINED,
            may=rules.may_check,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it not listed?"),
                note_column="note",
                missing=_("Say why it is not listed."),
            ),
            event=events.WishDeclined,
            words=_("Do not list"),
            done=_("Not listed. The firm reads why."),
            told=_("Not listed"),
        ),
        Transition(
            act="list",
            source=(State.CHECKED, State.LISTED),
            target=State.LISTED,
            event=events.WishListed,
            told=_("On a white list, sent to the banks"),
        ),
        Transition(
            act="end",
            source=(State.ASKED, State.CHECKED, State.LISTED),
            target=State.ENDED,
            may=rules.may_end,
            refused=rules.NOT_FIRM,
            event=events.WishEnded,
            words=_("End it and withdraw the consent"),
            done=_("Ended. Banks no longer see it."),
            told=_("Ended by the firm"),
            look="danger",
        ),
    ),
)
