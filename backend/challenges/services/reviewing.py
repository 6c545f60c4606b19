"""Reviewers are named, entries assigned to them, conflicts kept, scores given."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.challenges import rules
from backend.challenges.assigning import NotEnough, assign
from backend.challenges.events import ReviewDone, ReviewsAssigned
from backend.challenges.models import Assignment, Call, Conflict, Entry, Reviewer, Score
from backend.challenges.selectors import (
    assignment_for,
    call_locked,
    call_visible_to,
    conflicts_between,
)
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.integrity.models import Block
from backend.integrity.selectors import barred_words

OVER = (Call.State.NOTICE, Call.State.AWARDED, Call.State.COMPLETED, Call.State.FAILED,
        Call.State.CANCELLED, Call.State.ENDED)  # fmt: skip
MOST_EACH = 15
REMARK = 3000


def reviewer_add(*, actor: Actor, call_id: int, email: str) -> Reviewer:
    """Name a registered person as reviewer. Who runs, decides, holds the key or entered cannot be.

    Raises NotFound, NotPermitted, WrongState, ValidationError for the address.
    """
    with transaction.atomic():
        call = _running(actor, call_id)
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None:
            raise ValidationError({"email": [_("Nobody here has this address.")]})
        barred = barred_words(Block.REVIEWS, region=call.poster.region, person_id=person.pk)
        if barred is not None:
            raise ValidationError({"email": [barred]})
        if person.pk in {call.runner_id, call.decider_id, actor.user_id}:
            raise ValidationError(
                {"email": [_("Who decides, who runs and who reviews are different people.")]}
            )
        if call.holders.filter(user=person).exists():
            raise ValidationError({"email": [_("Who holds a part of the key does not review.")]})
        entered = call.entries.exclude(state=Entry.State.WITHDRAWN).filter(entered_by=person)
        if call.entries_open and entered.exists():
            raise ValidationError({"email": [_("This person has entered the call.")]})
        return Reviewer.objects.get_or_create(call=call, user=person)[0]


def reviewer_remove(*, actor: Actor, call_id: int, reviewer_id: int) -> None:
    """Take a reviewer off who has scored nothing. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        call = _running(actor, call_id)
        reviewer = call.reviewers.filter(pk=reviewer_id).first()
        if reviewer is None:
            raise NotFound(_("There is no such reviewer of this call."))
        if reviewer.assignments.filter(done_at__isnull=False).exists():
            raise WrongState(_("What was scored stays on record: this reviewer has scored."))
        reviewer.delete()


def reviews_assign(
    *,
    actor: Actor,
    call_id: int,
    each: int,
    pins: Collection[tuple[int, int]] = (),
    bans: Collection[tuple[int, int]] = (),
) -> list[Assignment]:
    """Give every entry ``each`` reviewers, as evenly as conflicts allow. ``pins`` and ``bans`` are
    pairs of entry and reviewer. What was scored stays; the rest is assigned anew.

    Raises NotFound, NotPermitted, WrongState, ValidationError where there are not enough.
    """
    if not 1 <= each <= MOST_EACH:
        raise ValidationError({"each": [_("1 to %(n)s reviewers an entry.") % {"n": MOST_EACH}]})
    with transaction.atomic():
        call = _running(actor, call_id)
        if not call.entries_open:
            raise WrongState(_("The entries are sealed: two people open them first."))
        live = call.entries.filter(state=Entry.State.HANDED_IN)
        entries = list(live.prefetch_related("members").order_by("pk"))
        reviewers = list(call.reviewers.order_by("pk"))
        _conflicts_keep(call, reviewers, entries, bans)
        done = Assignment.objects.filter(entry__call=call, done_at__isnull=False)
        kept = set(done.values_list("entry_id", "reviewer_id"))
        chosen = _chosen(entries, reviewers, each, kept | set(pins), call)
        Assignment.objects.filter(entry__call=call, done_at__isnull=True).delete()
        Assignment.objects.bulk_create(
            Assignment(entry_id=entry, reviewer_id=reviewer, pinned=(entry, reviewer) in set(pins))
            for entry, reviewer in sorted(chosen - kept)
        )
        told = tuple(sorted({reviewer for _entry, reviewer in chosen}))
        publish(ReviewsAssigned(call_id=call.pk, reviewer_ids=told), actor_id=actor.user_id)
        return list(Assignment.objects.filter(entry__call=call).order_by("pk"))


