"""Probes of the help desk."""

from __future__ import annotations

from backend.helpdesk import services
from backend.helpdesk.selectors import AuditSearch, audit_search
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.factories import Market, actor


def answer(market: Market) -> tuple[None, Act]:
    ticket = services.ticket_open(
        actor=actor(market.stranger), topic="other", title="无法登录", text="密码正确仍无法登录"
    )
    return None, lambda person: services.ticket_close(actor=actor(person), ticket_id=ticket.pk)


def decision(market: Market) -> tuple[None, Act]:
    report = services.listing_report(
        actor=actor(market.stranger),
        listing_id=factories.achievement(market.researcher).pk,
        reason="other",
        note="x",
    )
    return None, lambda person: services.report_dismiss(
        actor=actor(person), report_id=report.pk, note="x"
    )


def audit(market: Market) -> tuple[None, Act]:
    return None, lambda person: audit_search(actor=actor(person), search=AuditSearch())


PROBES: Probes = {"ticket_answer": answer, "report_decide": decision, "audit_read": audit}
