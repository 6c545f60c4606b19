"""What becomes of figures that are asked for, of objections to them, and of releases."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import Objection, Release, SupplyTask
from .selectors import (
    figures_frozen,
    objection_readable_by,
    release_readable_by,
    release_running,
    task_readable_by,
)

Task = SupplyTask.State
FROZEN = _(
    "The figures of this round are in a release; the bureau begins a new version before they change."
)


def task_locked(supply_task_id: int) -> SupplyTask:
    """The task, locked; rights are the caller's."""
    found = SupplyTask.objects.select_for_update(of=("self",)).select_related("round")
    return found.get(pk=supply_task_id)


def objection_locked(figure_objection_id: int) -> Objection:
    """The objection, locked; rights are the caller's."""
    found = Objection.objects.select_for_update(of=("self",))
    return found.select_related("figure__round", "figure__task").get(pk=figure_objection_id)


def release_locked(index_release_id: int) -> Release:
    """The release, locked; rights are the caller's."""
    found = Release.objects.select_for_update(of=("self",)).select_related("round")
    return found.get(pk=index_release_id)


def _frozen(task: SupplyTask) -> Words | None:
    return FROZEN if figures_frozen(task.round) else None


def _unfinished(release: Release) -> Words | None:
    if release.round.tasks.exclude(state=Task.ACCEPTED).exists():
        return _("Some figures are not checked yet; the release waits for them.")
    if Objection.objects.filter(figure__round=release.round, state=Objection.State.RAISED).exists():
        return _("An objection to a figure waits for an answer.")
    return None


def _amended(release: Release) -> Words | None:
    if release_running(release.round) is not None:
        return _("A newer version is being worked on already.")
    if release.round.releases.filter(version__gt=release.version).exists():
        return _("A newer version is published; amend that one.")
    return None


SUPPLY_TASK: Lifecycle[SupplyTask] = Lifecycle(
    name="supply_task",
    model=SupplyTask,
    states=SupplyTask.State,
    find=task_readable_by,
    lock=task_locked,
    facts=lambda task, actor: {"supply_task_id": task.pk},
    transitions=(
        Transition(
            act="deliver",
            source=(Task.ASKED, Task.RETURNED, Task.DELIVERED),
            target=Task.DELIVERED,
            may=rules.may_supply,
            refused=rules.NOT_SUPPLIER,
            blocked=_frozen,
            event=events.FiguresDelivered,
            words=_("Hand in"),
            done=_("Handed in. The bureau checks the figures."),
            told=_("Figures handed in"),
            look="main",
        ),
        Transition(
            act="accept",
            source=(Task.DELIVERED,),
            target=Task.ACCEPTED,
            may=rules.may_check,
            refused=rules.NOT_RUNNING,
            event=events.FiguresAccepted,
            words=_("Figures are right"),
            done=_("Checked. They count in the index."),
            told=_("Figures checked"),
            look="main",
        ),
        Transition(
            act="return",
            source=(Task.DELIVERED, Task.ACCEPTED),
            target=Task.RETURNED,
            may=rules.may_check,
            refused=rules.NOT_RUNNING,
            blocked=_frozen,
            ask=Ask(
                note_required=True,
                note_label=_("Which figures are to be corrected, and why?"),
                note_column="note",
                missing=_("Say which figures are to be corrected."),
            ),
            event=events.FiguresReturned,
            words=_("Return for correction"),
            done=_("Returned. The supplier reads what to correct."),
            told=_("Figures returned for correction"),
        ),
    ),
)


def _objection_facts(objection: Objection, actor: Any) -> dict[str, Any]:
    return {
        "figure_objection_id": objection.pk,
        "supply_task_id": objection.figure.task_id,
    }


