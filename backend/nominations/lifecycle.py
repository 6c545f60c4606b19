"""What becomes of rounds of recommendations and of applications: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import Nomination, Round
from .selectors import nomination_readable_by, round_listed

Rounds, Kept = Round.State, Nomination.State


def _round_locked(nomination_round_id: int) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=nomination_round_id)


def _nothing_to_send(round_: Round) -> Words | None:
    if round_.nominations.filter(state=Kept.APPLIED, rank__isnull=False).exists():
        return None
    return _("There is nothing to recommend.")


def _unranked(round_: Round) -> Words | None:
    if round_.nominations.filter(state=Kept.APPLIED, rank__isnull=True).exists():
        return _("Rank every application first.")
    return _nothing_to_send(round_)


def _results_missing(round_: Round) -> Words | None:
    if round_.nominations.filter(state=Kept.RECOMMENDED).exists():
        return _("Put the result of every recommended project on record first.")
    return None


def _round_facts(round_: Round, actor: Actor | None) -> dict[str, Any]:
    return {"nomination_round_id": round_.pk}


ROUND: Lifecycle[Round] = Lifecycle(
    name="nomination_round",
    model=Round,
    states=Rounds,
    find=round_listed,
    lock=_round_locked,
    facts=_round_facts,
    changed_by=lambda round_: str(round_.opened_by),
    settled={
        Rounds.SENT: _("This round was recommended by letter already."),
        Rounds.CLOSED: _("The results of this round are known."),
        Rounds.CANCELLED: _("This round was cancelled."),
    },
    transitions=(
        Transition(
            act="rank",
            source=(Rounds.OPEN, Rounds.RANKED),
            target=Rounds.RANKED,
            may=rules.may_run,
            refused=rules.NOT_BUREAU,
            event=events.NominationRoundRanked,
            words=_("Rank the applications"),
            told=_("Ranked by the bureau"),
        ),
        Transition(
            act="send",
            source=(Rounds.RANKED,),
            target=Rounds.SENT,
            may=rules.may_run,
            refused=rules.NOT_BUREAU,
            blocked=_unranked,
            event=events.NominationRoundSent,
            words=_("Recommend the foremost"),
            done=_("Recommended. The letter is ready, and every applicant is told."),
            told=_("Recommended by letter"),
            look="main",
        ),
        Transition(
            act="close",
            source=(Rounds.SENT,),
            target=Rounds.CLOSED,
            may=rules.may_run,
            refused=rules.NOT_BUREAU,
            blocked=_results_missing,
            event=events.NominationRoundClosed,
            words=_("Close the round"),
            done=_("Closed."),
            told=_("All results are known"),
        ),
        Transition(
            act="cancel",
            source=(Rounds.OPEN, Rounds.RANKED),
            target=Rounds.CANCELLED,
            may=rules.may_run,
            refused=rules.NOT_BUREAU,
            ask=Ask(note_required=True, note_label=_("Why?"), note_column="note"),
            event=events.NominationRoundCancelled,
            words=_("Cancel"),
            done=_("Cancelled."),
            told=_("Cancelled"),
            look="danger",
        ),
    ),
)


def _nomination_locked(nomination_id: int) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("round__unit", "applicant", "project").get(pk=nomination_id)


def _recommending(nomination: Nomination) -> Words | None:
    if nomination.round.state in (Rounds.OPEN, Rounds.RANKED):
        return None
    return _("This round takes nothing back any more.")


def _facts(nomination: Nomination, actor: Actor | None) -> dict[str, Any]:
    return {"nomination_id": nomination.pk}


NOMINATION: Lifecycle[Nomination] = Lifecycle(
    name="nomination",
    model=Nomination,
    states=Kept,
    find=nomination_readable_by,
    lock=_nomination_locked,
    facts=_facts,
    changed_by=lambda nomination: str(nomination.applied_by),
    settled={
        Kept.WITHDRAWN: _("This application was withdrawn."),
        Kept.ESTABLISHED: _("This project is established."),
        Kept.REJECTED: _("This project was not established."),
    },
    transitions=(
        Transition(
            act="withdraw",
            source=(Kept.APPLIED,),
            target=Kept.WITHDRAWN,
            may=rules.may_withdraw,
            refused=rules.NOT_APPLICANT,
            blocked=_recommending,
            event=events.NominationWithdrawn,
            words=_("Withdraw"),
            done=_("Withdrawn."),
            told=_("Withdrawn by the applicant"),
            look="danger",
        ),
        Transition(
            act="recommend",
            source=(Kept.APPLIED,),
            target=Kept.RECOMMENDED,
            event=events.NominationRecommended,
            told=_("Recommended"),
        ),
        Transition(
            act="pass_over",
            source=(Kept.APPLIED,),
            target=Kept.PASSED_OVER,
            event=events.NominationPassedOver,
            told=_("Not recommended"),
        ),
        Transition(
            act="establish",
            source=(Kept.RECOMMENDED,),
            target=Kept.ESTABLISHED,
            may=rules.may_decide,
            refused=NOT_OWN,
            event=events.NominationEstablished,
            words=_("Established"),
            invitation=_("The programme took it in"),
            submit=_("Put on record"),
            done=_("On record; the applicant is told."),
            told=_("Established by the programme"),
            look="main",
        ),
        Transition(
            act="reject",
            source=(Kept.RECOMMENDED,),
            target=Kept.REJECTED,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(note_required=True, note_label=_("Reason given"), note_column="result"),
            event=events.NominationRejected,
            words=_("Not established"),
            done=_("On record; the applicant is told."),
            told=_("Not established by the programme"),
        ),
    ),
)
