"""A broker puts a pairing to both of its sides."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.pairings import rules
from backend.pairings.events import PairingReferred
from backend.pairings.lifecycle import PAIRING, undecidable
from backend.pairings.models import Referral, Side

MOST = 2000


def pairing_refer(*, actor: Actor, pairing_id: int, note: str) -> Referral:
    """Put a pairing to both sides with a note; each answers as usual, the talks have him with them.

    Raises NotFound, NotPermitted, ValidationError for ``note``, WrongState where a broker has done so
    already or nothing can be decided.
    """
    note = note.replace("\x00", "").strip()
    with transaction.atomic():
        PAIRING.find(actor, pairing_id)
        pairing = PAIRING.lock(pairing_id)
        if not rules.may_refer(actor, pairing):
            raise NotPermitted(
                _("Brokers who accompany one of the two listings put a pairing to both sides.")
            )
        if pairing.agreed:
            raise WrongState(_("Both sides accepted: the talks are open."))
        why = undecidable(pairing)
        if why is not None:
            raise WrongState(why)
        if Referral.objects.filter(pairing=pairing).exists():
            raise WrongState(_("A broker has put this pairing to both sides already."))
        if not note:
            raise ValidationError({"note": [_("Say why the two should talk; both sides read it.")]})
        if len(note) > MOST:
            raise ValidationError({"note": [_("At most %(n)s characters.") % {"n": MOST}]})
        for side in Side:
            pairing.list_for(side)
        pairing.save()
        made = Referral.objects.create(
            pairing=pairing,
            broker_id=actor.person,
            agency_id=actor.organisation_id or 0,
            note=note,
        )
        publish(
            PairingReferred(
                pairing_id=pairing.pk,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                referral_id=made.pk,
            ),
            actor_id=actor.user_id,
        )
    return made
