"""Tells people what concerns them: each event's recipients and what their inbox keeps.

Payloads hold ids and codes alone; the inbox page renders them for its reader's language and rights.
A repeated event delivers nothing twice: the key names the event.
"""

from __future__ import annotations

from collections.abc import Iterable

from backend.accounts import events as accounts
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Membership
from backend.accounts.selectors import members_with_duty, memberships_with_duty
from backend.catalog.events import ListingsImported
from backend.catalog.models import Listing
from backend.contracts.events import ContractConfirmed, ContractProposed, ContractReturned
from backend.contracts.models import Contract
from backend.deals.events import DealOpened
from backend.deals.models import Deal, DealDuty
from backend.pairings.events import PairingAccepted, PairingDeclined, PairingProposed
from backend.pairings.models import Pairing, Side
from notifications import facade as notifications


def people_of(listing: Listing) -> set[int]:
    """Who hears of a listing's matters: its contact, the organisation's deciders, its broker."""
    people = set(members_with_duty(listing.owner_id, *BINDING).values_list("pk", flat=True))
    people.add(listing.contact_id)
    if listing.broker_id is not None:
        people.add(listing.broker_id)
    return people


def people_in(deal: Deal, *duties: DealDuty) -> set[int]:
    """Who hears of a deal's matters: the people in it, and its parties' deciders; of some duties."""
    wanted = duties or tuple(DealDuty)
    people = set(deal.people.filter(duty__in=wanted).values_list("user_id", flat=True))
    for duty in {DealDuty.BUYER, DealDuty.SELLER} & set(wanted):
        deciders = members_with_duty(deal.party_id(duty), *BINDING)
        people.update(deciders.values_list("pk", flat=True))
    return people


def pairing_notify(event: PairingProposed, event_id: int) -> None:
    """A new pairing reaches both sides at once; those beyond the first few wait on their pages."""
    if not event.pushed:
        return
    pairing = _pairing(event.pairing_id)
    if pairing.need.published and pairing.offer.published:
        _deliver(
            people_of(pairing.need) | people_of(pairing.offer),
            "pairing_proposed",
            {"pairing": pairing.pk},
            # Not the event: a match from the other side proposes the same pairing.
            key=f"pairing:{pairing.pk}",
        )


def acceptance_notify(event: PairingAccepted, event_id: int) -> None:
    """The other side's turn; brokers follow."""
    _tell_across(event, "pairing_accepted", event_id)


def decline_notify(event: PairingDeclined, event_id: int) -> None:
    """The other side reads why."""
    _tell_across(event, "pairing_declined", event_id)


def deal_notify(event: DealOpened, event_id: int) -> None:
    """Both sides may draft the contract."""
    deal = Deal.objects.get(pk=event.deal_id)
    _deliver(people_in(deal), "deal_opened", {"deal": deal.pk}, key=f"event:{event_id}")


def contract_proposed_notify(event: ContractProposed, event_id: int) -> None:
    """The other side should confirm; whoever drafted it need not be told."""
    contract = _contract(event)
    across = DealDuty.SELLER if contract.proposed_by_buyer else DealDuty.BUYER
    _tell_of_contract(contract, "contract_proposed", event_id, across, DealDuty.BROKER)


def contract_returned_notify(event: ContractReturned, event_id: int) -> None:
    """The drafting side should change something."""
    contract = _contract(event)
    drafter = DealDuty.BUYER if contract.proposed_by_buyer else DealDuty.SELLER
    _tell_of_contract(contract, "contract_returned", event_id, drafter, DealDuty.BROKER)


def contract_confirmed_notify(event: ContractConfirmed, event_id: int) -> None:
    """The contract is recorded."""
    _tell_of_contract(_contract(event), "contract_confirmed", event_id)


def import_notify(event: ListingsImported, event_id: int) -> None:
    """One summary instead of a flood."""
    people = members_with_duty(event.organisation_id, *BINDING)
    payload = {
        "kind": event.kind,
        "imported": event.imported,
        "unchanged": event.unchanged,
        "refused": event.refused,
    }
    _deliver(
        people.values_list("pk", flat=True),
        "listings_imported",
        payload,
        key=f"event:{event_id}",
    )


def organisation_registered_notify(event: accounts.OrganisationRegistered, event_id: int) -> None:
    """Operators verify it."""
    operators = memberships_with_duty(Duty.OPERATOR)
    _deliver(
        operators.values_list("user_id", flat=True),
        "organisation_registered",
        {"organisation": event.organisation_id},
        key=f"event:{event_id}",
    )


def organisation_verified_notify(event: accounts.OrganisationVerified, event_id: int) -> None:
    """Its members may publish now."""
    members = Membership.objects.filter(organisation_id=event.organisation_id, active=True)
    _deliver(
        members.values_list("user_id", flat=True),
        "organisation_verified",
        {"organisation": event.organisation_id},
        key=f"event:{event_id}",
    )


def _pairing(pairing_id: int) -> Pairing:
    return Pairing.objects.select_related("need", "offer").get(pk=pairing_id)


def _tell_across(event: PairingAccepted | PairingDeclined, kind: str, event_id: int) -> None:
    pairing = _pairing(event.pairing_id)
    across = pairing.offer if event.side == Side.NEED else pairing.need
    brokers = {pk for pk in (pairing.need.broker_id, pairing.offer.broker_id) if pk}
    _deliver(
        people_of(across) | brokers,
        kind,
        {"pairing": pairing.pk, "side": event.side},
        key=f"event:{event_id}",
    )


def _contract(event: ContractProposed | ContractReturned | ContractConfirmed) -> Contract:
    return Contract.objects.select_related("deal").get(pk=event.contract_id)


def _tell_of_contract(contract: Contract, kind: str, event_id: int, *duties: DealDuty) -> None:
    _deliver(
        people_in(contract.deal, *duties),
        kind,
        {"contract": contract.pk},
        key=f"event:{event_id}",
    )


def _deliver(people: Iterable[int], kind: str, payload: dict[str, object], *, key: str) -> None:
    notifications.deliver(recipients=sorted(set(people)), kind=kind, payload=payload, key=key)
