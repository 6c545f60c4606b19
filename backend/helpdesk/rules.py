"""Who answers questions, decides on reports, and reads the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action

from .models import Report, Ticket

ANSWER = action("ticket_answer", _("Answer help tickets"), [], operator=True)
DECIDE = action("report_decide", _("Decide on reported listings"), [], operator=True)
AUDIT = action("audit_read", _("Search the audit trail"), [], operator=True)


def may_follow(actor: Actor, ticket: Ticket) -> bool:
    """Who asked, and operators."""
    return (actor.signed_in and ticket.person_id == actor.user_id) or ANSWER.allows(actor, None)


def may_decide(actor: Actor, report: Report) -> bool:
    """Operators, over what they neither reported nor list themselves."""
    own = report.reporter_id == actor.user_id or actor.belongs_to(report.listing.owner_id)
    return DECIDE.allows(actor, None) and not own
