"""What the room of a deal shows of its own, beside the sections of other apps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.deals.forms import PlanForm, ResultForm
from backend.deals.models import Deal, DealDuty, Outcome, Stage, Turn
from backend.deals.rules import may_move, spoken_for, takes_part, takes_seat
from backend.deals.selectors import deal_stalled

from .confidentiality import nda_shown


def room_context(actor: Actor, deal: Deal, forms: Mapping[str, Any]) -> dict[str, Any]:
    """Next step, meetings, confidentiality, result; ``forms`` are those that were refused."""
    return {
        **nda_shown(actor, deal),
        **_results(actor, deal, forms),
        "turns": list(Turn),
        "stalled": deal_stalled(deal),
        "planning": deal.running and may_move(actor, deal),
        "plan_form": forms.get("plan") or PlanForm(auto_id="plan_%s"),
        "step_overdue": deal.next_step_on is not None and deal.next_step_on < timezone.localdate(),
        "meetings": deal.meetings.order_by("-starts_at", "-pk"),
        "meeting_planning": not deal.lost and takes_seat(actor, deal),
    }


def _results(actor: Actor, deal: Deal, forms: Mapping[str, Any]) -> dict[str, Any]:
    if deal.stage != Stage.CLOSED:
        return {}
    results = list(deal.results.select_related("given_by").order_by("pk"))
    own = spoken_for(actor, deal)
    said = {deal.party_id(DealDuty(result.duty)) for result in results}
    return {
        "results": results,
        "asking": takes_part(actor, deal),
        "answered": bool(own) and own <= said,
        "result_form": forms.get("result") or ResultForm(auto_id="result_%s"),
        "outcomes": Outcome.choices,
    }
