"""A commission: proposed by an agency, agreed by who pays it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.brokerage import rules
from backend.brokerage.events import CommissionProposed
from backend.brokerage.lifecycle import COMMISSION, commission_locked, facts_of
from backend.brokerage.models import MAX_WORDS, Commission, CommissionShare, Consent
from backend.brokerage.values import CommissionValues
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import Deal, DealDuty

from .checking import agency_in


def commission_propose(*, actor: Actor, deal_id: int, values: CommissionValues) -> Commission:
    """Propose what a side pays; it and every agency with a share must agree. The proposer's agency
    has agreed by proposing.

    Raises NotFound, NotPermitted, WrongState where one waits already or the deal has ended,
    ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        agency_id = agency_in(actor, deal)
        if not deal.running:
            raise WrongState(_("These talks were ended."))
        shares = _shares(deal, agency_id, values)
        made = Commission(
            deal=deal,
            payer=values.payer,
            percent=values.percent,
            amount=values.amount,
            currency=values.currency,
            words=values.words.replace("\x00", "").strip()[:MAX_WORDS],
            proposed_by_id=actor.person,
            agency_id=agency_id,
        )
        _check(made)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as error:
            raise WrongState(_("A commission of this side waits for agreement already.")) from error
        CommissionShare.objects.bulk_create(
            CommissionShare(commission=made, agency_id=pk, percent=percent)
            for pk, percent in sorted(shares.items())
        )
        Consent.objects.create(commission=made, organisation_id=agency_id, person_id=actor.person)
        publish(CommissionProposed(**facts_of(made, actor)), actor_id=actor.user_id)
    return made


def commission_agree(*, actor: Actor, commission_id: int, expected_revision: int) -> Commission:
    """Agree for every organisation that the actor binds and whose word is missing; with the last
    one the commission stands, and an earlier one of the same side is replaced.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            COMMISSION, "agree", commission_id, actor=actor, expected_revision=expected_revision
        ) as commission:
            mine = rules.consents_open_to(actor, commission)
            Consent.objects.bulk_create(
                Consent(commission=commission, organisation_id=pk, person_id=actor.person)
                for pk in sorted(mine)
            )
            given = {consent.organisation_id for consent in commission.consents.all()} | mine
        # After the last word, and so told after it.
        if rules.needs_consent_of(commission) <= given:
            _stand(commission, actor)
    return commission


def commission_decline(
    *, actor: Actor, commission_id: int, expected_revision: int, note: str
) -> Commission:
    """Say no to a commission, and why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        COMMISSION,
        "decline",
        commission_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as commission:
        return commission


def commission_withdraw(*, actor: Actor, commission_id: int, expected_revision: int) -> Commission:
    """Take back what one's agency proposed. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        COMMISSION, "withdraw", commission_id, actor=actor, expected_revision=expected_revision
    ) as commission:
        return commission


SERVICES: dict[str, Callable[..., Commission]] = {
    "agree": commission_agree,
    "decline": commission_decline,
    "withdraw": commission_withdraw,
}


def _check(made: Commission) -> None:
    if (made.percent is None) == (made.amount is None):
        raise ValidationError({"percent": _("Give either a percentage or an amount.")})
    if made.amount is not None and made.amount <= 0:
        raise ValidationError({"amount": _("An amount above zero.")})
    written = {"payer", "percent", "amount", "currency", "words"}
    given = {name for name in written if getattr(made, name) is not None}
    made.clean_fields(exclude={field.name for field in Commission._meta.fields} - given)


def _shares(deal: Deal, agency_id: int, values: CommissionValues) -> dict[int, Decimal]:
    """The agencies' parts of the commission; only agencies in the deal, exactly 100 together."""
    if not values.shares:
        return {agency_id: Decimal(100)}
    agencies = {
        person.organisation_id for person in deal.people.all() if person.duty == DealDuty.BROKER
    }
    if not set(values.shares) <= agencies:
        raise ValidationError({"shares": _("Only agencies that accompany the deal have a share.")})
    if any(percent <= 0 for percent in values.shares.values()):
        raise ValidationError({"shares": _("Each share is above zero.")})
    total = sum(values.shares.values(), Decimal())
    if total != 100:
        raise ValidationError(
            {
                "shares": _("The shares sum to %(total)s%%; they must be exactly 100%%.")
                % {"total": total}
            }
        )
    return dict(values.shares)


def _stand(commission: Commission, actor: Actor) -> None:
    earlier = Commission.objects.filter(
        deal_id=commission.deal_id, payer=commission.payer, state=Commission.State.AGREED
    )
    for pk in earlier.values_list("pk", flat=True):
        advance(COMMISSION, "replace", commission_locked(pk), actor_id=actor.user_id)
    commission.agreed_at = timezone.now()
    advance(COMMISSION, "conclude", commission, actor_id=actor.user_id)