FIGURE_OBJECTION: Lifecycle[Objection] = Lifecycle(
    name="figure_objection",
    model=Objection,
    states=Objection.State,
    find=objection_readable_by,
    lock=objection_locked,
    facts=_objection_facts,
    transitions=(
        Transition(
            act="uphold",
            source=(Objection.State.RAISED,),
            target=Objection.State.UPHELD,
            may=rules.may_answer,
            refused=rules.NOT_RUNNING,
            blocked=lambda objection: _frozen(objection.figure.task),
            ask=Ask(note=True, note_label=_("Word to the supplier"), note_column="answer"),
            event=events.ObjectionUpheld,
            words=_("Uphold"),
            done=_("Upheld. The supplier is asked to correct the figure."),
            told=_("Objection upheld"),
            look="main",
        ),
        Transition(
            act="dismiss",
            source=(Objection.State.RAISED,),
            target=Objection.State.DISMISSED,
            may=rules.may_answer,
            refused=rules.NOT_RUNNING,
            ask=Ask(
                note_required=True,
                note_label=_("Why does the figure stand?"),
                note_column="answer",
                missing=_("Say why the figure stands."),
            ),
            event=events.ObjectionDismissed,
            words=_("Dismiss"),
            done=_("Dismissed. The county reads why."),
            told=_("Objection dismissed"),
        ),
        Transition(
            act="withdraw",
            source=(Objection.State.RAISED,),
            target=Objection.State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=rules.NOT_COUNTY,
            event=events.ObjectionWithdrawn,
            words=_("Withdraw"),
            done=_("Withdrawn."),
            told=_("Objection withdrawn"),
        ),
    ),
)


def _release_facts(release: Release, actor: Any) -> dict[str, Any]:
    return {"index_release_id": release.pk, "index_round_id": release.round_id}


_STATE = Release.State
_BUREAU: dict[str, Any] = {"may": rules.may_release, "refused": rules.NOT_RUNNING}
_SECOND: dict[str, Any] = {
    "may": rules.may_approve,
    "refused": _("Another officer of the bureau than the one who drafted it decides."),
}
INDEX_RELEASE: Lifecycle[Release] = Lifecycle(
    name="index_release",
    model=Release,
    states=_STATE,
    find=release_readable_by,
    lock=release_locked,
    facts=_release_facts,
    settled={_STATE.PUBLISHED: _("It is published and never changes; a new version amends it.")},
    transitions=(
        Transition(
            act="recompute",
            source=(_STATE.DRAFT,),
            target=_STATE.DRAFT,
            event=events.ReleaseRecomputed,
            words=_("Reckon again"),
            done=_("Reckoned from the figures as they are now."),
            told=_("Reckoned again"),
            **_BUREAU,
        ),
        Transition(
            act="submit",
            source=(_STATE.DRAFT,),
            target=_STATE.REVIEW,
            blocked=_unfinished,
            event=events.ReleaseSubmitted,
            words=_("Hand over for review"),
            done=_("A colleague approves it or returns it."),
            told=_("Handed over for review"),
            look="main",
            **_BUREAU,
        ),
        Transition(
            act="return",
            source=(_STATE.REVIEW, _STATE.APPROVED),
            target=_STATE.DRAFT,
            ask=Ask(
                note_required=True,
                note_label=_("What is to be looked at again?"),
                note_column="note",
                missing=_("Say what is to be looked at again."),
            ),
            event=events.ReleaseReturned,
            words=_("Return to the draft"),
            done=_("Returned to the draft."),
            told=_("Returned to the draft"),
            **_SECOND,
        ),
        Transition(
            act="approve",
            source=(_STATE.REVIEW,),
            target=_STATE.APPROVED,
            event=events.ReleaseApproved,
            words=_("Approve the release"),
            submit=_("Approve for this day"),
            done=_("Approved. It is published on its day."),
            told=_("Release approved"),
            look="main",
            **_SECOND,
        ),
        Transition(
            act="discard",
            source=(_STATE.DRAFT,),
            target=None,
            event=events.ReleaseDiscarded,
            words=_("Give up this draft"),
            done=_("The draft is gone."),
            look="danger",
            **_BUREAU,
        ),
        Transition(
            act="amend",
            source=(_STATE.PUBLISHED,),
            target=_STATE.PUBLISHED,
            blocked=_amended,
            ask=Ask(
                note_required=True,
                note_label=_("What will change, and why?"),
                missing=_("Say what will change, and why."),
            ),
            words=_("Amend by a new version"),
            done=_("A new version is begun. This one stays as it is."),
            **_BUREAU,
        ),
        Transition(
            act="publish",
            source=(_STATE.APPROVED,),
            target=_STATE.PUBLISHED,
            event=events.ReleasePublished,
            told=_("Published"),
        ),
    ),
)
