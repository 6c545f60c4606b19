"""Who may read accounts, and who sets the books right."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action

from .kinds import OwnerKind
from .values import Owner

READ = action(
    "ledger_read", _("Read the organisation's accounts and statements"), BINDING, operator=True
)
CORRECT = action("ledger_correct", _("Correct and write off in the ledger"), [], operator=True)


def may_read(actor: Actor, owner: Owner) -> bool:
    """One's own accounts, those of an organisation that one answers for; operators all."""
    if owner.kind == OwnerKind.USER:
        return actor.operator or actor.user_id == owner.id
    if owner.kind == OwnerKind.ORGANISATION:
        return READ.allows(actor, owner.id)
    return actor.operator
