"""The invariants of ownership, for ``deals_check``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from backend.contracts.models import Contract
from backend.core.checks import check_register
from backend.ledger.splitting import split_exact
from backend.payments.models import Payment, ShareKind

from .models import Grant, Plan

WHOLE = Decimal(100)


def plans_share_out_the_whole() -> Iterable[str]:
    """The shares of a plan sum to exactly 100 percent, one of them the institution's."""
    for plan in Plan.objects.prefetch_related("shares"):
        shares = list(plan.shares.all())
        total = sum((share.percent for share in shares), Decimal(0))
        if total != WHOLE:
            yield f"plan {plan.pk}: {total}%"
        if sum(share.person_id is None for share in shares) != 1:
            yield f"plan {plan.pk}: the institution has no share of its own, or several"


def plans_stand_by_the_word_of_all() -> Iterable[str]:
    """A plan is agreed once everybody named has agreed; without that nothing is signed."""
    for plan in Plan.objects.prefetch_related("shares"):
        open_ones = [share.pk for share in plan.shares.all() if share.agreed_at is None]
        if bool(open_ones) == (plan.state == Plan.State.AGREED):
            yield f"plan {plan.pk} is {plan.state}, shares without agreement: {open_ones}"
    signed = Contract.objects.filter(state=Contract.State.SIGNED, kind__in=Contract.COUNTED)
    for contract in signed.filter(deal__revenue_plan__state=Plan.State.PROPOSED):
        yield f"contract {contract.pk} was signed, its deal's shares are not agreed"


def people_get_what_was_agreed() -> Iterable[str]:
    """What a settled payment left for the institution is split as the plan says, to the cent."""
    plans = Plan.objects.filter(state=Plan.State.AGREED).prefetch_related("shares")
    for plan in plans:
        agreed = {share.person_id: share.percent for share in plan.shares.all()}
        if sum(agreed.values()) != WHOLE:
            continue  # told above
        paid = Payment.objects.filter(
            deal_id=plan.deal_id, payee_id=plan.institution_id, settled_at__isnull=False
        )
        for payment in paid.prefetch_related("shares"):
            of_plan = [s for s in payment.shares.all() if s.why == f"plan:{plan.pk}"]
            got = {share.owner_id: share.amount for share in of_plan}
            own = sum(s.amount for s in payment.shares.all() if s.kind == ShareKind.PAYEE)
            due = split_exact(own + sum(got.values(), Decimal(0)), agreed)
            wanted = {key: part for key, part in due.items() if key is not None and part}
            if got != wanted:
                yield f"payment {payment.pk}: people got {got}, agreed was {wanted}"


def rights_say_what_they_give() -> Iterable[str]:
    """A granted right names its share or its term, and was decided by somebody."""
    for grant in Grant.objects.filter(state=Grant.State.GRANTED):
        owns = grant.kind == Grant.Kind.OWNERSHIP
        said = grant.share is not None if owns else grant.ends_on is not None
        if not said or grant.decided_by_id is None or grant.decided_on is None:
            yield f"grant {grant.pk}: {grant.kind} {grant.share} until {grant.ends_on}"


def checks_register() -> None:
    """Register them all."""
    for check in (
        plans_share_out_the_whole,
        plans_stand_by_the_word_of_all,
        people_get_what_was_agreed,
        rights_say_what_they_give,
    ):
        check_register(f"ownership.{check.__name__}", check)
