"""Who edits bulletins of chains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.core.errors import NotPermitted

from .models import Bulletin, Issue

EDIT = action(
    "bulletin_edit",
    _("Edit bulletins of industry chains"),
    [Duty.REGIONAL_OFFICER, Duty.OPERATOR],
)
NOT_EDITOR = _("Only who edits this bulletin does this.")


def may_edit(actor: Actor, bulletin: Bulletin) -> bool:
    """Whether the actor edits bulletins of its publisher."""
    return EDIT.allows(actor, bulletin.publisher_id)


def may_edit_issue(actor: Actor, issue: Issue) -> bool:
    """Whether the actor edits the bulletin that the issue is of."""
    return may_edit(actor, issue.bulletin)


def opening_check(actor: Actor) -> int:
    """The organisation acted for, where the actor edits its bulletins. Raises NotPermitted."""
    organisation_id = actor.organisation_id
    if organisation_id is None or not EDIT.allows(actor, organisation_id):
        raise NotPermitted(_("Offices of the government and the operator edit bulletins."))
    return organisation_id
