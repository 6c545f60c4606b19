"""The four lists: entries by officers, wishes by firms, answers by officers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.talent import rules
from backend.talent.events import WishMade
from backend.talent.lifecycle import WISH
from backend.talent.list_fields import FIELDS, fields_of
from backend.talent.models import ListEntry, Wish

LONGEST = 1000  # characters of a field of a list
MOST_OPEN = 20  # wishes of a firm that nobody answered


def entry_make(
    *,
    actor: Actor,
    kind: str,
    title: str,
    details: Mapping[str, str],
    valid_until: date | None = None,
) -> ListEntry:
    """Put an entry on one of the lists. Raises NotPermitted, ValidationError by field."""
    if not rules.may_edit_lists(actor):
        raise NotPermitted(rules.NOT_OFFICER)
    if kind not in FIELDS:
        raise ValidationError({"kind": _("Choose one of the four lists.")})
    with transaction.atomic():
        unit = Organisation.objects.get(pk=actor.organisation_id or 0)
        entry = ListEntry(
            kind=kind,
            title=" ".join(title.replace("\x00", "").split()),
            details=_details(kind, details),
            region=unit.region,
            valid_until=valid_until,
            made_by_id=actor.person,
            made_for=unit,
        )
        entry.clean_fields(exclude=["details", "withdrawn_at"])
        entry.save()
    return entry


def _details(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, list[object]] = {}
    found = {}
    for name, _words, needed in fields_of(kind):
        text = str(given.get(name, "")).replace("\x00", "").strip()
        if needed and not text:
            errors[name] = [_("This must be given.")]
        if len(text) > LONGEST:
            errors[name] = [_("At most %(n)s characters.") % {"n": LONGEST}]
        found[name] = text
    if errors:
        raise ValidationError(errors)
    return found


def entry_withdraw(*, actor: Actor, entry_id: int) -> ListEntry:
    """Take an entry off its list. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        rows = ListEntry.objects.select_for_update(of=("self",))
        entry = rows.filter(pk=entry_id, withdrawn_at__isnull=True).first()
        if entry is None:
            raise NotFound(_("There is no such entry on the lists."))
        if not rules.EDIT.allows(actor, entry.made_for_id):
            raise NotPermitted(rules.NOT_OFFICER)
        entry.withdrawn_at = timezone.now()
        entry.save()
    return entry


def wish_make(*, actor: Actor, kind: str, title: str, text: str = "") -> Wish:
    """Put a wish of one's firm on a list. Raises NotPermitted, ValidationError by field, WrongState."""
    if not rules.may_wish(actor):
        raise NotPermitted(rules.NOT_FIRM)
    with transaction.atomic():
        firm = Organisation.objects.select_for_update().get(pk=actor.organisation_id or 0)
        if not firm.verified:
            raise WrongState(_("Your organisation waits for verification."))
        if Wish.objects.filter(organisation=firm, state=Wish.State.OPEN).count() >= MOST_OPEN:
            raise WrongState(_("Many of your wishes wait for an answer; withdraw some first."))
        wish = Wish(
            kind=kind,
            title=" ".join(title.replace("\x00", "").split()),
            text=text.replace("\x00", "").strip(),
            organisation=firm,
            made_by_id=actor.person,
        )
        wish.clean_fields(exclude=["taken_by", "taken_for"])
        wish.save()
        publish(WishMade(talent_wish_id=wish.pk), actor_id=actor.user_id)
    return wish


def wish_take(*, actor: Actor, talent_wish_id: int, expected_revision: int | None = None) -> Wish:
    """Take a firm's order for one's unit. Raises as ``moving``."""
    with moving(
        WISH, "take", talent_wish_id, actor=actor, expected_revision=expected_revision
    ) as wish:
        wish.taken_by_id, wish.taken_for_id = actor.user_id, actor.organisation_id
    return wish


def wish_answer(
    *, actor: Actor, talent_wish_id: int, expected_revision: int | None = None, note: str
) -> Wish:
    """Say what was found for the firm. Raises as ``moving``."""
    return _moved("answer", actor, talent_wish_id, expected_revision, note)


def wish_decline(
    *, actor: Actor, talent_wish_id: int, expected_revision: int | None = None, note: str
) -> Wish:
    """Say why it cannot be served. Raises as ``moving``."""
    return _moved("decline", actor, talent_wish_id, expected_revision, note)


def wish_withdraw(
    *, actor: Actor, talent_wish_id: int, expected_revision: int | None = None
) -> Wish:
    """Take one's firm's wish back. Raises as ``moving``."""
    return _moved("withdraw", actor, talent_wish_id, expected_revision)


def _moved(act: str, actor: Actor, pk: int, revision: int | None, note: str = "") -> Wish:
    with moving(WISH, act, pk, actor=actor, expected_revision=revision, note=note) as wish:
        return wish


WISH_SERVICES: dict[str, Callable[..., Wish]] = {
    "take": wish_take,
    "answer": wish_answer,
    "decline": wish_decline,
    "withdraw": wish_withdraw,
}
