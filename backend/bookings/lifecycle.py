"""What becomes of a booking: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact

from . import events, rules
from .models import Booking
from .selectors import booking_readable_by

State = Booking.State


def booking_locked(booking_id: int) -> Booking:
    """The booking, locked; rights are the caller's."""
    return (
        Booking.objects.select_for_update(of=("self",))
        .select_related("listing__owner", "organisation")
        .get(pk=booking_id)
    )


def _facts(booking: Booking, actor: Actor | None) -> dict[str, Any]:
    return {"booking_id": booking.pk, "listing_id": booking.listing_id, "late": booking.late}


def _begun(booking: Booking) -> Words | None:
    return _("Its time has come; say what came of it.") if booking.begun else None


def _not_begun(booking: Booking) -> Words | None:
    return None if booking.begun else _("Its time has not come yet.")


def _cancelled(event: Fact) -> str:
    if event.payload["late"]:
        return gettext("The booking was cancelled, too late to be free")
    return gettext("The booking was cancelled")


_SIDE = {"refused": rules.NOT_HOLDER, "may": rules.may_answer}

BOOKING: Lifecycle[Booking] = Lifecycle(
    name="booking",
    model=Booking,
    states=State,
    find=booking_readable_by,
    lock=booking_locked,
    facts=_facts,
    changed_by=lambda booking: str(booking.organisation),
    stale=_("The booking changed while you were reading; look again."),
    settled={
        State.DECLINED: _("This request was declined."),
        State.CANCELLED: _("This booking was cancelled."),
        State.LAPSED: _("Nobody answered this request before its time."),
        State.USED: _("The use is on record."),
        State.MISSED: _("It is on record that nobody came."),
    },
    transitions=(
        Transition(
            act="confirm",
            source=(State.REQUESTED,),
            target=State.CONFIRMED,
            **_SIDE,  # type: ignore[arg-type]
            blocked=_begun,
            event=events.BookingConfirmed,
            words=pgettext_lazy("booking", "Confirm"),
            done=_("Confirmed. Who booked is told."),
            told=_("The booking was confirmed"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(State.REQUESTED,),
            target=State.DECLINED,
            **_SIDE,  # type: ignore[arg-type]
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="note",
                missing=_("Say in a few words why; who asked reads it."),
            ),
            event=events.BookingDeclined,
            words=pgettext_lazy("booking", "Decline"),
            invitation=_("Decline and say why"),
            done=_("Declined. The time is free again."),
            told=_("The request was declined"),
            look="danger",
        ),
        Transition(
            act="record",
            source=(State.CONFIRMED,),
            target=State.USED,
            **_SIDE,  # type: ignore[arg-type]
            blocked=_not_begun,
            event=events.BookingUsed,
            words=_("Record the use"),
            submit=_("Put on record"),
            done=_("On record. What is owed was reckoned from it."),
            told=_("The use was recorded"),
            look="main",
        ),
        Transition(
            act="miss",
            source=(State.CONFIRMED,),
            target=State.MISSED,
            **_SIDE,  # type: ignore[arg-type]
            blocked=_not_begun,
            ask=Ask(note=True, note_label=_("What happened?"), note_column="note"),
            event=events.BookingMissed,
            words=_("Nobody came"),
            done=_("On record. It counts towards the missed bookings."),
            told=_("It was recorded that nobody came"),
        ),
        Transition(
            act="cancel",
            source=(State.REQUESTED, State.CONFIRMED),
            target=State.CANCELLED,
            may=rules.may_cancel,
            refused=rules.NOT_BOOKER,
            blocked=_begun,
            ask=Ask(note=True, note_label=_("Why?"), note_column="note"),
            event=events.BookingCancelled,
            words=_("Cancel the booking"),
            done=_("Cancelled. The time is free again."),
            told=_cancelled,
        ),
        Transition(
            act="call_off",
            source=(State.CONFIRMED,),
            target=State.CANCELLED,
            **_SIDE,  # type: ignore[arg-type]
            ask=Ask(
                note_required=True,
                note_label=_("Why can it not take place?"),
                note_column="note",
                missing=_("Say in a few words why; who booked reads it."),
            ),
            event=events.BookingCalledOff,
            words=_("Call it off"),
            done=_("Called off. Who booked is told."),
            told=_("The holder called the booking off"),
            look="danger",
        ),
        Transition(
            act="lapse",
            source=(State.REQUESTED,),
            target=State.LAPSED,
            event=events.BookingLapsed,
            told=_("Nobody answered before the time came"),
        ),
    ),
)


def ends_free(booking: Booking) -> bool:
    """Whether cancelling it now is free of consequences: a request always, else by the rules."""
    policy = getattr(booking.listing, "booking_policy", None)
    if booking.state == State.REQUESTED or policy is None:
        return True
    left = booking.starts_at - timezone.now()
    return bool(left.total_seconds() >= policy.late_cancel_hours * 3600)
