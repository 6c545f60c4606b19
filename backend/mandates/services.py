"""Writes of mandates: given by the client, used by the broker, ended by either or by time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Membership, Organisation
from backend.catalog.models import Listing
from backend.catalog.selectors import brokers_available
from backend.catalog.services import listing_assign_broker
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish

from . import rules
from .events import MandateGranted, MandateUsed
from .lifecycle import MANDATE, mandate_locked
from .models import Mandate
from .selectors import agency_of_broker, listings_to_mandate
from .values import MandateValues

LONGEST = timedelta(days=2 * 365)
MOST = 2000


def mandate_grant(*, actor: Actor, values: MandateValues) -> Mandate:
    """Let a broker act for the organisation acted for; over one listing he accompanies it from now on.

    Raises NotPermitted, ValidationError by field, WrongState where he holds such a mandate already.
    """
    if not rules.may_grant(actor):
        raise NotPermitted(rules.NOT_CLIENT)
    with transaction.atomic():
        made = _checked(actor, values)
        made.number = number_take("mandate")
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as error:
            raise WrongState(_("This broker holds such a mandate of yours already.")) from error
        if made.listing is not None and made.listing.broker_id != made.broker_id:
            listing_assign_broker(actor=actor, listing_id=made.listing.pk, broker_id=made.broker_id)
        publish(MandateGranted(mandate_id=made.pk), actor_id=actor.user_id)
    return made


def _checked(actor: Actor, values: MandateValues) -> Mandate:
    wrong: dict[str, list[object]] = {}
    client = Organisation.objects.get(pk=actor.organisation_id or 0)
    if not client.verified:
        raise WrongState(_("Your organisation waits for verification; give a mandate then."))
    agency = agency_of_broker(values.broker_id)
    if agency is None or not brokers_available().filter(pk=values.broker_id).exists():
        wrong["broker"] = [_("Choose a broker of a verified agency.")]
    elif Membership.objects.filter(
        user_id=values.broker_id, organisation=client, active=True
    ).exists():
        wrong["broker"] = [_("This broker belongs to your organisation; choose another one.")]
    listing: Listing | None = None
    if values.listing_id is not None:
        listing = listings_to_mandate(actor).filter(pk=values.listing_id).first()
        if listing is None or not listing.type.paired:
            wrong["listing"] = [_("Choose a need or an offer of your own organisation.")]
    today = timezone.localdate()
    if values.ends_on < today:
        wrong["ends_on"] = [_("This day lies in the past; give a later one.")]
    elif values.ends_on > today + LONGEST:
        wrong["ends_on"] = [_("A mandate lasts at most two years; give an earlier day.")]
    words = values.words.replace("\x00", "").strip()
    if len(words) > MOST:
        wrong["words"] = [_("At most %(n)s characters.") % {"n": MOST}]
    if wrong:
        raise ValidationError(wrong)
    return Mandate(
        client=client, broker_id=values.broker_id, agency=agency, listing=listing,
        ends_on=values.ends_on, words=words, granted_by_id=actor.person,
    )  # fmt: skip


def mandate_use(*, actor: Actor, listing: Listing, act: str) -> None:
    """Put on record, in the caller's transaction, what a broker does by a mandate for a listing's owner;
    ``act`` is one of models.Use. Raises NotPermitted where there is none that holds any more."""
    held = rules.mandate_for(actor, listing)
    mandate = Mandate.objects.filter(number=held.number).first() if held else None
    locked = mandate_locked(mandate.pk) if mandate else None
    if locked is None or not locked.usable:
        raise NotPermitted(_("The mandate has ended; the client answers itself."))
    publish(
        MandateUsed(mandate_id=locked.pk, act=act, listing_id=listing.pk, title=listing.title),
        actor_id=actor.user_id,
    )


def mandate_revoke(
    *, actor: Actor, mandate_id: int, expected_revision: int | None = None, note: str = ""
) -> Mandate:
    """Take it back for the client. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        MANDATE, "revoke", mandate_id, actor=actor, expected_revision=expected_revision, note=note
    ) as mandate:
        mandate.ended_at = timezone.now()
    return mandate


def mandate_lay_down(
    *, actor: Actor, mandate_id: int, expected_revision: int | None = None, note: str
) -> Mandate:
    """Act by it no more. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        MANDATE, "lay_down", mandate_id, actor=actor, expected_revision=expected_revision, note=note
    ) as mandate:
        mandate.ended_at = timezone.now()
    return mandate


def mandates_expire() -> int:
    """End mandates whose last day has passed; returns how many. Safe to repeat."""
    over = Mandate.objects.filter(state=Mandate.State.ACTIVE, ends_on__lt=timezone.localdate())
    return sum(_end(pk, "expire") for pk in list(over.order_by("pk").values_list("pk", flat=True)))


def mandates_of_leaver_end(*, agency_id: int, user_id: int) -> int:
    """Who left an agency acts for no client of it any more; returns how many ended. Safe to repeat."""
    held = Mandate.objects.filter(
        agency_id=agency_id, broker_id=user_id, state=Mandate.State.ACTIVE
    )
    return sum(
        _end(pk, "lay_down") for pk in list(held.order_by("pk").values_list("pk", flat=True))
    )


def _end(mandate_id: int, act: str) -> bool:
    with transaction.atomic():
        mandate = mandate_locked(mandate_id)
        if mandate.state != Mandate.State.ACTIVE:
            return False
        mandate.ended_at = timezone.now()
        advance(MANDATE, act, mandate, actor_id=None)
    return True


SERVICES: dict[str, Callable[..., Mandate]] = {
    "revoke": mandate_revoke,
    "lay_down": mandate_lay_down,
}
