"""What people are told of brokers' work."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Commission
from .selectors import commissions_readable_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Commission]:
    return commissions_readable_by(actor).in_bulk(ids)


COMMISSIONS = Topic(name="commissions", words=gettext_lazy("Commissions"))
COMMISSION = About(
    name="commission",
    read=_known,
    url=lambda commission: reverse("commission", args=[commission.pk]),
    title=lambda commission: commission.deal.title,
    topic=COMMISSIONS,
)
PROPOSED = NoticeKind(
    name="commission_proposed",
    label=gettext_lazy("A commission is proposed"),
    about=COMMISSION,
    importance=Importance.TURN,
    sentence=lambda commission, payload: (
        _("%(agency)s proposed its commission for this deal") % {"agency": named(commission.agency)}
    ),
    tone="wait",
    mail=gettext_lazy("Read it, and agree or decline; nothing is owed before that."),
)
AGREED = NoticeKind(
    name="commission_agreed",
    label=gettext_lazy("A commission is agreed"),
    about=COMMISSION,
    importance=Importance.RESULT,
    sentence=lambda commission, payload: _("The commission of this deal is agreed"),
    tone="ok",
)
DECLINED = NoticeKind(
    name="commission_declined",
    label=gettext_lazy("A commission is declined"),
    about=COMMISSION,
    importance=Importance.RESULT,
    sentence=lambda commission, payload: _("The commission of this deal was declined"),
    tone="no",
)
DUE = NoticeKind(
    name="commission_due",
    label=gettext_lazy("A commission is to be paid"),
    about=COMMISSION,
    importance=Importance.TURN,
    sentence=lambda commission, payload: (
        _("A payment has settled: %(agency)s is owed its commission for it")
        % {"agency": named(commission.agency)}
    ),
    tone="wait",
    mail=gettext_lazy("The commission's page says how much, and leads to the payment."),
)

notices_register(PROPOSED, AGREED, DECLINED, DUE)
