"""Programmes, applications, vouchers and uses as a reader may know them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.programmes.models import Programme, ProgrammeVersion, Redemption, Support, Voucher
from backend.programmes.rules import APPLY, redemptions_readable, supports_readable, units_of

_MISSING = _("This does not exist, or you may not see it.")


def programmes_known() -> QuerySet[Programme]:
    """All programmes that were opened, open ones first: public."""
    return Programme.objects.select_related("unit", "payer").order_by("-state", "-year", "pk")


def programme_found(programme_id: int) -> Programme:
    """One programme: public. Raises NotFound."""
    found = programmes_known().filter(pk=programme_id).first()
    if found is None:
        raise NotFound(_("There is no such programme."))
    return found


def version_now(programme: Programme, day: date | None = None) -> ProgrammeVersion:
    """The figures that hold on a day, today unless told otherwise."""
    found = programme.versions.filter(holds_from__lte=day or timezone.localdate())
    held = found.order_by("-number").first()
    assert held is not None  # the first one is written with the programme
    return held


def supports_known(actor: Actor) -> QuerySet[Support]:
    """Applications that the actor may read, newest first."""
    return (
        Support.objects.filter(supports_readable(actor))
        .select_related("programme__unit", "programme__payer", "version", "applicant", "contract")
        .prefetch_related("approvals__unit", "approvals__person")
        .order_by("-pk")
    )


def support_found(actor: Actor, support_id: int) -> Support:
    """One application. Raises NotFound, also where the actor may not know of it."""
    found = supports_known(actor).filter(pk=support_id).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def vouchers_known(actor: Actor) -> QuerySet[Voucher]:
    """Vouchers of one's firms, and those of programmes that one's unit runs or pays."""
    found = Voucher.objects.select_related("programme__unit", "firm").order_by("-pk")
    if actor.operator:
        return found
    units = units_of(actor)
    return found.filter(
        Q(firm_id__in=list(actor.duties))
        | Q(programme__unit_id__in=units)
        | Q(programme__payer_id__in=units)
    )


def voucher_found(actor: Actor, voucher_id: int) -> Voucher:
    """One voucher. Raises NotFound, also where the actor may not know of it."""
    found = vouchers_known(actor).filter(pk=voucher_id).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def redemptions_known(actor: Actor) -> QuerySet[Redemption]:
    """Uses of vouchers that the actor may read, newest first."""
    return (
        Redemption.objects.filter(redemptions_readable(actor))
        .select_related(
            "voucher__programme__unit", "voucher__programme__payer", "voucher__firm",
            "contract__deal", "contract__seller", "provider__organisation", "invoice",
            "milestone",
        )
        .order_by("-pk")
    )  # fmt: skip


def redemption_found(actor: Actor, redemption_id: int) -> Redemption:
    """One use. Raises NotFound, also where the actor may not know of it."""
    found = redemptions_known(actor).filter(pk=redemption_id).first()
    if found is None:
        raise NotFound(_MISSING)
    return found


def contracts_for_vouchers(firm_id: int) -> QuerySet[Contract]:
    """The signed contracts in yuan that a firm pays; rights are the caller's."""
    found = contracts_signed().filter(buyer_id=firm_id, currency="CNY")
    return found.select_related("seller", "deal").order_by("-signed_on", "-pk")


def received_publicly(programme: Programme) -> QuerySet[Support]:
    """Who was granted what under a programme: public notice, newest first."""
    found = Support.objects.filter(programme=programme, state__in=Support.GRANTED)
    return found.select_related("applicant").order_by("-approved_on", "-pk")


def support_held(programme: Programme, organisation_id: int) -> Support | None:
    """The application, refused ones left out, that stands against another one of an organisation:
    a firm has one voucher of a programme."""
    if not programme.scheme.voucher:
        return None
    found = Support.objects.filter(programme=programme, applicant_id=organisation_id)
    return found.exclude(state__in=Support.OVER).select_related("voucher").order_by("pk").first()


def may_apply_anywhere(actor: Actor) -> bool:
    """Whether the actor answers for the organisation that he acts for."""
    return APPLY.allows(actor, actor.organisation_id)
