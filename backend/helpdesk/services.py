"""Writes of help tickets and of reports."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.selectors import listings_on_market
from backend.catalog.services import listing_withdraw
from backend.conversation.services import message_write
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish

from .events import ListingReported, TicketOpened
from .lifecycle import REPORT, TICKET
from .models import Report, ReportReason, Ticket

MOST_OPEN = 10  # tickets of one person that wait, and reports of one person
LEAST_LETTERS = 4  # of a question's title: less says nothing
MOST_CHARACTERS = 2000


def ticket_open(*, actor: Actor, topic: str, title: str, text: str) -> Ticket:
    """Ask the platform. Raises NotPermitted for a visitor, ValidationError by field, WrongState."""
    person_id = actor.person
    title = " ".join(title.split())
    if topic not in Ticket.Topic.values:
        raise ValidationError({"topic": _("Choose what it is about.")})
    letters = sum(sign.isalpha() for sign in title)
    if not letters >= LEAST_LETTERS or len(title) > 120:
        raise ValidationError(
            {"title": _("Say in words, in at most 120 characters, what you ask.")}
        )
    waiting = Ticket.objects.filter(person=person_id, state=Ticket.State.ASKED)
    if waiting.count() >= MOST_OPEN:
        raise WrongState(_("Ten of your questions wait; write in one of them instead."))
    with transaction.atomic():
        ticket = Ticket.objects.create(
            number=number_take("ticket"),
            person_id=person_id,
            organisation_id=actor.organisation_id,
            topic=topic,
            title=title,
        )
        publish(TicketOpened(ticket_id=ticket.pk), actor_id=person_id)
        message_write(actor=actor, subject=Ticket.SUBJECT, subject_id=ticket.pk, text=text)
    return ticket


def ticket_close(*, actor: Actor, ticket_id: int, expected_revision: int | None = None) -> Ticket:
    """The question is settled. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        TICKET, "close", ticket_id, actor=actor, expected_revision=expected_revision
    ) as ticket:
        return ticket


def ticket_follow_message(*, ticket_id: int, author_id: int) -> None:
    """Whose turn it is after a message: of whoever did not write it. Repeatable."""
    with transaction.atomic():
        ticket = TICKET.lock(ticket_id)
        asks = ticket.person_id == author_id
        wanted = Ticket.State.ASKED if asks else Ticket.State.ANSWERED
        if ticket.state != wanted:
            advance(TICKET, "ask_again" if asks else "answer", ticket, actor_id=author_id)


SERVICES: dict[str, Callable[..., Ticket]] = {"close": ticket_close}


def listing_report(*, actor: Actor, listing_id: int, reason: str, note: str) -> Report:
    """Report a listing that one reads and that is another's.

    Raises NotPermitted, NotFound, WrongState, ValidationError by field.
    """
    person_id = actor.person
    listing = listings_on_market(actor).filter(pk=listing_id).first()
    if listing is None:
        raise NotFound(_("There is no such listing on the market."))
    if actor.belongs_to(listing.owner_id):
        raise NotPermitted(_("This listing is your organisation’s own: change or withdraw it."))
    note = note.strip()
    if reason not in ReportReason.values:
        raise ValidationError({"reason": _("Choose a reason from the list.")})
    if not note:
        raise ValidationError({"note": _("Say what is wrong, so that it can be checked.")})
    if len(note) > MOST_CHARACTERS:
        raise ValidationError({"note": _("At most 2,000 characters.")})
    own = Report.objects.filter(reporter=person_id, state=Report.State.OPEN)
    if own.filter(listing=listing).exists():
        raise WrongState(_("You reported this listing already; the platform looks at it."))
    if own.count() >= MOST_OPEN:
        raise WrongState(_("Ten of your reports wait for the platform already."))
    with transaction.atomic():
        report = Report.objects.create(
            listing=listing, reporter_id=person_id, reason=reason, note=note
        )
        publish(ListingReported(report_id=report.pk), actor_id=person_id)
    return report


def report_uphold(
    *, actor: Actor, report_id: int, expected_revision: int | None = None, note: str
) -> Report:
    """Take the listing off the market, with a reason that its owner reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        REPORT, "uphold", report_id, actor=actor, expected_revision=expected_revision, note=note
    ) as report:
        report.decided_by_id = actor.user_id
        if report.listing.published:
            listing_withdraw(actor=actor, listing_id=report.listing_id, note=note)
    return report


def report_dismiss(
    *, actor: Actor, report_id: int, expected_revision: int | None = None, note: str
) -> Report:
    """Leave the listing, and say why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        REPORT, "dismiss", report_id, actor=actor, expected_revision=expected_revision, note=note
    ) as report:
        report.decided_by_id = actor.user_id
    return report


REPORT_SERVICES: dict[str, Callable[..., Report]] = {
    "uphold": report_uphold,
    "dismiss": report_dismiss,
}
