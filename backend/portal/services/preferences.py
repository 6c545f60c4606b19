"""What people choose of their notices, and organisations for those who chose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.rules import MANAGE_MEMBERS
from backend.core.errors import NotPermitted
from backend.portal.selectors.preferences import preferable, scope_for
from notifications import facade as notifications
from notifications.contracts import Frequency

Choices = Mapping[str, Frequency | None]  # kind or topic → how often; None takes a choice back


def frequencies_choose(*, actor: Actor, scope: str, choices: Choices) -> None:
    """Keep how often the actor gets what, within a scope of theirs ("" is everything).

    Raises NotFound for a scope that is not theirs, ValidationError for kinds that nobody declared.
    """
    found = scope_for(actor, scope)
    _keep(notifications.person_holder(actor.person), found.name, choices)


def frequencies_choose_for_organisation(
    *, actor: Actor, organisation_id: int, choices: Choices
) -> None:
    """Keep how often the members of an organisation get what, where they chose nothing themselves.

    Raises NotPermitted, ValidationError.
    """
    if not MANAGE_MEMBERS.allows(actor, organisation_id):
        raise NotPermitted(
            _("Only who manages the members of an organisation may choose for them.")
        )
    _keep(notifications.group_holder(organisation_id), "", choices)


def _keep(holder: str, scope: str, choices: Choices) -> None:
    unknown = set(choices) - preferable()
    if unknown:
        raise ValidationError({"kind": [_("There is no such kind of notices.")]})
    with transaction.atomic():
        for kind, frequency in choices.items():
            notifications.prefer(holder, kind=kind, scope=scope, frequency=frequency)


def habits_choose(
    *, actor: Actor, zone: str, quiet_from: time | None, quiet_until: time | None, digest_hour: int
) -> None:
    """Keep when the actor may be written to. Raises ValidationError."""
    if (quiet_from is None) != (quiet_until is None):
        field = "quiet_until" if quiet_until is None else "quiet_from"
        raise ValidationError(
            {field: [_("Quiet hours have a beginning and an end. Give both, or none.")]}
        )
    try:
        notifications.habits_keep(
            actor.person,
            zone=zone,
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            digest_hour=digest_hour,
        )
    except ValueError as error:
        raise ValidationError({"zone": [_("Choose a time zone of the list.")]}) from error


def mail_resume(*, actor: Actor) -> None:
    """Let mail be sent again to the address that refused it."""
    notifications.mail_resume(actor.person)
