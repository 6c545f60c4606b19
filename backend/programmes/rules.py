"""Who opens programmes, who applies, who decides, pays and audits."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.accounts.rules import not_concerned

from .models import Approval, Programme, Redemption, Support

RUN = action(
    "programme_run",
    _("Open support programmes and decide on applications"),
    [Duty.REGIONAL_OFFICER],
)
APPLY = action(
    "support_apply",
    _("Apply for support and use vouchers"),
    [Duty.ENTERPRISE_MEMBER, Duty.SERVICE_MEMBER, Duty.BROKER, Duty.UNIVERSITY_OFFICE],
)
NOT_RUNNING = _("Only an officer of the unit that runs the programme does this.")
NOT_TURN = _("This waits for another officer, who is no member of the applicant or the provider.")
NOT_APPLICANT = _("Only those who answer for the applicant do this.")
NOT_AUDITOR = _("Who decided on it does not audit it; another officer does.")


def may_run(actor: Actor, programme: Programme) -> bool:
    """An officer of the unit."""
    return RUN.allows(actor, programme.unit_id)


def _decides(actor: Actor, unit_id: int, *concerned: int) -> bool:
    return RUN.allows(actor, unit_id) and not_concerned(actor, organisations=concerned)


def _decides_use(actor: Actor, unit_id: int, redemption: Redemption) -> bool:
    """Who belongs to the firm or to the provider decides nothing on what both gain by."""
    provider_id = redemption.provider.organisation_id
    return _decides(actor, unit_id, redemption.voucher.firm_id, provider_id)


def may_decide(actor: Actor, support: Support) -> bool:
    """An officer of the unit whose turn it is, who has not agreed to an earlier step and is no member
    of the applicant."""
    if support.turn is None or not _decides(actor, support.turn.unit_id, support.applicant_id):
        return False
    return all(one.person_id != actor.user_id for one in support.approvals.all())


def may_pass_on(actor: Actor, support: Support) -> bool:
    """Before the last step."""
    return may_decide(actor, support) and not support.last_step


def may_approve(actor: Actor, support: Support) -> bool:
    """At the last step."""
    return may_decide(actor, support) and support.last_step


def may_answer(actor: Actor, support: Support) -> bool:
    """The applicant."""
    return APPLY.allows(actor, support.applicant_id)


def may_pay(actor: Actor, support: Support) -> bool:
    """An officer of the paying unit; a voucher is paid as it is used."""
    programme = support.programme
    return (
        _decides(actor, programme.payer_id, support.applicant_id) and not programme.scheme.voucher
    )


def may_audit(actor: Actor, support: Support) -> bool:
    """An officer of the unit or of the payer, who did not approve it."""
    units = (support.programme.unit_id, support.programme.payer_id)
    of_unit = any(_decides(actor, unit_id, support.applicant_id) for unit_id in units)
    return of_unit and actor.user_id != support.approved_by_id


def may_use(actor: Actor, redemption: Redemption) -> bool:
    """The firm whose voucher it is."""
    return APPLY.allows(actor, redemption.voucher.firm_id)


def may_check(actor: Actor, redemption: Redemption) -> bool:
    """An officer of the unit that issued it."""
    return _decides_use(actor, redemption.voucher.programme.unit_id, redemption)


def may_settle(actor: Actor, redemption: Redemption) -> bool:
    """An officer of the unit that pays."""
    return _decides_use(actor, redemption.voucher.programme.payer_id, redemption)


def may_audit_use(actor: Actor, redemption: Redemption) -> bool:
    """An officer of the unit or the payer, who did not approve the claim."""
    of_unit = may_check(actor, redemption) or may_settle(actor, redemption)
    return of_unit and actor.user_id != redemption.approved_by_id


def units_of(actor: Actor) -> list[int]:
    """The units for which the actor is an officer."""
    return [pk for pk in actor.duties if RUN.allows(actor, pk)]


def supports_readable(actor: Actor) -> Q:
    """Applicants read their own, officers those of programmes that they run or pay, and those whose
    chain names their unit."""
    if actor.operator:
        return Q()
    units = units_of(actor)
    found = Q(applicant_id__in=list(actor.duties))
    if units:
        found |= Q(programme__unit_id__in=units) | Q(programme__payer_id__in=units)
        found |= Q(pk__in=Approval.objects.filter(unit_id__in=units).values("support_id"))
    return found


def redemptions_readable(actor: Actor) -> Q:
    """The firm, the provider, and officers of the programme."""
    if actor.operator:
        return Q()
    units = units_of(actor)
    own = list(actor.duties)
    found = Q(voucher__firm_id__in=own) | Q(provider__organisation_id__in=own)
    if units:
        found |= Q(voucher__programme__unit_id__in=units)
        found |= Q(voucher__programme__payer_id__in=units)
    return found
