"""What of the form is known before anybody fills it in."""

from __future__ import annotations

from django.core.files.base import ContentFile

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import regions
from backend.attachments.services import attachment_add
from backend.attachments.storage import bytes_of
from backend.contracts.models import Contract, ContractType
from backend.registration.models import CHINA, Enclosure, Registration
from backend.registration.selectors import registries_for
from backend.registration.values import RegistrationValues
from backend.signing.selectors import document_of

# Of what is transferred or licensed where the subtype tells.
_RIGHT_OF = {
    (ContractType.TRANSFER, "patent"): "21",
    (ContractType.TRANSFER, "application_right"): "24",
    (ContractType.TRANSFER, "know_how"): "10",
}
CONTRACT_PAPER = "contract"  # of the measures' lists
_NO_RIGHT, _NO_PLAN = "90", "900"
_WITHOUT_RIGHT = (ContractType.CONSULTING, ContractType.SERVICE)


def values_prefilled(registration: Registration, actor: Actor) -> RegistrationValues:
    """The form as far as contract, listings and organisations tell it."""
    contract = registration.contract
    codes = registration.measure.codes
    nearest = registries_for(registration.applicant.region)
    abroad = registration.applicant_id == contract.buyer_id
    earlier = Registration.objects.filter(
        applicant=registration.applicant, registered_on__isnull=False
    )
    return RegistrationValues(
        registry_id=nearest[0].pk if nearest else None,
        valid_from=contract.starts_on or contract.signed_on,
        valid_until=contract.ends_on,
        seller_country="" if abroad else CHINA,
        seller_region="" if abroad else _county(contract.seller),
        seller_nature="500" if abroad else codes.nature_of_kind[contract.seller.kind],
        buyer_country=CHINA,
        buyer_region=_county(contract.buyer),
        buyer_nature=codes.nature_of_kind[contract.buyer.kind],
        technology_field=_of_listings(contract, "technology_field"),
        industry=_of_listings(contract, "industry"),
        right=_right(contract),
        plan=_NO_PLAN,
        first_time=not earlier.exists(),
        contact_name=actor.name,
    )


def contract_enclose(actor: Actor, registration: Registration) -> None:
    """What was signed here is handed in as it was signed; of other contracts people hand it in."""
    document = document_of("contract", registration.contract_id)
    if document is None or registration.measure.item(CONTRACT_PAPER) is None:
        return
    scan = registration.contract.scan
    signed = bytes_of(scan.key if scan is not None else document.signed_key)
    name = scan.name if scan is not None else f"{document.code}.pdf"
    attachment = attachment_add(
        actor=actor,
        subject="registration",
        subject_id=registration.pk,
        upload=ContentFile(signed, name=name),
    )
    Enclosure.objects.create(registration=registration, code=CONTRACT_PAPER, attachment=attachment)


def _county(organisation: Organisation) -> str:
    """Six digits: below the county the form knows nothing."""
    code = organisation.region[:6]
    return code if code in regions() else ""


def _of_listings(contract: Contract, name: str) -> str:
    """What the need says, else what the offer says."""
    for listing in (contract.need, contract.offer):
        if listing is not None and getattr(listing, name):
            found: str = getattr(listing, name)
            return found
    return ""


def _right(contract: Contract) -> str:
    if contract.type in _WITHOUT_RIGHT:
        return _NO_RIGHT
    return _RIGHT_OF.get((ContractType(contract.type), contract.subtype), "")
