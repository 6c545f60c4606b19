"""What brokers add to the page of a deal: their services, commissions, notes among themselves."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.deals.models import Deal, DealDuty
from backend.deals.sections import Section

from . import rules
from .forms import CommissionForm, NoteForm, RecordForm, StrikeForm
from .selectors import commissions_readable_by, members_by_party, notes_for, services_of


def agencies_of(deal: Deal) -> list[Organisation]:
    """The agencies that accompany a deal, by name."""
    ids = {
        person.organisation_id
        for person in deal.people.all()
        if person.duty == DealDuty.BROKER and person.organisation_id is not None
    }
    return list(Organisation.objects.filter(pk__in=ids).order_by("name"))


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    brokered = any(person.duty == DealDuty.BROKER for person in deal.people.all())
    services = list(services_of(deal.pk))
    if not brokered and not services:
        return None
    commissions = list(commissions_readable_by(actor).filter(deal=deal))
    context: dict[str, Any] = {
        "deal": deal,
        "services": [
            {
                "service": service,
                "mine": service.struck_at is None and rules.SERVE.allows(actor, service.agency_id),
            }
            for service in services
        ],
        "strike": StrikeForm(auto_id=False),
        "commissions": commissions,
        "conflicts": _conflicts(deal) if brokered else [],
    }
    if rules.agency_of(actor, deal) is not None:
        context |= {
            "broker": True,
            "form": RecordForm(auto_id="service_%s"),
            "notes": list(notes_for(actor, deal)),
            "note": NoteForm(auto_id="note_%s"),
        }
        if deal.running:
            context["commission"] = CommissionForm(
                agencies=agencies_of(deal), auto_id="commission_%s"
            )
    return context


def _conflicts(deal: Deal) -> list[dict[str, Any]]:
    """Brokers who are also of a party, with which one; both sides are told."""
    found = rules.conflicts_of(deal, members_by_party(deal))
    people = {person.user_id: person.user for person in deal.people.select_related("user")}
    return [{"person": people[pk], "duty": duty} for pk, duty in sorted(found.items())]


SECTION = Section(name="brokerage", template="brokerage/_of_deal.html", context=_context, order=70)
