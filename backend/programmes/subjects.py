"""Applications and uses of vouchers as subjects of files; what the ledger's bookings are about."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Redemption, Support
from .selectors import programme_found, redemption_found, support_found, voucher_found


def support_subject(actor: Actor, support: Support) -> Subject:
    """An application that a selector found for the actor; the applicant adds papers until it is decided
    on."""
    open_ = support.state in {Support.State.APPLIED, Support.State.RETURNED}
    attaches = open_ and rules.may_answer(actor, support)
    return Subject(
        name="support",
        pk=support.pk,
        title=f"{support.programme.title} · {support.number}",
        url=reverse("support", args=[support.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if attaches else frozenset(),
        # What was decided on stays as it was decided on.
        settled_at=timezone.now() if support.state in Support.GRANTED else None,
    )


def redemption_subject(actor: Actor, redemption: Redemption) -> Subject:
    """A use of a voucher that a selector found for the actor."""
    # Its state is already the next one while the invoice is being handed in.
    open_ = redemption.state in {Redemption.State.RESERVED, Redemption.State.CLAIMED}
    attaches = open_ and rules.may_use(actor, redemption)
    return Subject(
        name="redemption",
        pk=redemption.pk,
        title=f"{redemption.voucher.number} · {redemption.contract.title}",
        url=reverse("redemption", args=[redemption.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if attaches else frozenset(),
        settled_at=timezone.now() if redemption.state in Redemption.SPENT else None,
    )


def _programme(actor: Actor, programme_id: int) -> Subject:
    found = programme_found(programme_id)
    url = reverse("programme", args=[found.pk])
    return Subject(name="programme", pk=found.pk, title=found.title, url=url, tiers=frozenset())


def _voucher(actor: Actor, voucher_id: int) -> Subject:
    found = voucher_found(actor, voucher_id)
    url = reverse("voucher", args=[found.pk])
    return Subject(name="voucher", pk=found.pk, title=found.number, url=url, tiers=frozenset())


register(
    SubjectType(
        name="support", find=lambda actor, pk: support_subject(actor, support_found(actor, pk))
    )
)
register(
    SubjectType(
        name="redemption",
        find=lambda actor, pk: redemption_subject(actor, redemption_found(actor, pk)),
    )
)
register(SubjectType(name="programme", find=_programme))
register(SubjectType(name="voucher", find=_voucher))
