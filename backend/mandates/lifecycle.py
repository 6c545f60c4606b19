"""What becomes of a mandate: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import rules
from .events import MandateExpired, MandateLaidDown, MandateRevoked
from .models import Mandate
from .selectors import mandate_known

State = Mandate.State


def mandate_locked(mandate_id: int) -> Mandate:
    """A mandate, for update."""
    related = Mandate.objects.select_related("client", "agency", "broker", "listing", "granted_by")
    return related.select_for_update(of=("self",)).get(pk=mandate_id)


def _facts(mandate: Mandate, actor: Actor | None) -> dict[str, Any]:
    return {"mandate_id": mandate.pk}


MANDATE: Lifecycle[Mandate] = Lifecycle(
    name="mandate",
    model=Mandate,
    states=State,
    find=mandate_known,
    lock=mandate_locked,
    facts=_facts,
    settled={
        State.REVOKED: _("This mandate was revoked."),
        State.LAID_DOWN: _("The broker laid this mandate down."),
        State.EXPIRED: _("The last day of this mandate has passed."),
    },
    transitions=(
        Transition(
            act="revoke",
            source=(State.ACTIVE,),
            target=State.REVOKED,
            may=rules.may_revoke,
            refused=rules.NOT_CLIENT,
            ask=Ask(
                note=True,
                note_label=_("Why it ends"),
                note_column="end_note",
                help=_("It ends at once; what was done by it stands."),
            ),
            event=MandateRevoked,
            words=_("Revoke"),
            invitation=_("Revoke the mandate"),
            done=_("Revoked. The broker is told."),
            told=_("The mandate was revoked"),
            look="danger",
        ),
        Transition(
            act="lay_down",
            source=(State.ACTIVE,),
            target=State.LAID_DOWN,
            may=rules.may_lay_down,
            refused=rules.NOT_BROKER,
            ask=Ask(
                note_required=True,
                note_label=_("Why?"),
                note_column="end_note",
                missing=_("Say in a few words why; the client reads it."),
            ),
            event=MandateLaidDown,
            words=_("Lay it down"),
            invitation=_("Lay the mandate down"),
            done=_("Laid down. The client is told."),
            told=_("The broker laid the mandate down"),
        ),
        Transition(
            act="expire",
            source=(State.ACTIVE,),
            target=State.EXPIRED,
            event=MandateExpired,
            told=_("The mandate expired"),
        ),
    ),
)
