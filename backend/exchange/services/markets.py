"""The registry of partner markets."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import DUTIES_OF_KIND, Organisation, User
from backend.accounts.services.members import member_join
from backend.core.errors import NotFound
from backend.core.outbox import publish
from backend.core.outgoing import validate_target
from backend.core.saving import save_checked
from backend.exchange.documents import market_id
from backend.exchange.events import MarketAdded, MarketChanged
from backend.exchange.models import Market
from backend.exchange.rules import managing_check


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketValues:
    """How a partner market is reached and read."""

    protocol: str
    address: str
    site: str = ""
    direction: str = Market.Direction.BOTH
    every_hours: int = 6
    active: bool = True


def market_add(
    *,
    actor: Actor,
    market_name: str,
    name: str,
    name_en: str,
    region: str,
    mail: str,
    values: MarketValues,
) -> Market:
    """Take a market among the partners: its organisation owns here what comes from it, and who reads
    mail to ``mail`` answers for it, by an account of their own.

    ``market_name`` is its name among markets. Raises NotPermitted, ValidationError by field.
    """
    managing_check(actor)
    _checked(values)
    if market_name == market_id():
        raise ValidationError({"market_name": _("This is the name of our own market.")})
    if Market.objects.filter(market_id=market_name).exists():
        raise ValidationError({"market_name": _("A market of this name is a partner already.")})
    with transaction.atomic():
        organisation = Organisation(
            kind=Organisation.Kind.MARKET,
            name=" ".join(name.split()),
            name_en=" ".join(name_en.split()),
            region=region,
            verified_at=timezone.now(),
        )
        save_checked(organisation)
        person = _answering(mail, organisation.name)
        member_join(
            organisation=organisation,
            user_id=person.pk,
            duties=DUTIES_OF_KIND[Organisation.Kind.MARKET],
            actor_id=actor.user_id,
        )
        market = Market(
            organisation=organisation,
            contact=person,
            market_id=market_name,
            next_run_at=timezone.now(),
            **asdict(values),
        )
        save_checked(market)
        publish(MarketAdded(market_id=market.pk), actor_id=actor.user_id)
    return market


def market_change(*, actor: Actor, market_id: int, values: MarketValues) -> Market:
    """Change how a market is reached and read. Raises NotPermitted, NotFound, ValidationError."""
    managing_check(actor)
    _checked(values)
    with transaction.atomic():
        market = Market.objects.select_for_update().filter(pk=market_id).first()
        if market is None:
            raise NotFound(_("There is no such partner market."))
        if values.protocol != market.protocol or values.address != market.address:
            market.mark = ""  # marks of one source mean nothing to another
        for name, value in asdict(values).items():
            setattr(market, name, value)
        save_checked(market)
        publish(MarketChanged(market_id=market.pk), actor_id=actor.user_id)
    return market


def _checked(values: MarketValues) -> None:
    try:
        validate_target(values.address)
    except ValidationError as refused:
        raise ValidationError({"address": refused.messages}) from refused


def _answering(mail: str, name: str) -> User:
    """Who reads mail to the address; an account without a password is begun, to be taken over by it."""
    found = User.objects.filter(email__iexact=mail).first()
    return found or User.objects.create_user(email=mail, name=name[:60])
