"""Who is told of what becomes of registrations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from backend.accounts.models import Duty, UnitKind
from backend.accounts.regions import path_to
from backend.accounts.selectors import actors_of, members_with_duty, memberships_with_duty
from backend.contracts.events import ContractSigned
from backend.contracts.models import Contract
from backend.core.notices import NoticeKind, notice_send

from . import notices, rules
from .models import OutsideContract, Registration
from .selectors import REGISTERABLE


def contract_registrable_notify(event: ContractSigned, event_id: int) -> None:
    """The seller of a signed contract can register it."""
    contract = Contract.objects.select_related("seller").get(pk=event.contract_id)
    if contract.kind not in REGISTERABLE:
        return
    abroad = contract.seller.credit_code is None
    organisation_id = contract.buyer_id if abroad else contract.seller_id
    _send(notices.REGISTRABLE, _traders(organisation_id), contract.pk, event_id)


def registration_registry_notify(event: Any, event_id: int) -> None:
    """An application, a completion or an objection waits for the registry."""
    _tell_registry(notices.SUBMITTED, event.registration_id, event_id)


def registration_change_notify(event: Any, event_id: int) -> None:
    """A change waits for the registry."""
    _tell_registry(notices.CHANGED, event.registration_id, event_id)


def applicant_notify(kind: NoticeKind) -> Callable[[Any, int], None]:
    """A reaction that tells the applicant."""

    def tell(event: Any, event_id: int) -> None:
        found = Registration.objects.get(pk=event.registration_id)
        _send(kind, _traders(found.applicant_id), found.pk, event_id)

    return tell


def parties_notify(kind: NoticeKind) -> Callable[[Any, int], None]:
    """A reaction that tells both parties."""

    def tell(event: Any, event_id: int) -> None:
        found = Registration.objects.select_related("contract").get(pk=event.registration_id)
        people = _traders(found.contract.seller_id) | _traders(found.contract.buyer_id)
        _send(kind, people, found.pk, event_id)

    return tell


def outside_bureau_notify(event: Any, event_id: int) -> None:
    """The nearest science bureau of the buyer's region looks at the report."""
    found = OutsideContract.objects.get(pk=event.outside_contract_id)
    officers = memberships_with_duty(Duty.REGIONAL_OFFICER).filter(
        organisation__unit_kind=UnitKind.SCIENCE,
        organisation__region__in=path_to(found.buyer_region),
    )
    rows = list(officers.values_list("organisation__region", "user_id"))
    nearest = max((len(region.rstrip("0")) for region, _user in rows), default=0)
    people = {user for region, user in rows if len(region.rstrip("0")) == nearest}
    _send(notices.OUTSIDE_REPORTED, people, found.pk, event_id)


def buyer_notify(kind: NoticeKind) -> Callable[[Any, int], None]:
    """A reaction that tells the buyer who reported a contract."""

    def tell(event: Any, event_id: int) -> None:
        found = OutsideContract.objects.get(pk=event.outside_contract_id)
        if found.buyer_id is not None and found.reported_by_id is not None:
            _send(kind, _traders(found.buyer_id), found.pk, event_id)

    return tell


def _traders(organisation_id: int) -> set[int]:
    found = members_with_duty(organisation_id, *rules.TRADING)
    return set(found.values_list("pk", flat=True))


def _tell_registry(kind: NoticeKind, registration_id: int, event_id: int) -> None:
    found = Registration.objects.get(pk=registration_id)
    officers = members_with_duty(found.registry_id or 0, Duty.REGIONAL_OFFICER)
    _send(kind, officers.values_list("pk", flat=True), found.pk, event_id)


def _send(kind: NoticeKind, people: Iterable[int], about: int, event_id: int) -> None:
    notice_send(kind, readers=actors_of(people), about=about, key=f"event:{event_id}")
