"""Who sets up the webhooks of an organisation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.core.errors import NotFound

MANAGE = action("webhook_manage", _("Set up webhooks and read their log"), BINDING)


def managing_check(actor: Actor, organisation_id: int) -> None:
    """Raise NotFound for whoever does not answer for the organisation: its addresses and secrets are
    nobody else's matter."""
    if not MANAGE.allows(actor, organisation_id):
        raise NotFound(_("There are no webhooks here, or you may not see them."))
