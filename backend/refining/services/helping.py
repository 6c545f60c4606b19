"""Acts of help for a need, on record, and how its poster rates the end."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.refining import rules
from backend.refining.events import HelpNoted, HelpStruck, NeedRated
from backend.refining.models import Help, Rating


def help_note(*, actor: Actor, listing_id: int, kind: str, done_on: date, words: str = "") -> Help:
    """Put on record what was done for a need, for the organisation acted for.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    if not rules.may_note(actor):
        raise NotPermitted(_("Brokers and regional officers put acts of help on record."))
    listing = listing_visible_to(actor, listing_id)
    if not listing.type.seeks:
        raise NotFound(_("Acts of help are noted of needs."))
    if done_on > timezone.localdate():
        raise ValidationError(
            {"done_on": [_("This day is still to come; note it when it is done.")]}
        )
    row = Help(
        listing=listing,
        kind=kind,
        done_on=done_on,
        words=" ".join(words.split()),
        unit_id=actor.organisation_id or 0,
        noted_by_id=actor.person,
    )
    row.full_clean()
    return _kept(row)


def help_record(
    *, listing_id: int, kind: str, done_on: date, words: str, unit_id: int, by_id: int
) -> Help:
    """The same by another app whose own service has asked who may: a sitting, a voucher, a visit."""
    return _kept(
        Help(
            listing_id=listing_id,
            kind=kind,
            done_on=done_on,
            words=words[:300],
            unit_id=unit_id,
            noted_by_id=by_id,
        )
    )


def _kept(row: Help) -> Help:
    with transaction.atomic():
        row.save()
        publish(HelpNoted(listing_id=row.listing_id, help_id=row.pk), actor_id=row.noted_by_id)
    return row


def help_strike(*, actor: Actor, help_id: int) -> None:
    """Strike out what was noted by mistake. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        row = Help.objects.select_for_update().filter(pk=help_id).first()
        if row is None:
            raise NotFound(_("There is no such act of help."))
        listing_visible_to(actor, row.listing_id)
        if not rules.may_strike(actor, row):
            raise NotPermitted(_("Only the unit that noted it strikes it out."))
        publish(HelpStruck(listing_id=row.listing_id), actor_id=actor.user_id)
        row.delete()


def need_rate(*, actor: Actor, listing_id: int, score: int, words: str = "") -> Rating:
    """Say how content one is with how one's need ended; said again, the last word counts.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    listing = listing_visible_to(actor, listing_id)
    if not listing.off_market:
        raise WrongState(_("A need is rated once it has ended."))
    if not rules.may_rate(actor, listing):
        raise NotPermitted(rules.NOT_THE_OWNER)
    row = Rating(listing=listing, score=score, words=words.strip(), by_id=actor.person)
    row.full_clean(exclude=["listing"])
    with transaction.atomic():
        row, _new = Rating.objects.update_or_create(
            listing=listing,
            defaults={"score": row.score, "words": row.words, "by_id": row.by_id},
        )
        publish(NeedRated(listing_id=listing.pk, score=score), actor_id=actor.user_id)
    return row
