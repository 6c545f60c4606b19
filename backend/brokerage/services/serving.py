"""Services on record, and notes of an agency."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.brokerage import rules
from backend.brokerage.events import ServiceLogged, ServiceStruck
from backend.brokerage.models import BrokerNote, Service, ServiceKind
from backend.brokerage.selectors import services_of
from backend.brokerage.values import ServiceValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.selectors import deal_followed_by

from .checking import agency_in, words_checked

BACK = timedelta(days=365)  # how far back a service may lie before the deal was opened


def service_log(*, actor: Actor, deal_id: int, values: ServiceValues) -> Service:
    """Put a service on record, as a broker of the deal; both sides read it.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        agency_id = agency_in(actor, deal)
        words = words_checked(values.words, "words", _("Say in a sentence what was done."))
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
        service.struck_why = words_checked(why, "why", _("Say why it is wrong."))[:200]
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
            agency_id=agency_in(actor, deal),
            author_id=actor.person,
            text=words_checked(text, "text", _("Write a note.")),
        )