def conflict_declare(*, actor: Actor, assignment_id: int, note: str) -> None:
    """Say that one cannot review an entry without bias: it goes to somebody else.

    Raises NotFound, WrongState where it was scored, ValidationError for the note.
    """
    with transaction.atomic():
        row = assignment_for(actor, assignment_id)
        call = call_locked(row.entry.call_id)
        if row.done_at is not None or call.state in OVER:
            raise WrongState(_("This review is done; tell who runs the call."))
        if not note.strip():
            raise ValidationError({"note": [_("Say in a few words what ties you to the entry.")]})
        Conflict.objects.update_or_create(
            reviewer=row.reviewer,
            entry=row.entry,
            defaults={"source": Conflict.Source.DECLARED, "note": note.strip()[:300]},
        )
        row.delete()


def review_save(
    *, actor: Actor, assignment_id: int, scores: Mapping[str, int], remark: str
) -> Assignment:
    """Score an entry by every criterion, with a remark; may be changed while the review runs.

    Raises NotFound, WrongState, ValidationError by criterion.
    """
    with transaction.atomic():
        row = assignment_for(actor, assignment_id)
        call = call_locked(row.entry.call_id)
        if call.state != Call.State.REVIEWING:
            raise WrongState(_("The review has not begun, or it is over."))
        if call.prices_opened_at is not None:
            raise WrongState(_("The prices are open: scores stand as they are."))
        row = Assignment.objects.select_for_update().get(pk=row.pk)
        _scores_check(call, scores, remark)
        for name, value in scores.items():
            Score.objects.update_or_create(
                assignment=row, criterion=name, defaults={"value": value}
            )
        row.remark, row.done_at = remark.strip(), timezone.now()
        row.revision += 1
        row.save()
        publish(ReviewDone(call_id=call.pk, assignment_id=row.pk), actor_id=actor.user_id)
    return row


def _scores_check(call: Call, scores: Mapping[str, int], remark: str) -> None:
    wanted = {c.name for c in call.terms.criteria if not c.lowest_price}
    errors: dict[str, list[object]] = {
        name: [_("Score this criterion, from 0 to 100.")]
        for name in wanted
        if not 0 <= scores.get(name, -1) <= 100
    }
    errors |= {name: [_("There is no such criterion.")] for name in set(scores) - wanted}
    if not remark.strip():
        errors["remark"] = [_("Give your reasons; the entrant reads them without your name.")]
    elif len(remark) > REMARK:
        errors["remark"] = [_("At most %(n)s characters.") % {"n": REMARK}]
    if errors:
        raise ValidationError(errors)


def _running(actor: Actor, call_id: int) -> Call:
    """The call, locked, for who runs it. Raises NotFound, NotPermitted, WrongState."""
    call_visible_to(actor, call_id)
    call = call_locked(call_id)
    if not rules.may_run(actor, call):
        raise NotPermitted(rules.NOT_RUNNING)
    if call.state in OVER or call.prices_opened_at is not None:
        raise WrongState(_("The review of this call is over."))
    return call


def _conflicts_keep(
    call: Call,
    reviewers: Collection[Reviewer],
    entries: Collection[Entry],
    bans: Collection[tuple[int, int]],
) -> None:
    found = conflicts_between(call, reviewers, entries)
    for entry, reviewer in bans:
        found.setdefault((reviewer, entry), Conflict.Source.BANNED)
    known = {row.pk for row in reviewers}, {row.pk for row in entries}
    Conflict.objects.bulk_create(
        (
            Conflict(reviewer_id=reviewer, entry_id=entry, source=source)
            for (reviewer, entry), source in found.items()
            if reviewer in known[0] and entry in known[1]
        ),
        ignore_conflicts=True,
    )


def _chosen(
    entries: Collection[Entry],
    reviewers: Collection[Reviewer],
    each: int,
    pins: set[tuple[int, int]],
    call: Call,
) -> set[tuple[int, int]]:
    conflicts = Conflict.objects.filter(entry__call=call)
    try:
        return assign(
            [entry.pk for entry in entries],
            [reviewer.pk for reviewer in reviewers],
            each=each,
            banned=set(conflicts.values_list("entry_id", "reviewer_id")),
            pinned=pins,
        )
    except NotEnough as error:
        codes = sorted(entry.code for entry in entries if entry.pk in error.entries)
        raise ValidationError(
            {
                "each": [
                    _("Too few reviewers without a conflict for: %(codes)s. Name more.")
                    % {"codes": ", ".join(codes[:10])}
                ]
            }
        ) from error
