"""What becomes of what a host asks to register: one row for each act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import events, rules
from .models import Registered
from .selectors import registered_found

State = Registered.State


def _locked(registered_id: int) -> Registered:
    related = Registered.objects.select_for_update(of=("self",)).select_related("host", "unit")
    return related.get(pk=registered_id)


REGISTERED: Lifecycle[Registered] = Lifecycle(
    name="registered",
    model=Registered,
    states=State,
    find=registered_found,
    lock=_locked,
    facts=lambda registered, actor: {"registered_id": registered.pk},
    changed_by=lambda registered: str(registered.unit),
    settled={
        State.LISTED: _("It is registered already."),
        State.DECLINED: _("It was not registered."),
        State.REMOVED: _("It was taken off the register."),
    },
    transitions=(
        Transition(
            act="register",
            source=(State.PROPOSED,),
            target=State.LISTED,
            may=rules.may_keep,
            refused=rules.NOT_KEEPER,
            event=events.RegisteredListed,
            words=pgettext_lazy("registered", "Register"),
            done=_("Registered. Everybody reads it."),
            told=_("It was registered"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.PROPOSED,),
            target=State.DECLINED,
            may=rules.may_keep,
            refused=rules.NOT_KEEPER,
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="note",
                missing=_("Say in a few words why; the host reads it."),
            ),
            event=events.RegisteredDeclined,
            words=_("Do not register"),
            done=_("The host is told."),
            told=_("It was not registered"),
            look="danger",
        ),
        Transition(
            act="remove",
            source=(State.LISTED,),
            target=State.REMOVED,
            may=rules.may_keep,
            refused=rules.NOT_KEEPER,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it taken off?"),
                note_column="note",
                missing=_("Say in a few words why; everybody reads it."),
            ),
            event=events.RegisteredRemoved,
            words=_("Take it off the register"),
            done=_("Taken off. Lists that were published stay as they are."),
            told=_("It was taken off the register"),
            look="danger",
        ),
    ),
)
