"""The invariants of registration, for ``deals_check``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from backend.contracts.models import Contract
from backend.core.checks import check_register

from .models import ChangeReport, OutsideContract, Registration

State = Registration.State
CERTIFIED = (State.REGISTERED, State.REVOKED, State.CANCELLED)


def certificates_rest_on_a_decision() -> Iterable[str]:
    """What is registered was recognised and registered by somebody of a registry, under a number; what
    was never registered bears none."""
    registered = Registration.objects.filter(state__in=CERTIFIED)
    undecided = Q(recognised_by=None) | Q(registered_by=None) | Q(registry=None) | Q(number=None)
    for found in registered.filter(undecided).order_by("pk"):
        yield f"registration {found.pk} is {found.state} without a decision"
    for found in Registration.objects.exclude(state__in=CERTIFIED).exclude(number=None):
        yield f"registration {found.pk} is {found.state} and bears {found.number}"


def numbers_belong_to_one_contract() -> Iterable[str]:
    """No contract that counts as registered elsewhere bears the number of a registration of ours."""
    own = Registration.objects.filter(number=OuterRef("number"))
    counted = OutsideContract.objects.filter(state=OutsideContract.State.COUNTED)
    for outside in counted.exclude(number="").filter(Exists(own)).order_by("pk"):
        yield f"outside contract {outside.pk} bears {outside.number}, which is ours"


def what_is_counted_is_counted_once() -> Iterable[str]:
    """A second record of a registered contract is not counted beside it."""
    twice = OutsideContract.objects.filter(
        state=OutsideContract.State.COUNTED, same_as__state=State.REGISTERED
    )
    for outside in twice.order_by("pk"):
        yield f"outside contract {outside.pk} counts beside registration {outside.same_as_id}"


def registered_contracts_are_in_force() -> Iterable[str]:
    """A contract was signed before it was registered, and no draft is registered."""
    stood = [Contract.State.SIGNED, Contract.State.TERMINATED]
    wrong = Registration.objects.filter(state__in=(*CERTIFIED, State.RECOGNISED))
    for found in wrong.exclude(contract__state__in=stood).select_related("contract"):
        yield f"registration {found.pk} is of a contract that is {found.contract.state}"


def amounts_agree_with_the_contract() -> Iterable[str]:
    """The form says the contract's amount and currency, unless the contract was changed since: then the
    applicant reports it."""
    amended = Contract.objects.filter(
        base=OuterRef("contract"), kind=Contract.Kind.AMENDMENT, state=Contract.State.SIGNED
    )
    changed = ChangeReport.objects.filter(
        registration=OuterRef("pk"), state=ChangeReport.State.NOTED
    )
    handed_in = Registration.objects.filter(
        state__in=(State.SUBMITTED, State.RECOGNISED, State.REGISTERED)
    )
    unlike = ~Q(contract_amount=F("contract__amount")) | ~Q(currency=F("contract__currency"))
    for found in handed_in.filter(unlike).exclude(Exists(amended)).exclude(Exists(changed)):
        yield f"registration {found.pk}: {found.contract_amount} {found.currency} on the form"


def terms_run_while_the_registry_decides() -> Iterable[str]:
    """What the registry has was received on a day and is due on a later one."""
    waiting = Registration.objects.filter(state__in=Registration.WITH_REGISTRY)
    wrong = Q(received_on=None) | Q(due_on=None) | Q(due_on__lt=F("received_on"))
    for found in waiting.filter(wrong).order_by("pk"):
        yield f"registration {found.pk}: received {found.received_on}, due {found.due_on}"


def checks_register() -> None:
    """Register them all."""
    for check in (
        certificates_rest_on_a_decision,
        numbers_belong_to_one_contract,
        what_is_counted_is_counted_once,
        registered_contracts_are_in_force,
        amounts_agree_with_the_contract,
        terms_run_while_the_registry_decides,
    ):
        check_register(f"registration.{check.__name__}", check)
