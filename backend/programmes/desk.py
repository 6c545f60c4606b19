"""Programmes on desks: what waits for an officer, what a firm may get."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty, Organisation

from . import rules
from .models import Redemption, Support
from .policies import fits_of
from .selectors import redemptions_known, supports_known, vouchers_known

MOST = 6


def _officer(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    if not rules.RUN.allows(actor, actor.organisation_id):
        return None
    supports = supports_known(actor)
    waiting = [
        support
        for support in supports.filter(state__in=[Support.State.APPLIED, Support.State.APPROVED])
        if rules.may_decide(actor, support)
        or (support.state == Support.State.APPROVED and rules.may_pay(actor, support))
    ]
    states = [Redemption.State.CLAIMED, Redemption.State.APPROVED]
    claims = [
        redemption
        for redemption in redemptions_known(actor).filter(state__in=states)
        if (redemption.state == Redemption.State.CLAIMED and rules.may_check(actor, redemption))
        or (redemption.state == Redemption.State.APPROVED and rules.may_settle(actor, redemption))
    ]
    if not waiting and not claims:
        return None
    return {
        "supports": waiting[:MOST],
        "claims": claims[:MOST],
        "count": len(waiting) + len(claims),
    }


def _firm(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    organisation = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if organisation is None:
        return None
    fits = [fit for fit in fits_of(organisation) if fit.fits and fit.applied is None]
    vouchers = [
        voucher
        for voucher in vouchers_known(actor).filter(firm=organisation)[:MOST]
        if voucher.usable
    ]
    if not fits and not vouchers:
        return None
    return {"fits": fits[:MOST], "count": len(fits), "vouchers": vouchers}


desk_register(
    DeskPart(
        name="programmes_officer",
        duties=(Duty.REGIONAL_OFFICER,),
        order=45,
        template="programmes/_desk_officer.html",
        context=_officer,
    ),
    DeskPart(
        name="programmes_firm",
        duties=(Duty.ENTERPRISE_MEMBER,),
        order=60,
        template="programmes/_desk_firm.html",
        context=_firm,
    ),
)
