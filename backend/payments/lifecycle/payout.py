"""What becomes of a share that is passed on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Lifecycle, Transition
from backend.payments import events, rules
from backend.payments.models import Payout
from backend.payments.selectors import payout_readable_by

PAYOUT: Lifecycle[Payout] = Lifecycle(
    name="payout",
    model=Payout,
    states=Payout.State,
    find=payout_readable_by,
    lock=lambda pk: Payout.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda payout, actor: {"payment_id": payout.share.payment_id, "payout_id": payout.pk},
    settled={Payout.State.SENT: _("This share was paid out already.")},
    transitions=(
        Transition(
            act="confirm",
            source=(Payout.State.DUE,),
            target=Payout.State.SENT,
            may=rules.confirms_payout,
            refused=rules.ONLY_RECEIVER,
            event=events.PayoutSent,
            words=_("Confirm that we received it"),
            done=_("Confirmed: your share is booked."),
            look="main",
        ),
        Transition(
            act="ask",
            source=(Payout.State.WAITING, Payout.State.FAILED),
            target=Payout.State.ASKED,
        ),
        Transition(
            act="send", source=(Payout.State.ASKED,), target=Payout.State.SENT,
            event=events.PayoutSent,
        ),
        Transition(
            act="refuse", source=(Payout.State.ASKED,), target=Payout.State.FAILED,
            event=events.PayoutRefused,
        ),
        Transition(act="owe", source=(Payout.State.WAITING,), target=Payout.State.DUE),
        Transition(
            act="reverse",
            source=(Payout.State.WAITING, Payout.State.DUE, Payout.State.FAILED, Payout.State.SENT),
            target=Payout.State.REVERSED,
        ),
    ),
)  # fmt: skip  # fmt: skip
