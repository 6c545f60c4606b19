"""Writes of rights, plans of shares and evaluations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.attachments.services import attachment_add
from backend.catalog.models import Listing
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.subjects import Tier
from backend.deals.lifecycle import deal_lock
from backend.ledger.splitting import split_exact

from . import rules
from .events import EvaluationAdded, GrantApplied, SharesProposed
from .lifecycle import GRANT, PLAN, plan_locked
from .models import Evaluation, Grant, Plan, PlanShare
from .selectors import listing_for_ownership, plan_found
from .values import EvaluationValues, GrantValues, PlanValues, ShareValues


def grant_apply(*, actor: Actor, listing_id: int, values: GrantValues) -> Grant:
    """Apply for a right in an achievement of one's institution.

    Raises NotFound, NotPermitted, WrongState where one is granted or waits, ValidationError by field.
    """
    with transaction.atomic():
        listing = listing_for_ownership(actor, listing_id)
        if not rules.may_apply(actor, listing):
            raise NotPermitted(_("Only the achievement's inventors apply for a right in it."))
        Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)
        if Grant.objects.filter(achievement=listing, state__in=["applied", "granted"]).exists():
            raise WrongState(_("A right in this achievement is granted or applied for already."))
        grant = Grant(achievement=listing, applied_by_id=actor.person)
        for field in fields(GrantValues):
            setattr(grant, field.name, _clean(getattr(values, field.name)))
        grant.clean_fields(exclude=["achievement", "applied_by", "decided_by"])
        _check_grant(grant)
        grant.save()
        publish(GrantApplied(grant_id=grant.pk, listing_id=listing.pk), actor_id=actor.user_id)
    return grant


def grant_give(*, actor: Actor, grant_id: int, expected_revision: int) -> Grant:
    """Grant it. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(GRANT, "give", grant_id, actor=actor, expected_revision=expected_revision) as grant:
        grant.decided_by_id, grant.decided_on = actor.user_id, timezone.localdate()
    return grant


def grant_decline(*, actor: Actor, grant_id: int, expected_revision: int, note: str) -> Grant:
    """Do not grant it. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        GRANT, "decline", grant_id, actor=actor, expected_revision=expected_revision, note=note
    ) as grant:
        grant.decided_by_id, grant.decided_on = actor.user_id, timezone.localdate()
    return grant


def grant_withdraw(*, actor: Actor, grant_id: int, expected_revision: int) -> Grant:
    """Withdraw one's application. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        GRANT, "withdraw", grant_id, actor=actor, expected_revision=expected_revision
    ) as grant:
        return grant


def grant_end(*, actor: Actor, grant_id: int, expected_revision: int, note: str) -> Grant:
    """End a right before its time. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError."""
    with moving(
        GRANT, "end", grant_id, actor=actor, expected_revision=expected_revision, note=note
    ) as grant:
        return grant


SERVICES: dict[str, Callable[..., Grant]] = {
    "give": grant_give,
    "decline": grant_decline,
    "withdraw": grant_withdraw,
    "end": grant_end,
}


def plan_propose(
    *, actor: Actor, deal_id: int, expected_revision: int | None, values: PlanValues
) -> Plan:
    """Propose how what a deal earns the institution is split; a changed plan is agreed to anew.

    ``expected_revision`` is that of the plan that there is, None for the first. Raises NotFound,
    NotPermitted, WrongState once a contract is signed, Stale, ValidationError by field, also for
    shares that do not sum to exactly 100.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        if not rules.may_propose(actor, deal.seller_id):
            raise NotPermitted(rules.NOT_OFFICE)
        if deal.seller.kind not in rules.INSTITUTIONS:
            raise WrongState(_("Shares are planned for universities and institutes alone."))
        if contracts_signed().filter(deal=deal).exists():
            raise WrongState(_("A contract is signed; the shares stand as they were agreed."))
        held = Plan.objects.filter(deal=deal).first()
        plan = plan_locked(held.pk) if held else Plan(
            deal=deal, institution_id=deal.seller_id, proposed_by_id=actor.person
        )  # fmt: skip
        if held is not None and expected_revision != plan.revision:
            raise WrongState(_("The plan changed while you were reading; look again."))
        _fill(plan, values)
        _check_shares(values.shares, {p.user_id for p in deal.people.all()}, deal.seller_id)
        if held is None:
            plan.save()
            publish(SharesProposed(plan_id=plan.pk, deal_id=deal.pk), actor_id=actor.user_id)
        else:
            advance(PLAN, "propose", plan, actor_id=actor.user_id)
        plan.shares.all().delete()
        PlanShare.objects.bulk_create(
            PlanShare(
                plan=plan,
                position=n,
                kind=share.kind,
                person_id=share.person_id,
                percent=share.percent,
            )
            for n, share in enumerate(values.shares)
        )
        plan = plan_locked(plan.pk)
        _agree(plan, actor)  # whoever proposes agrees to what is his
    return plan


def plan_agree(*, actor: Actor, plan_id: int, expected_revision: int) -> Plan:
    """Agree to one's own share, the office to the institution's; the last one makes the plan stand.

    Raises NotFound, NotPermitted where no share waits for the actor, WrongState where it changed.
    """
    with transaction.atomic():
        plan_found(actor, plan_id)
        plan = plan_locked(plan_id)
        if plan.revision != expected_revision:
            raise WrongState(_("The plan changed while you were reading; look again."))
        if not rules.agrees_for(actor, plan):
            raise NotPermitted(_("No share of this plan waits for your agreement."))
        _agree(plan, actor)
    return plan


def evaluation_add(
    *, actor: Actor, listing_id: int, values: EvaluationValues, upload: File[bytes] | None
) -> Evaluation:
    """Add a body's report to an achievement, with its file where there is one.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    listing = listing_for_ownership(actor, listing_id)
    if not rules.may_apply(actor, listing):
        raise NotPermitted(_("Only those who answer for the achievement add its reports."))
    evaluation = Evaluation(achievement=listing, added_by_id=actor.person)
    for field in fields(EvaluationValues):
        setattr(evaluation, field.name, _clean(getattr(values, field.name)))
    evaluation.clean_fields(exclude=["achievement", "attachment", "added_by"])
    if evaluation.evaluated_on > timezone.localdate():
        raise ValidationError({"evaluated_on": _("This day lies in the future.")})
    if evaluation.valid_until and evaluation.valid_until < evaluation.evaluated_on:
        raise ValidationError({"valid_until": _("It ends before it begins; correct the dates.")})
    if upload is not None:
        evaluation.attachment = attachment_add(
            actor=actor, subject="listing", subject_id=listing.pk, upload=upload, tier=Tier.DETAILS
        )
    with transaction.atomic():
        evaluation.save()
        publish(
            EvaluationAdded(evaluation_id=evaluation.pk, listing_id=listing.pk),
            actor_id=actor.user_id,
        )
    return evaluation


