"""Chat robots and browsers that people, and organisations for their chats, let be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.rules import MANAGE_MEMBERS
from backend.core.errors import NotFound, NotPermitted, Refusal, Unavailable
from notifications import facade as notifications

_NO_ROBOT = gettext_lazy(
    "This is no address of a robot of one of these services. Copy it from the robot's settings there."
)


def robot_add(*, actor: Actor, organisation_id: int | None, address: str, label: str) -> None:
    """Let a robot say what comes at once: to the actor, or to an organisation's chat.

    Raises NotPermitted, and ValidationError for an address that leads anywhere else.
    """
    try:
        notifications.robot_add(_holder(actor, organisation_id), address=address, label=label)
    except ValueError as error:
        raise ValidationError({"address": [_NO_ROBOT]}) from error


def robot_try(*, actor: Actor, organisation_id: int | None, target_id: int, address: str) -> None:
    """Let a robot say a word now. Raises NotFound, NotPermitted, Unavailable."""
    held = notifications.targets_of(_holder(actor, organisation_id))
    target = next((each for each in held if each.pk == target_id), None)
    if target is None or target.channel != "robot":
        raise NotFound(_("There is no such robot."))
    try:
        notifications.robot_say(target, _("Tiqiao will tell you here what waits for you."), address)
    except OSError as error:
        raise Unavailable(
            _("The robot did not answer. Check its address and try again.")
        ) from error


def target_remove(*, actor: Actor, organisation_id: int | None, target_id: int) -> None:
    """Let a robot or a browser be told no more. Raises NotFound, NotPermitted."""
    if not notifications.target_remove(_holder(actor, organisation_id), target_id):
        raise NotFound(_("There is no such robot."))


def push_subscribe(*, actor: Actor, subscription: Mapping[str, Any], label: str) -> None:
    """Let a browser of the actor be told. Raises Refusal for what is no push service's."""
    try:
        notifications.push_add(
            notifications.person_holder(actor.person), subscription=subscription, label=label
        )
    except ValueError as error:
        raise Refusal(_("This browser cannot be told.")) from error


def _holder(actor: Actor, organisation_id: int | None) -> str:
    if organisation_id is None:
        return notifications.person_holder(actor.person)
    if not MANAGE_MEMBERS.allows(actor, organisation_id):
        raise NotPermitted(
            _("Only who manages the members of an organisation may choose for them.")
        )
    return notifications.group_holder(organisation_id)
