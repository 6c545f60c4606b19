"""Key core technologies and choke points: flags with a ground, set and taken off."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.lifecycle import listing_lock
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.pools import rules
from backend.pools.events import NeedFlagged, NeedUnflagged
from backend.pools.models import Flag
from backend.pools.selectors import flag_standing

MOST = 1000  # characters of a note


def flag_set(*, actor: Actor, need_id: int, kind: str, ground: str, note: str = "") -> Flag:
    """Flag a need as a key core technology or a choke point, with its ground.

    Raises NotFound, NotPermitted, ValidationError by field, WrongState where the flag stands already.
    """
    with transaction.atomic():
        need = listing_lock(actor, need_id)
        if not rules.may_flag(actor, need):
            raise NotPermitted(_("Who answers for the need, and officers of its region, flag it."))
        flag = Flag(
            need=need,
            kind=kind,
            ground=ground,
            note=note.replace("\x00", "").strip(),
            flagged_by_id=actor.person,
            flagged_for_id=actor.organisation_id or need.owner_id,
        )
        flag.clean_fields(exclude=["lifted_by", "lifted_at"])
        if flag.ground == Flag.Ground.OTHER and not flag.note:
            raise ValidationError({"note": _("Say in a few words what the ground is.")})
        if Flag.objects.filter(need=need, kind=kind, lifted_at__isnull=True).exists():
            raise WrongState(_("This need bears the flag already."))
        flag.save()
        publish(NeedFlagged(listing_id=need.pk, flag=kind), actor_id=actor.user_id)
    return flag


def flag_lift(*, actor: Actor, flag_id: int, note: str) -> Flag:
    """Take a flag off and say why. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    note = note.replace("\x00", "").strip()
    with transaction.atomic():
        flag_standing(actor, flag_id)
        flag = Flag.objects.select_for_update(of=("self",)).select_related("need").get(pk=flag_id)
        if not rules.may_lift(actor, flag):
            raise NotPermitted(_("Who set the flag, or answers for the need, takes it off."))
        if flag.lifted_at is not None:
            raise WrongState(_("The flag was taken off already."))
        if not note or len(note) > MOST:
            raise ValidationError(
                {"note": _("Say in a few words why, in at most 1,000 characters.")}
            )
        flag.lifted_at, flag.lifted_by_id, flag.lift_note = timezone.now(), actor.person, note
        flag.save()
        publish(NeedUnflagged(listing_id=flag.need_id, flag=flag.kind), actor_id=actor.user_id)
    return flag