def _check_grant(grant: Grant) -> None:
    if grant.kind == Grant.Kind.OWNERSHIP and grant.share is None:
        raise ValidationError({"share": _("Say which share in percent the inventors shall own.")})
    if grant.kind == Grant.Kind.LONG_TERM_USE:
        grant.share = None
        if grant.ends_on is None:
            raise ValidationError({"ends_on": _("A right of use has a term; say when it ends.")})
    if grant.ends_on is not None and grant.ends_on < grant.starts_on:
        raise ValidationError({"ends_on": _("It ends before it begins; correct the dates.")})


def _fill(plan: Plan, values: PlanValues) -> None:
    plan.pricing = values.pricing
    plan.price, plan.currency = values.price, values.currency
    plan.noticed_on = values.noticed_on
    plan.clean_fields(exclude=["deal", "institution", "proposed_by"])
    if plan.pricing != Plan.Pricing.NEGOTIATED:
        plan.noticed_on = None
        return
    if plan.price is None:
        raise ValidationError({"price": _("A negotiated price is made public: say which.")})
    if plan.noticed_on is None:
        raise ValidationError({"noticed_on": _("Say on which day the public notice began.")})
    if plan.noticed_on > timezone.localdate():
        raise ValidationError({"noticed_on": _("This day lies in the future.")})


def _check_shares(shares: tuple[ShareValues, ...], people: set[int], institution_id: int) -> None:
    for share in shares:
        if share.kind not in PlanShare.Kind.values:
            raise ValidationError({"shares": [_("Choose from the list.")]})
        if (share.kind == PlanShare.Kind.INSTITUTION) == (share.person_id is not None):
            raise ValidationError({"shares": [_("An inventor or broker is a person by name.")]})
        if share.percent <= 0 or share.percent != share.percent.quantize(Decimal("0.01")):
            raise ValidationError(
                {"shares": [_("A share is above zero and has at most two decimals.")]}
            )
    keys = [share.person_id for share in shares]
    if len(keys) != len(set(keys)):
        raise ValidationError({"shares": [_("Name each one once.")]})
    if None not in keys:
        raise ValidationError({"shares": [_("The institution has a share of its own.")]})
    known = people | set(
        User.objects.filter(
            memberships__organisation_id=institution_id, memberships__active=True
        ).values_list("pk", flat=True)
    )
    if not {key for key in keys if key is not None} <= known:
        raise ValidationError(
            {"shares": [_("Name people of the institution, or who take part in the deal.")]}
        )
    # The one rule of splitting says what is wrong with the sum.
    split_exact(Decimal(100), {share.person_id: share.percent for share in shares})


def _agree(plan: Plan, actor: Actor) -> None:
    mine = rules.agrees_for(actor, plan)
    plan.shares.filter(pk__in=mine).update(agreed_at=timezone.now(), agreed_by_id=actor.user_id)
    if not plan.shares.filter(agreed_at__isnull=True).exists():
        advance(PLAN, "agree", plan, actor_id=actor.user_id)


def _clean(value: object) -> object:
    return value.replace("\x00", "").strip() if isinstance(value, str) else value
