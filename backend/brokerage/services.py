"""Writes of brokers' work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import Deal, DealDuty
from backend.deals.selectors import deal_followed_by
from backend.tasks.services import task_assign

from . import rules
from .events import CommissionProposed, ServiceLogged, ServiceStruck
from .lifecycle import COMMISSION, commission_locked, facts_of
from .models import (
    MAX_WORDS,
    BrokerNote,
    Commission,
    CommissionShare,
    Consent,
    SavedView,
    Service,
    ServiceKind,
)
from .selectors import services_of, views_of
from .values import CommissionValues, ServiceValues

BACK = timedelta(days=365)  # how far back a service may lie before the deal was opened
MAX_VIEWS = 20


def service_log(*, actor: Actor, deal_id: int, values: ServiceValues) -> Service:
    """Put a service on record, as a broker of the deal; both sides read it.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        agency_id = _agency(actor, deal)
        words = _words(values.words, "words", _("Say in a sentence what was done."))
        if values.kind not in ServiceKind.values:
            raise ValidationError({"kind": _("Choose a service from the list.")})
        today = timezone.localdate()
        if values.done_on > today:
            raise ValidationError({"done_on": _("This day lies in the future.")})
        if values.done_on < timezone.localdate(deal.created_at) - BACK:
            raise ValidationError(
                {"done_on": _("This day lies more than a year before the talks opened.")}
            )
        made = Service.objects.create(
            deal=deal,
            broker_id=actor.person,
            agency_id=agency_id,
            kind=values.kind,
            done_on=values.done_on,
            words=words,
        )
        publish(
            ServiceLogged(deal_id=deal.pk, service_id=made.pk, kind=made.kind),
            actor_id=actor.user_id,
        )
    return made


def service_strike(*, actor: Actor, deal_id: int, service_id: int, why: str) -> Service:
    """Strike out a service that was put on record wrongly; it stays to be read with the reason.

    Raises NotFound, NotPermitted for who is not of its agency, WrongState, ValidationError.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        service = services_of(deal.pk).filter(pk=service_id).first()
        if service is None:
            raise NotFound(_("This service does not exist, or you may not see it."))
        if not rules.SERVE.allows(actor, service.agency_id):
            raise NotPermitted(rules.NOT_ITS_BROKER)
        if service.struck_at is not None:
            raise WrongState(_("This service was struck out already."))
        service.struck_why = _words(why, "why", _("Say why it is wrong."))[:200]
        service.struck_at = timezone.now()
        service.struck_by_id = actor.person
        service.save()
        publish(
            ServiceStruck(deal_id=deal.pk, service_id=service.pk, kind=service.kind),
            actor_id=actor.user_id,
        )
    return service


def note_write(*, actor: Actor, deal_id: int, text: str) -> BrokerNote:
    """Write a note that only the brokers of one's agency read.

    Raises NotFound, NotPermitted, ValidationError.
    """
    with transaction.atomic():
        deal = deal_followed_by(actor, deal_id)
        return BrokerNote.objects.create(
            deal=deal,
            agency_id=_agency(actor, deal),
            author_id=actor.person,
            text=_words(text, "text", _("Write a note.")),
        )


def commission_propose(*, actor: Actor, deal_id: int, values: CommissionValues) -> Commission:
    """Propose what a side pays; it and every agency with a share must agree. The proposer's agency
    has agreed by proposing.

    Raises NotFound, NotPermitted, WrongState where one waits already or the deal has ended,
    ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        agency_id = _agency(actor, deal)
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
    with moving(
        COMMISSION, "agree", commission_id, actor=actor, expected_revision=expected_revision
    ) as commission:
        mine = rules.consents_open_to(actor, commission)
        Consent.objects.bulk_create(
            Consent(commission=commission, organisation_id=pk, person_id=actor.person)
            for pk in sorted(mine)
        )
        given = {consent.organisation_id for consent in commission.consents.all()} | mine
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


def next_steps_set(*, actor: Actor, deal_ids: list[int], what: str, due_on: date) -> int:
    """Give oneself the same task in several deals that one accompanies, all or none; how many.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    with transaction.atomic():
        for deal_id in deal_ids:
            _agency(actor, deal_followed_by(actor, deal_id))
            task_assign(
                actor=actor,
                subject="deal",
                subject_id=deal_id,
                what=what,
                person_id=actor.person,
                due_on=due_on,
            )
    return len(deal_ids)


def view_save(*, actor: Actor, name: str, query: str) -> SavedView:
    """Keep the filters in force under a name; the same name is written over.

    Raises ValidationError.
    """
    name = _words(name, "name", _("Give the view a name."))[:40]
    if views_of(actor).exclude(name=name).count() >= MAX_VIEWS:
        raise ValidationError({"name": _("Delete a view first: twenty are kept.")})
    if len(query) > 500:
        raise ValidationError({"name": _("These filters are too long to keep.")})
    made, _new = SavedView.objects.update_or_create(
        owner_id=actor.person, name=name, defaults={"query": query}
    )
    return made


def view_delete(*, actor: Actor, view_id: int) -> None:
    """Delete one's own view. Raises NotFound."""
    if not views_of(actor).filter(pk=view_id).delete()[0]:
        raise NotFound(_("There is no such view."))


def _agency(actor: Actor, deal: Deal) -> int:
    agency_id = rules.agency_of(actor, deal)
    if agency_id is None:
        raise NotPermitted(rules.NOT_ITS_BROKER)
    return agency_id


def _words(text: str, name: str, missing: object) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        raise ValidationError({name: missing})
    if len(text) > MAX_WORDS:
        raise ValidationError({name: _("At most 2,000 characters.")})
    return text


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
