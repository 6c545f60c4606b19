"""Publishing and accepting the texts that markets share."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.exchange.events import AccordAccepted, AccordPublished
from backend.exchange.models import Acceptance, Accord, Market
from backend.exchange.rules import managing_check, may_accept
from backend.exchange.selectors import accord_newest


@dataclass(frozen=True, slots=True, kw_only=True)
class AccordValues:
    """A version of a common text."""

    series: str
    version: str
    title: str
    text: str
    title_en: str = ""
    text_en: str = ""


def accord_publish(*, actor: Actor, values: AccordValues) -> Accord:
    """Publish a version; it never changes afterwards. Raises NotPermitted, ValidationError by field."""
    managing_check(actor)
    with transaction.atomic():
        accord = Accord(published_by_id=actor.person, **asdict(values))
        save_checked(accord)
        publish(AccordPublished(accord_id=accord.pk), actor_id=actor.user_id)
    return accord


def accord_accept(*, actor: Actor, accord_id: int, market_id: int) -> Acceptance:
    """Accept the newest version for a partner market: who answers for it does.

    Raises NotFound, NotPermitted, WrongState where it was accepted already or a newer version is out.
    """
    with transaction.atomic():
        market = Market.objects.select_for_update().filter(pk=market_id).first()
        accord = Accord.objects.filter(pk=accord_id).first()
        if market is None or accord is None:
            raise NotFound(_("There is nothing at this address."))
        if not may_accept(actor, market):
            raise NotPermitted(_("Only who answers for the market accepts for it."))
        if accord_newest(accord.series) != accord:
            raise WrongState(_("A newer version is out; read and accept that one."))
        if accord.acceptances.filter(market=market).exists():
            raise WrongState(_("The market has accepted this version already."))
        made = Acceptance.objects.create(accord=accord, market=market, accepted_by_id=actor.person)
        accepted = AccordAccepted(accord_id=accord.pk, market_id=market.pk)
        publish(accepted, actor_id=actor.user_id)
    return made
