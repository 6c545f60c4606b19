"""What people are told of plans and milestones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import dates
from backend.core.digests import DigestSource, digest_source_register
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.deals.notices import deal_scopes
from notifications.contracts import Entry

from .models import Milestone, Plan
from .selectors import milestones_due, milestones_readable_by, plans_readable_by


def _plans(actor: Actor, ids: Collection[int]) -> Mapping[int, Plan]:
    return plans_readable_by(actor).in_bulk(ids)


def _milestones(actor: Actor, ids: Collection[int]) -> Mapping[int, Milestone]:
    return milestones_readable_by(actor).in_bulk(ids)


SHOWN = 5  # of what stands open, in a digest
MILESTONES = Topic(name="milestones", words=gettext_lazy("Milestones and acceptance"))
PLAN = About(
    name="schedule",
    read=_plans,
    url=lambda plan: reverse("schedule", args=[plan.pk]),
    title=lambda plan: plan.contract.title,
    topic=MILESTONES,
    scopes=lambda plan, reader: deal_scopes(plan.contract.deal, reader),
)
MILESTONE = About(
    name="milestone",
    read=_milestones,
    url=lambda milestone: reverse("milestone", args=[milestone.pk]),
    title=lambda milestone: f"{milestone.plan.contract.title} · {milestone.title}",
    topic=MILESTONES,
    scopes=lambda milestone, reader: deal_scopes(milestone.plan.contract.deal, reader),
)


def _kind(
    name: str,
    about: About,
    importance: Importance,
    sentence: Any,
    mail: object = "",
    tone: str = "",
    *,
    label: object,
) -> NoticeKind:
    return NoticeKind(
        name=name,
        about=about,
        importance=importance,
        sentence=sentence,
        label=label,
        mail=mail,
        tone=tone,
    )


def _proposed(plan: Plan, payload: Mapping[str, Any]) -> str:
    proposer = plan.contract.buyer if plan.proposed_by_buyer else plan.contract.seller
    return _("%(owner)s proposed the plan of milestones") % {"owner": named(proposer)}


def _due(milestone: Milestone, payload: Mapping[str, Any]) -> str:
    days = int(payload["days"])
    if days < 0:
        return ngettext(
            "A milestone is overdue by %(days)d day",
            "A milestone is overdue by %(days)d days",
            -days,
        ) % {"days": -days}
    return ngettext(
        "A milestone is due in %(days)d day", "A milestone is due in %(days)d days", days
    ) % {"days": days}


def _until(words: Any) -> Any:
    def said(milestone: Milestone, payload: Mapping[str, Any]) -> str:
        return str(words) % {"day": dates.day(date.fromisoformat(payload["until"]))}

    return said


def _says(words: Any) -> Any:
    return lambda thing, payload: str(words)


TURN, RESULT = Importance.TURN, Importance.RESULT
PROPOSED = _kind(
    "schedule_proposed",
    PLAN,
    TURN,
    _proposed,
    gettext_lazy("Check the plan, and agree or return it with remarks."),
    "wait",
    label=gettext_lazy("A plan of milestones waits for my side"),
)
PLAN_RETURNED = _kind(
    "schedule_returned",
    PLAN,
    TURN,
    _says(gettext_lazy("The plan of milestones came back")),
    gettext_lazy("Read the remarks, change the plan and send it again."),
    "wait",
    label=gettext_lazy("A plan of milestones comes back"),
)
AGREED = _kind(
    "schedule_agreed",
    PLAN,
    RESULT,
    _says(gettext_lazy("The plan of milestones is agreed")),
    "",
    "ok",
    label=gettext_lazy("A plan of milestones is agreed"),
)
FULFILLED = _kind(
    "schedule_fulfilled",
    PLAN,
    RESULT,
    _says(gettext_lazy("All milestones are accepted")),
    "",
    "ok",
    label=gettext_lazy("All milestones are accepted"),
)
OPENED = _kind(
    "milestone_opened",
    MILESTONE,
    TURN,
    _says(gettext_lazy("A milestone is open: work can begin")),
    gettext_lazy("Submit it with the values reached when it is done."),
    "on",
    label=gettext_lazy("A milestone opens"),
)
SUBMITTED = _kind(
    "milestone_submitted",
    MILESTONE,
    TURN,
    _says(gettext_lazy("A milestone waits for acceptance")),
    gettext_lazy("Compare what was reached with the targets; accept it or return it."),
    "wait",
    label=gettext_lazy("A milestone waits for acceptance"),
)
RETURNED = _kind(
    "milestone_returned",
    MILESTONE,
    TURN,
    _says(gettext_lazy("A milestone was returned")),
    gettext_lazy("Read what is missing, and submit it again."),
    "no",
    label=gettext_lazy("A milestone is returned"),
)
ACCEPTED = _kind(
    "milestone_accepted",
    MILESTONE,
    RESULT,
    _says(gettext_lazy("A milestone is accepted")),
    "",
    "ok",
    label=gettext_lazy("A milestone is accepted"),
)
PAYABLE = _kind(
    "milestone_payable",
    MILESTONE,
    TURN,
    _says(gettext_lazy("A milestone is to be paid")),
    gettext_lazy("Open the milestone and choose how to pay."),
    "wait",
    label=gettext_lazy("A milestone is to be paid"),
)
DUE = _kind(
    "milestone_due",
    MILESTONE,
    TURN,
    _due,
    "",
    "wait",
    label=gettext_lazy("A milestone is due"),
)
ASKED = _kind(
    "extension_asked",
    MILESTONE,
    TURN,
    _until(gettext_lazy("More time is asked for: until %(day)s")),
    gettext_lazy("Agree to the new day, or keep to the old one."),
    "wait",
    label=gettext_lazy("More time is asked for"),
)
GRANTED = _kind(
    "extension_agreed",
    MILESTONE,
    RESULT,
    _until(gettext_lazy("More time is agreed: until %(day)s")),
    "",
    "ok",
    label=gettext_lazy("More time is agreed"),
)
REFUSED = _kind(
    "extension_refused",
    MILESTONE,
    RESULT,
    _says(gettext_lazy("More time was refused; the day stands")),
    "",
    "no",
    label=gettext_lazy("More time is refused"),
)
FOUND = _kind(
    "inspection_found",
    MILESTONE,
    TURN,
    _says(gettext_lazy("An inspection found something to mend")),
    gettext_lazy("Read the finding, mend it, and say what was done."),
    "no",
    label=gettext_lazy("An inspection finds something"),
)
MENDED = _kind(
    "inspection_mended",
    MILESTONE,
    TURN,
    _says(gettext_lazy("A finding is said to be mended")),
    gettext_lazy("Look at it, and settle the finding or return it."),
    "wait",
    label=gettext_lazy("A finding is said to be mended"),
)
SETTLED = _kind(
    "inspection_closed",
    MILESTONE,
    RESULT,
    _says(gettext_lazy("A finding is settled")),
    "",
    "ok",
    label=gettext_lazy("A finding is settled"),
)

notices_register(
    PROPOSED,
    PLAN_RETURNED,
    AGREED,
    FULFILLED,
    OPENED,
    SUBMITTED,
    RETURNED,
    ACCEPTED,
    PAYABLE,
    DUE,
    ASKED,
    GRANTED,
    REFUSED,
    FOUND,
    MENDED,
    SETTLED,
)


def _due_soon(actor: Actor) -> list[Entry]:
    """Milestones in work that are due within a week or overdue, the soonest first."""
    return [
        Entry(
            sentence=_("A milestone is due on %(day)s") % {"day": dates.day(milestone.due_on)},
            detail=MILESTONE.title(milestone),
            url=MILESTONE.url(milestone),
            weight=0.85 if milestone.due_on < timezone.localdate() else 0.7,
        )
        for milestone in milestones_due(actor, days=7)[:SHOWN]
    ]


digest_source_register(DigestSource(name="milestones_due", read=_due_soon))
