"""What people are told of applications and vouchers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Redemption, Support
from .selectors import redemptions_known, supports_known


def _supports(actor: Actor, ids: Collection[int]) -> Mapping[int, Support]:
    return {found.pk: found for found in supports_known(actor).filter(pk__in=ids)}


def _redemptions(actor: Actor, ids: Collection[int]) -> Mapping[int, Redemption]:
    return {found.pk: found for found in redemptions_known(actor).filter(pk__in=ids)}


TOPIC = Topic(name="programmes", words=gettext_lazy("Support and vouchers"))
SUPPORT = About(
    name="support",
    read=_supports,
    url=lambda found: reverse("support", args=[found.pk]),
    title=lambda found: f"{found.programme.title} · {found.applicant}",
    topic=TOPIC,
)
REDEMPTION = About(
    name="redemption",
    read=_redemptions,
    url=lambda found: reverse("redemption", args=[found.pk]),
    title=lambda found: f"{found.voucher.number} · {found.contract.title}",
    topic=TOPIC,
)


def _kind(
    name: str,
    about: About,
    importance: Importance,
    say: Callable[[], str],
    label: object,
    tone: str = "wait",
) -> NoticeKind:
    def sentence(thing: Any, payload: Mapping[str, Any]) -> str:
        return say()

    return NoticeKind(
        name=name, about=about, importance=importance, sentence=sentence, label=label, tone=tone
    )


DECIDE = _kind(
    "support_to_decide",
    SUPPORT,
    Importance.TURN,
    lambda: _("An application for support waits for your decision"),
    gettext_lazy("An application waits for my unit"),
)
RETURNED = _kind(
    "support_returned",
    SUPPORT,
    Importance.TURN,
    lambda: _("Your application was returned: something is missing"),
    gettext_lazy("My application is returned"),
)
APPROVED = _kind(
    "support_approved",
    SUPPORT,
    Importance.RESULT,
    lambda: _("Your application is approved"),
    gettext_lazy("My application is approved"),
    "ok",
)
REFUSED = _kind(
    "support_refused",
    SUPPORT,
    Importance.RESULT,
    lambda: _("Your application was refused"),
    gettext_lazy("My application is refused"),
    "no",
)
PAID = _kind(
    "support_paid",
    SUPPORT,
    Importance.RESULT,
    lambda: _("Your support was paid"),
    gettext_lazy("My support is paid"),
    "ok",
)
CLAIMED = _kind(
    "voucher_claimed",
    REDEMPTION,
    Importance.TURN,
    lambda: _("An invoice on a voucher waits to be checked"),
    gettext_lazy("An invoice on a voucher waits for my unit"),
)
CLAIM_RETURNED = _kind(
    "voucher_claim_returned",
    REDEMPTION,
    Importance.TURN,
    lambda: _("Your invoice on a voucher was returned"),
    gettext_lazy("My invoice on a voucher is returned"),
)
TO_PAY = _kind(
    "voucher_to_pay",
    REDEMPTION,
    Importance.TURN,
    lambda: _("An approved voucher waits to be paid"),
    gettext_lazy("An approved voucher waits for my unit"),
)
REDEEMED = _kind(
    "voucher_paid",
    REDEMPTION,
    Importance.RESULT,
    lambda: _("Your voucher was paid"),
    gettext_lazy("My voucher is paid"),
    "ok",
)
notices_register(
    DECIDE, RETURNED, APPROVED, REFUSED, PAID, CLAIMED, CLAIM_RETURNED, TO_PAY, REDEEMED
)
