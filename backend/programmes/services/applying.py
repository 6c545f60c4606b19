"""Applying for support; and proposing it where the data say that it is due."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.attachments.services import attachment_add
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.integrity.models import Block
from backend.integrity.selectors import barred_words
from backend.ladder.conditions import condition_check, facts_of
from backend.ladder.models import Standing
from backend.programmes import rules
from backend.programmes.events import SupportApplied
from backend.programmes.lifecycle import SUPPORT, programme_locked
from backend.programmes.models import Approval, Evidence, Programme, Support
from backend.programmes.schemes import Scheme
from backend.programmes.selectors import support_held, version_now
from backend.programmes.values import SupportValues


def support_apply(
    *, actor: Actor, applicant_id: int, programme_id: int, values: SupportValues
) -> Support:
    """Apply under an open programme, with what it asks for.

    Raises NotFound, NotPermitted, WrongState where it is closed, a condition is not met or it was
    applied for already, ValidationError by field.
    """
    if not rules.APPLY.allows(actor, applicant_id):
        raise NotPermitted(rules.NOT_APPLICANT)
    with transaction.atomic():
        programme: Programme = programme_locked(programme_id)
        applicant = Organisation.objects.get(pk=applicant_id)
        _check_evidence(programme.scheme, values)
        support = _written(actor, programme, applicant, values, automatic=False)
        for code, upload in values.papers.items():
            if upload:
                file = attachment_add(
                    actor=actor, subject="support", subject_id=support.pk, upload=upload
                )
                Evidence.objects.create(support=support, code=code, attachment=file)
    return support


def support_grant(
    *, actor: Actor, programme_id: int, applicant_id: int, standing_id: int
) -> Support:
    """Propose what is due by the register, without an application (免申即享); the chain decides on it.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        programme: Programme = programme_locked(programme_id)
        if not rules.may_run(actor, programme):
            raise NotPermitted(rules.NOT_RUNNING)
        if not programme.scheme.automatic:
            raise WrongState(_("This programme asks for an application."))
        applicant = Organisation.objects.get(pk=applicant_id)
        values = SupportValues(base=Decimal(0), standing_id=standing_id)
        return _written(actor, programme, applicant, values, automatic=True)


def support_resubmit(*, actor: Actor, support_id: int, expected_revision: int | None) -> Support:
    """Hand in again what was returned. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        SUPPORT, "resubmit", support_id, actor=actor, expected_revision=expected_revision
    ) as support:
        support.step = 0
        support.approvals.update(person=None, agreed_at=None)
    return support


def support_withdraw(*, actor: Actor, support_id: int, expected_revision: int | None) -> Support:
    """Take an application back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        SUPPORT, "withdraw", support_id, actor=actor, expected_revision=expected_revision
    ) as support:
        return support


def _written(
    actor: Actor,
    programme: Programme,
    applicant: Organisation,
    values: SupportValues,
    *,
    automatic: bool,
) -> Support:
    scheme = programme.scheme
    _check_open(programme, applicant)
    fixed = _check_object(programme, applicant, values)
    support = Support(
        number=number_take("support"),
        programme=programme,
        version=version_now(programme),
        applicant=applicant,
        contract_id=values.contract_id if scheme.per_contract else None,
        standing_id=values.standing_id if scheme.occasions else None,
        automatic=automatic,
        base=fixed if fixed is not None else values.base,
        reasons=values.reasons.strip(),
        applied_by_id=actor.person,
    )
    try:
        with transaction.atomic():
            support.save()
    except IntegrityError as error:
        raise WrongState(_("This was applied for already.")) from error
    units = chain_of(programme, applicant)
    Approval.objects.bulk_create(
        Approval(support=support, step=step, unit=unit) for step, unit in enumerate(units)
    )
    publish(
        SupportApplied(support_id=support.pk, applicant_id=applicant.pk), actor_id=actor.user_id
    )
    return support


def chain_of(programme: Programme, applicant: Organisation) -> list[Organisation]:
    """The units that decide: of the applicant's county where there is one, and of the programme's own
    region; the unit that runs it always decides last."""
    found: list[Organisation] = []
    for approver in programme.scheme.approvers:
        county = approver.level == "county"
        region = applicant.region[:6] if county else programme.unit.region
        if region == programme.unit.region and approver.unit == programme.unit.unit_kind:
            continue  # the unit itself, whichever others of its kind the region has
        units = Organisation.objects.filter(
            kind=Organisation.Kind.GOVERNMENT, unit_kind=approver.unit, region=region
        )
        unit = units.order_by("pk").first()
        if unit is not None and unit not in (*found, programme.unit):
            found.append(unit)
    return [*found, programme.unit]


def _check_open(programme: Programme, applicant: Organisation) -> None:
    scheme = programme.scheme
    if not programme.takes_applications:
        raise WrongState(_("This programme takes no more applications."))
    if applicant.kind not in scheme.applicants:
        raise WrongState(_("This programme is for other kinds of organisations."))
    barred = barred_words(Block.SUPPORT, region=scheme.region, organisation_id=applicant.pk)
    if barred is not None:
        raise WrongState(barred)
    held = facts_of([applicant], scheme.conditions)[applicant.pk]
    found = [condition_check(one, held) for one in scheme.conditions]
    if missing := [one for one in found if not one.met]:
        told = "；".join(one.words for one in missing)
        raise WrongState(_("These conditions are not met: %(conditions)s.") % {"conditions": told})
    if support_held(programme, applicant.pk) is not None:
        raise WrongState(_("A firm has one voucher of a programme and year; yours is asked for."))


def _check_object(
    programme: Programme, applicant: Organisation, values: SupportValues
) -> Decimal | None:
    """What it is for fits; the fixed amount where there is one."""
    scheme = programme.scheme
    if scheme.occasions:
        return occasion_amount(programme, applicant.pk, values.standing_id or 0)
    if scheme.per_contract:
        own = contracts_signed().filter(buyer=applicant, currency="CNY", pk=values.contract_id or 0)
        contract = own.first()
        if contract is None:
            raise ValidationError({"contract": [_("Choose a signed contract that you pay.")]})
        if values.base > contract.technology_amount:
            raise ValidationError(
                {"base": [_("This is more than the contract's technology amount.")]}
            )
    if values.base <= 0:
        raise ValidationError({"base": [_("Give an amount above zero.")]})
    return None


def occasion_amount(programme: Programme, firm_id: int, standing_id: int) -> Decimal:
    """What a recognition of the programme's year earns. Raises WrongState where it earns nothing."""
    standing = Standing.objects.filter(
        pk=standing_id, firm_id=firm_id, state=Standing.State.RECOGNISED
    ).first()
    if standing is not None and standing.awarded_on is not None:
        for one in programme.scheme.occasions:
            same = (one.grade, one.occasion) == (standing.equals, standing.occasion)
            if same and standing.awarded_on.year == programme.year:
                return one.amount
    raise WrongState(
        _("No recognition of %(year)s that earns this is on record; ask your bureau to record it.")
        % {"year": programme.year}
    )


def _check_evidence(scheme: Scheme, values: SupportValues) -> None:
    missing = {
        f"paper_{one.code}": [_("Add the file: %(paper)s.") % {"paper": one.words}]
        for one in scheme.evidence
        if not values.papers.get(one.code)
    }
    if missing:
        raise ValidationError(missing)
