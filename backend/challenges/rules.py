"""Who posts and runs calls, decides, reviews and enters: different people, or it is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty

from .models import Assignment, Call, Entry, EntryMember

RUN = action("call_run", _("Post and run calls"), [Duty.ENTERPRISE_MEMBER, Duty.REGIONAL_OFFICER])
ENTER = action(
    "call_enter",
    _("Hand in entries to calls"),
    [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE],
    own=[Duty.RESEARCHER],
)
NOT_RUNNING = _("Only those who run the call do this, and who decides or reviews does not run it.")
NOT_DECIDING = _("Only the person named to decide does this.")
NOT_LEADING = _("Only who leads the entry does this.")
NOT_REVIEWING = _("Only the reviewer to whom it was assigned does this.")


def may_post(actor: Actor) -> bool:
    """Whether the actor may begin calls for the organisation acted for."""
    return RUN.allows(actor, actor.organisation_id)


def is_reviewer(actor: Actor, call: Call) -> bool:
    """Whether the actor reviews for this call."""
    return any(row.user_id == actor.user_id for row in call.reviewers.all())


def of_poster(actor: Actor, call: Call) -> bool:
    """Whether the actor answers for the call's poster and does not review: may look behind the
    scenes, within its time."""
    return RUN.allows(actor, call.poster_id) and not is_reviewer(actor, call)


def may_run(actor: Actor, call: Call) -> bool:
    """Those of the poster's who neither decide nor review."""
    return of_poster(actor, call) and actor.user_id != call.decider_id


def may_decide(actor: Actor, call: Call) -> bool:
    """The one person named to decide."""
    return actor.user_id == call.decider_id and of_poster(actor, call)


def may_read_entries(actor: Actor, call: Call) -> bool:
    """Those of the poster's, once what was handed in is open."""
    return call.entries_open and of_poster(actor, call)


def may_enter_for(actor: Actor, organisation_id: int | None) -> bool:
    """Whether the actor may hand in an entry for the organisation; a researcher the own one."""
    return ENTER.allows(actor, organisation_id, contact_id=actor.user_id)


def may_lead(actor: Actor, entry: Entry) -> bool:
    """Who entered alone, or whoever hands in for the entry's organisation."""
    if entry.organisation_id is None:
        return actor.signed_in and actor.user_id == entry.entered_by_id
    return ENTER.allows(actor, entry.organisation_id, contact_id=entry.entered_by_id)


def may_join(actor: Actor, member: EntryMember) -> bool:
    """Whether the actor answers for a member of a consortium, in its part."""
    return ENTER.allows(actor, member.organisation_id)


def may_run_entry(actor: Actor, entry: Entry) -> bool:
    """Who runs the call, once the entries are open."""
    return may_run(actor, entry.call) and entry.call.entries_open


def may_decide_entry(actor: Actor, entry: Entry) -> bool:
    """Who decides on the call."""
    return may_decide(actor, entry.call)


def may_score(actor: Actor, assignment: Assignment) -> bool:
    """The reviewer alone."""
    return actor.signed_in and assignment.reviewer.user_id == actor.user_id
