"""Who puts products on the shelf, who asks for money, who checks and lists."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of
from backend.accounts.rules import not_concerned

from .models import Lender, WhiteList, Wish

OFFER = action(
    "finance_offer", _("Offer finance products and answer white lists"), [Duty.SERVICE_MEMBER]
)
WISH = action("finance_wish", _("Ask for money with the firm's consent"), [Duty.ENTERPRISE_MEMBER])
LIST = action(
    "white_list_keep",
    _("Check credit and send white lists to banks"),
    [Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.FINANCE],
)
NOT_PROVIDER = _("Only members of a bank, insurer or fund do this.")
NOT_FIRM = _("Only a member of the firm does this.")
NOT_UNIT = _("Only an officer of the unit that sends the white lists does this.")


def units_over(actor: Actor, region: str) -> list[int]:
    """The actor's units whose region holds this one."""
    own = [pk for pk in actor.duties if LIST.allows(actor, pk)]
    rows = Organisation.objects.filter(pk__in=own).values_list("pk", "region")
    return [pk for pk, code in rows if region.startswith(beginning_of(code))]


def may_check(actor: Actor, wish: Wish) -> bool:
    """An officer of a region that the firm lies in, who does not belong to it."""
    return bool(units_over(actor, wish.firm.region)) and not_concerned(
        actor, organisations=[wish.firm_id]
    )


def may_end(actor: Actor, wish: Wish) -> bool:
    """The firm itself."""
    return WISH.allows(actor, wish.firm_id)


def wishes_readable(actor: Actor) -> Q:
    """The firm's own; officers those of their region; banks what a list brought, while it stands."""
    if actor.operator:
        return Q()
    found = Q(firm_id__in=list(actor.duties))
    own = [pk for pk in actor.duties if LIST.allows(actor, pk)]
    for code in Organisation.objects.filter(pk__in=own).values_list("region", flat=True):
        found |= Q(firm__region__startswith=beginning_of(code))
    banks = [pk for pk in actor.duties if OFFER.allows(actor, pk)]
    return found | Q(pk__in=lists_sent_to(banks).values("wishes"), state=Wish.State.LISTED)


def lists_sent_to(banks: Collection[int]) -> QuerySet[WhiteList]:
    """Lists that went to these banks and that they read: while the unit holds them for banks."""
    sent = WhiteList.banks.through.objects.filter(organisation__in=banks)
    standing = Lender.objects.filter(
        unit=OuterRef("whitelist__unit"), bank=OuterRef("organisation")
    )
    return WhiteList.objects.filter(pk__in=sent.filter(Exists(standing)).values("whitelist"))
