"""What becomes of a commission: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import rules
from .events import (
    CommissionAgreed,
    CommissionConsented,
    CommissionDeclined,
    CommissionReplaced,
    CommissionWithdrawn,
)
from .models import Commission
from .selectors import commission_readable_by

State = Commission.State


def commission_locked(commission_id: int) -> Commission:
    """The commission, locked; rights are the caller's."""
    return (
        Commission.objects.select_for_update(of=("self",))
        .select_related("deal__buyer", "deal__seller")
        .prefetch_related("shares", "consents", "deal__people")
        .get(pk=commission_id)
    )


def facts_of(commission: Commission, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "commission_id": commission.pk,
        "deal_id": commission.deal_id,
        "organisation_id": actor.organisation_id if actor else None,
    }


def _talks_ended(commission: Commission) -> Words | None:
    return None if commission.deal.running else _("These talks were ended.")


COMMISSION: Lifecycle[Commission] = Lifecycle(
    name="commission",
    model=Commission,
    states=State,
    find=commission_readable_by,
    lock=commission_locked,
    facts=facts_of,
    changed_by=lambda commission: str(commission.proposed_by),
    stale=_("The commission changed while you were reading; look again."),
    settled={
        State.AGREED: _("This commission is agreed; propose another one to change it."),
        State.DECLINED: _("This commission was declined."),
        State.WITHDRAWN: _("This commission was taken back."),
        State.REPLACED: _("A later commission stands in its place."),
    },
    transitions=(
        Transition(
            act="decline",
            source=(State.PROPOSED,),
            target=State.DECLINED,
            may=rules.may_agree,
            refused=_("The side that pays and the agencies with a share decide."),
            ask=Ask(
                note_required=True,
                note_label=_("Why?"),
                note_column="declined_note",
                help=_("The broker reads it."),
            ),
            event=CommissionDeclined,
            words=pgettext_lazy("commission", "Decline"),
            invitation=_("Decline the commission and say why"),
            done=_("Declined. The broker reads your reason."),
            told=_("Commission declined"),
            look="danger",
        ),
        Transition(
            act="agree",
            source=(State.PROPOSED,),
            target=State.PROPOSED,
            may=rules.may_agree,
            refused=_("The side that pays and the agencies with a share decide."),
            blocked=_talks_ended,
            event=CommissionConsented,
            words=pgettext_lazy("commission", "Agree"),
            done=_("Agreed, and on record with your name and the time."),
            told=_("Commission agreed to"),
            look="main",
        ),
        Transition(
            act="conclude",
            source=(State.PROPOSED,),
            target=State.AGREED,
            event=CommissionAgreed,
            told=_("Commission agreed by all"),
        ),
        Transition(
            act="withdraw",
            source=(State.PROPOSED,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only the agency that proposed the commission takes it back."),
            event=CommissionWithdrawn,
            words=pgettext_lazy("commission", "Take it back"),
            done=_("Taken back."),
            told=_("Commission taken back"),
        ),
        Transition(
            act="replace",
            source=(State.AGREED,),
            target=State.REPLACED,
            event=CommissionReplaced,
            told=_("Commission replaced by a later one"),
        ),
    ),
)
