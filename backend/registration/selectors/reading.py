"""Reads of registrations, within what the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, UnitKind
from backend.accounts.regions import path_to
from backend.accounts.selectors import on_market
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound
from backend.core.punctuation import colon
from backend.registration.models import ChangeReport, Registration
from backend.registration.rules import readable_registrations

State = Registration.State
# A supplementary agreement with an amount of its own is a contract of its own to the registry.
REGISTERABLE = Contract.COUNTED


def registrations_readable_by(actor: Actor) -> QuerySet[Registration]:
    """Registrations the actor may read, last moved first."""
    return (
        Registration.objects.filter(readable_registrations(actor))
        .select_related("contract__buyer", "contract__seller", "applicant", "registry")
        .order_by("-updated_at", "-pk")
    )


def registration_readable_by(actor: Actor, registration_id: int) -> Registration:
    """One registration. Raises NotFound, also where the actor may not know of it."""
    found = (
        registrations_readable_by(actor)
        .select_related("contract__deal", "recognised_by", "registered_by")
        .prefetch_related("enclosures__attachment", "reports")
        .filter(pk=registration_id)
        .first()
    )
    if found is None:
        raise NotFound(_("This registration does not exist, or you may not see it."))
    return found


def registration_of_contract(contract_id: int) -> Registration | None:
    """The registration of a contract, in whatever state; rights are the caller's."""
    return Registration.objects.filter(contract_id=contract_id).first()


def registered(contract_id: int) -> bool:
    """Whether the contract is registered now."""
    return Registration.objects.filter(contract_id=contract_id, state=State.REGISTERED).exists()


def registrations_with(registry_ids: Iterable[int]) -> QuerySet[Registration]:
    """What waits for these registries, the earliest due first: applications and reported changes."""
    changed = ChangeReport.objects.filter(state=ChangeReport.State.REPORTED)
    waiting = Q(state__in=Registration.WITH_REGISTRY) | Q(pk__in=changed.values("registration_id"))
    return (
        Registration.objects.filter(waiting, registry_id__in=list(registry_ids))
        .select_related("contract__buyer", "contract__seller", "applicant", "registry")
        .order_by("due_on", "pk")
    )


def registries_for(region: str) -> list[Organisation]:
    """The science bureaus whose region holds this one, the nearest first."""
    above = [step for step in path_to(region) if step]
    found = Organisation.objects.filter(on_market(), unit_kind=UnitKind.SCIENCE, region__in=above)
    return sorted(found, key=lambda unit: (-above.index(unit.region), unit.pk))


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A signed contract that is not registered: why, and whether the reader can do something."""

    contract: Contract
    registration: Registration | None
    why: str
    mine: bool


def unregistered_of(actor: Actor) -> list[Unregistered]:
    """The signed contracts of the organisation acted for that are not registered, and why; the
    oldest first."""
    organisation = actor.organisation_id
    own = Q(seller_id=organisation) | Q(buyer_id=organisation)
    found = (
        contracts_signed()
        .filter(own, kind__in=REGISTERABLE)
        .exclude(registration__state=State.REGISTERED)
        .select_related("buyer", "seller", "registration__registry")
        .order_by("signed_on", "pk")
    )
    return [_unregistered(contract, organisation or 0) for contract in found]


def _unregistered(contract: Contract, organisation_id: int) -> Unregistered:
    registration = getattr(contract, "registration", None)
    if registration is None:
        sells = contract.seller_id == organisation_id
        abroad = not sells and contract.seller.credit_code is None
        if sells or abroad:
            why = _("Nobody has applied yet.")
        else:
            why = _("The seller has not applied yet; only the seller registers it.")
        return Unregistered(contract, None, why, mine=sells or abroad)
    mine = registration.applicant_id == organisation_id
    return Unregistered(
        contract, registration, _why(registration), mine and registration.state in _APPLICANTS_TURN
    )


_APPLICANTS_TURN = (*Registration.WRITABLE, State.REFUSED)


def _why(registration: Registration) -> str:
    if registration.state == State.DRAFT:
        return _("The application is not finished.")
    said = registration.reason_label
    words = str(registration.get_state_display())
    return f"{words}{colon()}{said}" if said else words
