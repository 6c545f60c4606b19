"""Who is told of calls and entries."""

from __future__ import annotations

from collections.abc import Collection

from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import NoticeKind, notice_send
from backend.panel.events import SittingClosed
from backend.tasks.services import tasks_settle

from . import events, services
from .models import Call, Entry
from .notices import CHANGED, CLOSED, DECIDABLE, DECIDED, MEMBER_ASKED, OVER, REVIEW_BEGAN
from .rules import ENTER
from .selectors import unscored


def entry_handed_in_notify(event: events.EntryHandedIn, event_id: int) -> None:
    """Members of the consortium that have not confirmed are asked to."""
    entry = Entry.objects.get(pk=event.entry_id)
    people: set[int] = set()
    for part in entry.members.filter(confirmed_at__isnull=True):
        deciders = members_with_duty(part.organisation_id, *ENTER.duties)
        people |= set(deciders.values_list("pk", flat=True))
    _tell(MEMBER_ASKED, entry.pk, event_id, people)


def call_changed_notify(event: events.CallChanged, event_id: int) -> None:
    """Whose entry holds no more is asked to confirm it."""
    for entry in Entry.objects.filter(call=event.call_id, state=Entry.State.TO_CONFIRM):
        _tell(CHANGED, entry.pk, event_id, {entry.entered_by_id}, suffix=f":{entry.pk}")


def call_closed_notify(event: events.CallClosed, event_id: int) -> None:
    """Who runs it, and the holders of the key, go on."""
    call = Call.objects.get(pk=event.call_id)
    holders = set(call.holders.values_list("user_id", flat=True))
    _tell(CLOSED, call.pk, event_id, holders | {call.runner_id})


def review_began_notify(event: events.CallReviewed, event_id: int) -> None:
    """The reviewers have entries to score."""
    call = Call.objects.get(pk=event.call_id)
    _tell(REVIEW_BEGAN, call.pk, event_id, _reviewing(call))


def reviews_assigned_notify(event: events.ReviewsAssigned, event_id: int) -> None:
    """Who is assigned while the review runs is told at once; else when it begins."""
    call = Call.objects.get(pk=event.call_id)
    if call.state == Call.State.REVIEWING:
        _tell(REVIEW_BEGAN, call.pk, event_id, _reviewing(call))


def review_done_notify(event: events.ReviewDone, event_id: int) -> None:
    """With the last review it is the turn of who runs and who decides."""
    call = Call.objects.get(pk=event.call_id)
    if call.state == Call.State.REVIEWING and not unscored(call):
        people = {call.runner_id, call.decider_id} - {None}
        _tell(DECIDABLE, call.pk, event_id, {pk for pk in people if pk is not None})


def entry_decided_notify(
    event: events.EntryAwarded
    | events.EntryDeclined
    | events.EntryExcluded
    | events.EntryPromoted
    | events.EntryCut,
    event_id: int,
) -> None:
    """The entrant reads what was decided and why."""
    what = event.name.partition(".")[2]
    _tell(DECIDED, event.entry_id, event_id, entrants(event.entry_id), what=what)


def call_over_notify(event: events.CallFailed | events.CallCancelled, event_id: int) -> None:
    """Every entrant reads why nothing comes of it."""
    call = Call.objects.get(pk=event.call_id)
    entries = call.entries.exclude(state=Entry.State.WITHDRAWN)
    people = {pk for entry in entries for pk in entrants(entry.pk)}
    _tell(OVER, call.pk, event_id, people, what=str(call.state))


def entrants(entry_id: int) -> set[int]:
    """Who handed an entry in, and who confirmed for members of its consortium."""
    entry = Entry.objects.get(pk=entry_id)
    joined = entry.members.values_list("confirmed_by_id", flat=True)
    return {entry.entered_by_id, *(pk for pk in joined if pk is not None)}


def _reviewing(call: Call) -> set[int]:
    assigned = call.reviewers.filter(assignments__done_at__isnull=True, assignments__isnull=False)
    return set(assigned.values_list("user_id", flat=True))


def _tell(
    kind: NoticeKind,
    about: int,
    event_id: int,
    people: Collection[int],
    suffix: str = "",
    **payload: str,
) -> None:
    notice_send(
        kind,
        readers=actors_of(people),
        about=about,
        payload=payload,
        key=f"event:{event_id}{suffix}",
    )


def sitting_calls_draft(event: SittingClosed, event_id: int) -> None:
    """Needs for which a panel decided open bidding get the drafts of their calls."""
    services.sitting_calls_draft(sitting_id=event.sitting_id)


def call_tasks_settle(event: events.CallDrafted, event_id: int) -> None:
    """Whoever had to draft the call of a need by hand has done so."""
    need_id = Call.objects.values_list("need_id", flat=True).get(pk=event.call_id)
    if need_id is not None:
        tasks_settle(subject="listing", subject_id=need_id)
