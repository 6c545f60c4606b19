"""Reads of the ledger: accounts of owners whose books the reader may see, and what moved in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.templatetags.people import named
from backend.core.errors import NotFound

from .kinds import OwnerKind, Purpose
from .models import Account, Entry, Journal
from .rules import READ, may_read
from .values import Owner

_MISSING = _("These books do not exist, or you may not see them.")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of a day to the end of another, in the platform's time zone; open ends."""

    since: date | None = None
    until: date | None = None

    def within(self, column: str) -> Q:
        """The filter on a column of times."""
        found = Q()
        if self.since is not None:
            found &= Q(**{f"{column}__gte": _midnight(self.since)})
        if self.until is not None:
            found &= Q(**{f"{column}__lt": _midnight(self.until + timedelta(days=1))})
        return found


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account over a period: what it held, what came and went, what it holds; ``went`` is below
    zero, as in the entries."""

    account: Account
    opening: Decimal
    came: Decimal
    went: Decimal

    @property
    def closing(self) -> Decimal:
        """What it holds at the end."""
        return self.opening + self.came + self.went


@dataclass(frozen=True, slots=True)
class TrialRow:
    """All accounts of a purpose and currency together; ``debited`` is below zero."""

    purpose: str
    currency: str
    accounts: int
    debited: Decimal
    credited: Decimal

    @property
    def label(self) -> str:
        """The purpose in words."""
        return str(Purpose(self.purpose).label)

    @property
    def balance(self) -> Decimal:
        """What they hold."""
        return self.credited + self.debited


def owners_readable_by(actor: Actor) -> list[Owner]:
    """Those whose books are the actor's own: their person, and organisations they answer for."""
    found = [Owner(OwnerKind.USER, actor.user_id)] if actor.user_id is not None else []
    return found + [
        Owner(OwnerKind.ORGANISATION, pk) for pk in actor.duties if READ.allows(actor, pk)
    ]


def owner_readable_by(actor: Actor, owner: Owner) -> Owner:
    """The owner, where the actor may read the books. Raises NotFound."""
    if owner.kind not in OwnerKind.values or not may_read(actor, owner):
        raise NotFound(_MISSING)
    return owner


def accounts_of(owner: Owner) -> QuerySet[Account]:
    """An owner's accounts; rights are the caller's."""
    return Account.objects.filter(owner_kind=owner.kind, owner_id=owner.id).order_by(
        "currency", "pk"
    )


def account_readable_by(actor: Actor, account_id: int) -> Account:
    """One account. Raises NotFound, also where the actor may not know of it."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None or not may_read(actor, Owner(found.owner_kind, found.owner_id)):
        raise NotFound(_MISSING)
    return found


def statement_of(actor: Actor, owner: Owner, period: Period | None = None) -> list[AccountLine]:
    """The owner's accounts over a period. Raises NotFound where the actor may not read them."""
    owner_readable_by(actor, owner)
    return account_lines(list(accounts_of(owner)), period or Period())


def account_lines(accounts: Sequence[Account], period: Period) -> list[AccountLine]:
    """Accounts over a period, in two queries."""
    ids = [account.pk for account in accounts]
    moved = _moved(ids, period.within("journal__posted_at"))
    before: dict[int, tuple[Decimal, Decimal]] = {}
    if period.since is not None:
        before = _moved(ids, Q(journal__posted_at__lt=_midnight(period.since)))
    nothing = (ZERO, ZERO)
    return [
        AccountLine(
            account,
            sum(before.get(account.pk, nothing), ZERO),
            *moved.get(account.pk, nothing),
        )
        for account in accounts
    ]


def entries_of(account: Account, period: Period | None = None) -> QuerySet[Entry]:
    """What moved in an account, the last first; rights are the caller's."""
    found = account.entries.select_related("journal")
    return found.filter((period or Period()).within("journal__posted_at")).order_by("-pk")


def journal_readable_by(actor: Actor, journal_id: int) -> Journal:
    """A journal that touches an account the actor may read. Raises NotFound."""
    found = Journal.objects.select_related("reverses").filter(pk=journal_id).first()
    if found is None or not entries_readable(actor, found):
        raise NotFound(_MISSING)
    return found


def journals_about(actor: Actor, name: str, pk: int) -> list[Journal]:
    """The bookings for a subject that touch accounts the actor may read, in their order."""
    found = Journal.objects.filter(about=name, about_id=pk).order_by("pk")
    return [journal for journal in found if entries_readable(actor, journal)]


def entries_readable(actor: Actor, journal: Journal) -> list[Entry]:
    """The journal's entries in accounts that the actor may read, in the order of booking."""
    entries = journal.entries.select_related("account").order_by("pk")
    return [
        entry
        for entry in entries
        if may_read(actor, Owner(entry.account.owner_kind, entry.account.owner_id))
    ]


def trial_balance(period: Period | None = None) -> list[TrialRow]:
    """All books by purpose and currency; of each currency both sides are equal."""
    within = (period or Period()).within("journal__posted_at")
    rows = (
        Entry.objects.filter(within)
        .values("account__purpose", "account__currency")
        .annotate(
            credited=Sum("amount", filter=Q(amount__gt=0)),
            debited=Sum("amount", filter=Q(amount__lt=0)),
        )
        .order_by("account__currency", "account__purpose")
    )
    counted = Counter(Account.objects.values_list("purpose", "currency"))
    return [
        TrialRow(
            row["account__purpose"],
            row["account__currency"],
            counted[row["account__purpose"], row["account__currency"]],
            row["debited"] or ZERO,
            row["credited"] or ZERO,
        )
        for row in rows
    ]


def owner_names(owners: Iterable[Owner]) -> dict[Owner, str]:
    """How owners are called, in two queries."""
    wanted = set(owners)
    names = {owner: str(OwnerKind.PLATFORM.label) for owner in wanted}
    for kind, model in ((OwnerKind.ORGANISATION, Organisation), (OwnerKind.USER, User)):
        ids = {owner.id for owner in wanted if owner.kind == kind}
        found = model._default_manager.in_bulk(ids)
        names |= {Owner(kind, pk): _called(found.get(pk)) for pk in ids}
    return names


def _called(found: Organisation | User | None) -> str:
    return named(found) if isinstance(found, Organisation) else str(found or "–")


def _moved(ids: Sequence[int], within: Q) -> dict[int, tuple[Decimal, Decimal]]:
    rows = (
        Entry.objects.filter(within, account__in=ids)
        .values("account_id")
        .annotate(
            came=Sum("amount", filter=Q(amount__gt=0)), went=Sum("amount", filter=Q(amount__lt=0))
        )
        .order_by()
    )
    return {row["account_id"]: (row["came"] or ZERO, row["went"] or ZERO) for row in rows}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
