"""The acceptance report of a plan as PDF."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from backend.core import dates, money
from backend.core.figures import figure
from backend.core.typesetting import pdf_of

from .models import Criterion, Milestone, Plan, share_of
from .words import criterion_words, reached_words


def acceptance_report(plan: Plan) -> bytes:
    """Each milestone with its criteria, targets and what was reached, who accepted and when."""
    contract = plan.contract
    milestones = plan.milestones.select_related("accepted_by", "submitted_by").order_by("position")
    rows = [_milestone(plan, milestone) for milestone in milestones.prefetch_related("criteria")]
    met = [criterion["met"] for row in rows for criterion in row["criteria"]]
    judged = [verdict for verdict in met if verdict in {"yes", "no"}]
    data = {
        "title": _("Acceptance report"),
        "note": f"{contract.number} · {dates.day(timezone.localdate())}",
        "facts": [
            [_("Project name"), contract.title],
            [_("Contract number"), contract.number],
            [_("Buyer"), contract.buyer.name],
            [_("Seller"), contract.seller.name],
            [_("Contract amount"), money.exact(contract.amount, contract.currency)],
            [_("Milestones accepted"), _accepted(rows)],
            [_("Measured criteria met"), f"{judged.count('yes')} / {len(judged)}"],
        ],
        "heads": [_("Criterion and target"), _("Value reached"), _("Met")],
        "met": {"yes": _("yes"), "no": _("no"), "judged": _("by judgement"), "": "–"},
        "milestones": rows,
        "signatures": [
            [_("For the buyer"), contract.buyer.name],
            [_("For the seller"), contract.seller.name],
        ],
        "day": _("Date"),
    }
    return pdf_of(
        "delivery/typst/acceptance.typ", data, made_at=timezone.now().replace(microsecond=0)
    )


def _accepted(rows: list[dict[str, Any]]) -> str:
    return f"{sum(row['accepted'] for row in rows)} / {len(rows)}"


def _milestone(plan: Plan, milestone: Milestone) -> dict[str, Any]:
    contract = plan.contract
    share = share_of(milestone.amount, contract.amount)
    facts = [
        [_("Amount"), f"{money.exact(milestone.amount, contract.currency)} · {figure(share)}%"],
        [_("Due"), dates.day(milestone.due_on)],
        [_("What is delivered"), milestone.deliverables],
    ]
    if milestone.responsible:
        facts.append([_("Who answers for it"), milestone.responsible])
    if milestone.submitted_at is not None:
        facts.append([_("Submitted"), _by(milestone.submitted_by, milestone.submitted_at)])
    if milestone.submission_note:
        facts.append([_("Work done"), milestone.submission_note])
    if milestone.accepted_at is not None:
        facts.append(
            [pgettext("milestone", "Accepted"), _by(milestone.accepted_by, milestone.accepted_at)]
        )
    if milestone.settled_at is not None:
        facts.append([_("Paid"), dates.day(milestone.settled_at)])
    return {
        "title": f"{milestone.position}. {milestone.title} · {milestone.get_state_display()}",
        "facts": facts,
        "criteria": [_criterion(milestone, found) for found in milestone.criteria.all()],
        "accepted": milestone.state == Milestone.State.ACCEPTED,
    }


def _criterion(milestone: Milestone, criterion: Criterion) -> dict[str, str]:
    met = "judged" if criterion.reached_words else ""
    if criterion.met is not None:
        met = "yes" if criterion.met else "no"
    return {"words": criterion_words(criterion), "reached": reached_words(criterion), "met": met}


def _by(person: object, when: Any) -> str:
    return f"{dates.day(when)} · {person}"
