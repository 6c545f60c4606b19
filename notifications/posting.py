"""The way of each notice beyond the inbox: written with it, decided again when its time has come.

A posting is claimed by a conditional update, which SQLite and PostgreSQL both honour; what a dead
process had claimed is taken up after its lease. So a mail goes out at least once, and is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.db.models import F, Q
from django.utils import timezone, translation

from .channels import send, target_refused, targets_by_holder
from .contracts import Frequency, Person
from .deciding import Drop, entry_to_send, frequency_of
from .digests import digest_read
from .mail import digest_mail, notice_mail
from .models import NoticeRow, Posting
from .preferences import Chosen, chosen_by, habits_of, hours_of, mail_refuse, person_holder
from .setup import SETUP, host
from .times import quiet_ends

log = structlog.get_logger()

LEASE = timedelta(minutes=5)  # longer than a mail server may keep us
MOST_ATTEMPTS = 8  # of a mail that is refused without saying that the address is wrong
ADDRESS_WRONG = range(550, 554)  # what a server answers to an address it will never take
State, Channel = Posting.State, Posting.Channel


def postings_write(rows: Iterable[NoticeRow], now: datetime) -> None:
    """Begin the way of new notices, in the transaction that writes them."""
    rows = list(rows)
    people = {row.recipient: host().person(row.recipient) for row in rows} if rows else {}
    chosen = chosen_by(person for person in people.values() if person)
    mails = [_mail_of(row, people[row.recipient], chosen, now) for row in rows]
    Posting.objects.bulk_create([*mails, *_beside(mails)])


def _beside(mails: Iterable[Posting]) -> Iterator[Posting]:
    """To robots and browsers, where a mail goes at once too; to a group's robot once for all."""
    at_once = [mail for mail in mails if mail.frequency == Frequency.ONCE]
    holders = [(mail, _holders(mail)) for mail in at_once]
    targets = targets_by_holder(each for _mail, found in holders for each in found)
    told: set[int] = set()
    for mail, found in holders:
        for target in (target for holder in found for target in targets.get(holder, ())):
            if target.pk not in told:
                told.add(target.pk)
                yield Posting(
                    person=mail.person,
                    channel=target.channel,
                    target=str(target.pk),
                    notice=mail.notice,
                    frequency=mail.frequency,
                    created_at=mail.created_at,
                    due_at=mail.due_at,
                )


def _holders(mail: Posting) -> list[str]:
    """Whose robots hear of it: the person's, and those of the groups that it is within."""
    assert mail.notice is not None
    of = f"{SETUP.group_scope}:"
    groups = [scope.removeprefix(of) for scope in mail.notice.scopes if scope.startswith(of)]
    return [person_holder(mail.person), *(f"group:{each}" for each in groups)]


def _mail_of(row: NoticeRow, person: Person | None, chosen: Chosen, now: datetime) -> Posting:
    frequency = Frequency.OFF if person is None else frequency_of(row, person, chosen)
    posting = Posting(
        person=row.recipient,
        channel=Channel.MAIL,
        notice=row,
        frequency=frequency,
        created_at=now,
        due_at=now + SETUP.delay,
    )
    if frequency == Frequency.OFF:
        posting.state, posting.reason, posting.settled_at = State.DROPPED, "off", now
    elif frequency != Frequency.ONCE:
        posting.state = State.HELD
    return posting


def post_due(*, now: datetime | None = None, limit: int = 200) -> int:
    """Send what is due; return how many postings were looked at.

    Whatever was read, put away, is no longer true or no longer wanted is dropped; in quiet hours it
    waits for their end; a server that is down is waited for without end.
    """
    done = 0
    while done < limit and (posting := _claim(now or timezone.now())) is not None:
        _post(posting, now or timezone.now())
        done += 1
    return done


def _claim(now: datetime) -> Posting | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    due = Posting.objects.filter(free, state=State.WAITING, due_at__lte=now)
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:20]:
        held = due.filter(pk=pk).update(claimed_until=now + LEASE, attempts=F("attempts") + 1)
        if held:
            return Posting.objects.select_related("notice", "digest").get(pk=pk)
    return None


def _post(posting: Posting, now: datetime) -> None:
    person = host().person(posting.person)
    try:
        if person is None:
            raise Drop("nobody")
        habits = habits_of(person.id)
        if posting.channel == Channel.MAIL and habits.refused_address == person.address:
            raise Drop("refused")
        if later := quiet_ends(hours_of(habits), now):
            _keep(posting, due_at=later, attempts=0)
            return
        with translation.override(person.language):
            _send(posting, person)
    except Drop as drop:
        _settle(posting, State.DROPPED, now, reason=str(drop))
    except Exception as error:
        _fail(posting, person, error, now)


def _send(posting: Posting, person: Person) -> None:
    """Send, or hold for a digest what is now preferred there. Raises Drop."""
    now = timezone.now()
    if posting.notice is None:
        _send_digest(posting, person)
    else:
        frequency = frequency_of(posting.notice, person, chosen_by([person]))
        if frequency == Frequency.OFF:
            raise Drop("off")
        if frequency != Frequency.ONCE:
            if posting.channel != Channel.MAIL:
                raise Drop("off")
            _keep(posting, state=State.HELD, frequency=frequency, attempts=0)
            return
        entry = entry_to_send(posting.notice, person)
        if posting.channel == Channel.MAIL:
            notice_mail(person, posting.notice, entry)
        else:
            send(int(posting.target), entry)
    _settle(posting, State.SENT, now)


def _send_digest(posting: Posting, person: Person) -> None:
    assert posting.digest is not None
    contents = digest_read(posting.digest)
    if not contents.unread:
        raise Drop("read")
    digest_mail(person, posting.digest, contents)


def _fail(posting: Posting, person: Person | None, error: Exception, now: datetime) -> None:
    answer = _answer(error)
    if person is not None and answer in ADDRESS_WRONG:
        address_refused(person, str(error))
        _settle(posting, State.DROPPED, now, reason="refused", error=str(error)[:500])
        return
    waited_for = isinstance(error, OSError) and not 400 <= _status(error) < 429
    log.error("posting_failed", posting=posting.pk, exc_info=None if waited_for else error)
    beyond = posting.channel != Channel.MAIL
    if posting.attempts >= MOST_ATTEMPTS and (beyond or not waited_for):
        if beyond:
            target_refused(int(posting.target))
        _settle(posting, State.FAILED, now, error=repr(error)[:500])
        return
    pause = timedelta(seconds=min(2**posting.attempts, 20 if waited_for else 600))
    attempts = min(posting.attempts, MOST_ATTEMPTS)
    _keep(posting, due_at=now + pause, attempts=attempts, error=repr(error)[:500])


def _status(error: Exception) -> int:
    """What a server answered: SMTP's refusals, or a provider's HTTP; 0 where nothing did."""
    if isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
        return 400
    return getattr(error, "status_code", None) or 0


def _answer(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _words in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def address_refused(person: Person, why: str) -> None:
    """Write to this address no more, and say so in the person's inbox, once."""
    if mail_refuse(person.id, person.address):
        host().mail_paused(person.id, person.address, why)


def bounced(address: str, why: str) -> None:
    """A provider says that mail to an address comes back or is complained of."""
    for person_id in host().people_at(address):
        person = host().person(person_id)
        if person is not None:
            address_refused(person, why)


def _keep(posting: Posting, **changes: object) -> None:
    Posting.objects.filter(pk=posting.pk).update(claimed_until=None, **changes)


def _settle(posting: Posting, state: str, now: datetime, **changes: object) -> None:
    _keep(posting, state=state, settled_at=now, **changes)
