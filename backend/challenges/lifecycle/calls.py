"""What becomes of a call: one row for each act. Which stages a kind passes stands in its file."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.challenges import events, rules
from backend.challenges.models import Call, CancelReason, EndReason, Entry, FailReason
from backend.challenges.selectors import call_locked, call_visible_to, unscored
from backend.core.dates import moment
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

State = Call.State
HOLDERS = 2


def posting_missing(call: Call) -> list[Words]:
    """What is still to be done before a call can be posted, in words."""
    missing: list[Words] = []
    if State.JUSTIFIED in call.type.stages and call.state == State.DRAFT:
        missing.append(_("Have the call justified by experts first."))
    if call.decider_id is None:
        missing.append(_("Name who decides: another person than who runs the call."))
    elif call.decider_id == call.runner_id:
        missing.append(_("Who decides and who runs the call must be two people."))
    if call.terms.sealed and call.holders.count() != HOLDERS:
        missing.append(_("Two people must each take their part of the key."))
    if call.passed:
        missing.append(_("The deadline is over; set a later one."))
    if not call.poster.verified:
        missing.append(_("Your organisation waits for verification."))
    return missing


def _unready(call: Call) -> Words | None:
    return next(iter(posting_missing(call)), None)


def _unjustifiable(call: Call) -> Words | None:
    if State.JUSTIFIED in call.type.stages:
        return None
    return _("Calls of this kind are posted without being justified.")


def _unreviewable(call: Call) -> Words | None:
    if not call.entries_open:
        return _("The entries are sealed: two people open them first.")
    live = call.entries.filter(state=Entry.State.HANDED_IN)
    if not live.exists():
        return _("Nobody entered: declare the call failed.")
    if live.filter(assignments__isnull=True).exists():
        return _("Assign reviewers to every entry first.")
    return None


def _last_phase(call: Call) -> Words | None:
    if call.phase + 1 < len(call.terms.phases):
        return None
    return _("This is the last phase of the review.")


def undecidable(call: Call) -> Words | None:
    """Why it cannot be decided yet, in words."""
    if unscored(call):
        return _("Some reviews are not done yet.")
    if call.terms.priced and call.prices_opened_at is None:
        return _("The prices are opened first, by both holders of the key.")
    return None


def _in_notice(call: Call) -> Words | None:
    if call.notice_until is None or call.notice_until <= timezone.now():
        return None
    return _("The public notice runs until %(when)s.") % {"when": moment(call.notice_until)}


def _facts(call: Call, actor: Actor | None) -> dict[str, Any]:
    return {"call_id": call.pk, "phase": call.phase, "edition": call.edition}


def _why(reasons: type[TextChoices], label: Words, **more: Any) -> Ask:
    return Ask(
        reasons=reasons,
        reason_label=label,
        reason_column="reason",
        other="other",
        note=True,
        note_column="reason_note",
        **more,
    )


CALL: Lifecycle[Call] = Lifecycle(
    name="call",
    model=Call,
    states=State,
    find=call_visible_to,
    lock=call_locked,
    facts=_facts,
    changed_by=lambda call: str(call.runner),
    stale=_("The call changed while you were reading; look again."),
    transitions=(
        Transition(
            act="justify",
            source=(State.DRAFT,),
            target=State.JUSTIFIED,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_unjustifiable,
            ask=Ask(
                note_required=True,
                note_label=_("What the experts found"),
                note_column="justification",
                missing=_("Say who justified it and what they found."),
                help=_("Who met when, and why the task is worth a call. It is published."),
            ),
            event=events.CallJustified,
            words=_("Record the justification"),
            done=_("Recorded."),
            told=_("Experts justified the call"),
        ),
        Transition(
            act="post",
            source=(State.DRAFT, State.JUSTIFIED),
            target=State.POSTED,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_unready,
            event=events.CallPosted,
            words=pgettext_lazy("call", "Post the call"),
            done=_("Posted: everybody can read it, and entries can be handed in."),
            told=_("The call was posted"),
            look="main",
        ),
        Transition(
            act="close",
            source=(State.POSTED,),
            target=State.CLOSED,
            event=events.CallClosed,
            told=_("The deadline passed"),
        ),
        Transition(
            act="open",
            source=(State.CLOSED,),
            target=State.OPENED,
            event=events.CallOpened,
            told=_("Two people opened the entries together"),
        ),
        Transition(
            act="review",
            source=(State.CLOSED, State.OPENED),
            target=State.REVIEWING,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_unreviewable,
            event=events.CallReviewed,
            words=_("Begin the review"),
            done=_("The reviewers are told."),
            told=_("The review began"),
            look="main",
        ),
        Transition(
            act="next_phase",
            source=(State.REVIEWING,),
            target=State.REVIEWING,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_last_phase,
            event=events.CallPhaseMoved,
            words=_("Go on to the next phase"),
            told=_("The review went on to its next phase"),
        ),
        Transition(
            act="propose",
            source=(State.REVIEWING,),
            target=State.NOTICE,
            may=rules.may_decide,
            refused=rules.NOT_DECIDING,
            blocked=undecidable,
            event=events.CallNoticed,
            words=_("Decide"),
            told=_("The decision was put into public notice"),
            look="main",
        ),
        Transition(
            act="reconsider",
            source=(State.NOTICE,),
            target=State.REVIEWING,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            ask=Ask(
                note_required=True,
                note_label=_("Which objection, and what is looked at again"),
                note_column="reason_note",
                missing=_("Say what was objected."),
            ),
            event=events.CallReconsidered,
            words=_("Take back after an objection"),
            told=_("The notice was taken back after an objection"),
        ),
        Transition(
            act="award",
            source=(State.NOTICE,),
            target=State.AWARDED,
            may=rules.may_decide,
            refused=rules.NOT_DECIDING,
            blocked=_in_notice,
            event=events.CallAwarded,
            words=_("Award"),
            done=_("Awarded. Every entrant is told, with the reasons."),
            told=_("The call was awarded"),
            look="main",
        ),
        Transition(
            act="complete",
            source=(State.AWARDED,),
            target=State.COMPLETED,
            may=rules.may_decide,
            refused=rules.NOT_DECIDING,
            ask=Ask(
                note_required=True,
                note_label=_("What was accepted"),
                note_column="reason_note",
                missing=_("Say what was delivered and accepted."),
            ),
            event=events.CallCompleted,
            words=_("Record the acceptance"),
            told=_("What the call asked for was accepted"),
        ),
        Transition(
            act="absolve",
            source=(State.AWARDED,),
            target=State.ENDED,
            may=rules.may_decide,
            refused=rules.NOT_DECIDING,
            ask=_why(
                EndReason,
                _("Why was it not reached?"),
                note_required=True,
                note_label=_("What was done, and what shows it"),
                missing=_("Say what was done and which records show it; the audit reads this."),
                help=_("Who did the duty is not to blame: it counts against nobody."),
            ),
            event=events.CallEnded,
            words=_("End without blame"),
            told=_("The work ended without the result; nobody is to blame"),
        ),
        Transition(
            act="fail",
            source=(State.CLOSED, State.OPENED, State.REVIEWING, State.NOTICE),
            target=State.FAILED,
            may=rules.may_decide,
            refused=rules.NOT_DECIDING,
            ask=_why(FailReason, _("Why is nobody awarded?")),
            event=events.CallFailed,
            words=_("Declare it failed"),
            done=_("Every entrant is told, with the reason."),
            told=_("The call failed: nobody was awarded"),
            look="danger",
        ),
        Transition(
            act="cancel",
            source=(
                State.DRAFT,
                State.JUSTIFIED,
                State.POSTED,
                State.CLOSED,
                State.OPENED,
                State.REVIEWING,
            ),
            target=State.CANCELLED,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            ask=_why(CancelReason, _("Why is it cancelled?")),
            event=events.CallCancelled,
            words=pgettext_lazy("call", "Cancel the call"),
            done=_("Cancelled. What is sealed stays sealed."),
            told=_("The call was cancelled"),
            look="danger",
        ),
    ),
)
