"""What becomes of money that goes back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Lifecycle, Transition
from backend.payments import events, rules
from backend.payments.models import Refund
from backend.payments.selectors import refund_readable_by

REFUND: Lifecycle[Refund] = Lifecycle(
    name="refund",
    model=Refund,
    states=Refund.State,
    find=refund_readable_by,
    lock=lambda pk: Refund.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda refund, actor: {"payment_id": refund.payment_id, "refund_id": refund.pk},
    settled={Refund.State.DONE: _("This money is back with the payer already.")},
    transitions=(
        Transition(
            act="confirm",
            source=(Refund.State.DUE,),
            target=Refund.State.DONE,
            may=lambda actor, refund: rules.pays(actor, refund.payment),
            refused=rules.ONLY_PAYER,
            words=_("Confirm that it came back"),
            done=_("Confirmed: the refund is booked."),
            look="main",
        ),
        Transition(act="finish", source=(Refund.State.ASKED,), target=Refund.State.DONE),
        Transition(
            act="fail",
            source=(Refund.State.ASKED,),
            target=Refund.State.FAILED,
            event=events.RefundFailed,
            told=_("The refund could not be sent back"),
        ),
    ),
)
