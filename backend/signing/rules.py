"""Who revokes certificates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action

from .models import Credential

REVOKE = action(
    "certificate_revoke",
    _("Revoke the signing certificates of the organisation's people"),
    BINDING,
    operator=True,
)


def may_revoke(actor: Actor, credential: Credential) -> bool:
    """The person himself, whoever answers for the organisation, and operators."""
    return actor.user_id == credential.user_id or REVOKE.allows(actor, credential.organisation_id)
