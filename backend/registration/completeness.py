"""What an application lacks, said before it is submitted: fields, papers, the contract's term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from backend.attachments.models import Attachment
from backend.contracts.models import ContractType

from .measures import RequiredItem
from .models import CHINA, Registration

STANDING = (Attachment.State.READY, Attachment.State.QUARANTINED)
OUTSIDE_PLANS = "900"
NO_RIGHT = ("", "10", "90")  # know-how and none have no certificate
RIGHTS_MOVED = (ContractType.TRANSFER, ContractType.LICENCE)
_ALWAYS = (
    "registry", "valid_from", "valid_until", "seller_country", "seller_nature", "buyer_country",
    "buyer_nature", "technology_field", "industry", "right", "plan", "contact_name",
    "contact_phone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not there: the name of a field or the code of a paper, and what to do."""

    name: str
    words: str
    paper: bool = False


def missing_of(registration: Registration) -> list[Missing]:
    """All that keeps it from being submitted, in the order of the form; empty where it is whole."""
    papers = [
        Missing(item.code, _("Hand in: %(paper)s") % {"paper": item.words}, paper=True)
        for item in papers_required(registration)
        if not enclosed(registration, item.code)
    ]
    return [*_fields(registration), *_contradictions(registration), *papers]


def papers_required(registration: Registration) -> list[RequiredItem]:
    """The papers that the measure asks for in this case."""
    cases = {
        "always": True,
        "department_signed": registration.department_signed,
        "first_time": registration.first_time,
        "seller_abroad": registration.seller_abroad,
        "rights_moved": registration.type in RIGHTS_MOVED and registration.right not in NO_RIGHT,
    }
    return [item for item in registration.measure.required if cases[item.when]]


def enclosed(registration: Registration, code: str) -> bool:
    """Whether a paper was handed in and still stands."""
    return any(
        enclosure.code == code and enclosure.attachment.state in STANDING
        for enclosure in registration.enclosures.all()
    )


def _fields(registration: Registration) -> Iterator[Missing]:
    for name in _wanted(registration):
        if getattr(registration, name) in (None, ""):
            label = capfirst(Registration._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Missing(name, _("Fill in: %(field)s") % {"field": label})


def _wanted(registration: Registration) -> list[str]:
    found = list(_ALWAYS)
    for side in ("seller", "buyer"):
        if getattr(registration, f"{side}_country") == CHINA:
            found.append(f"{side}_region")
    if registration.plan not in ("", OUTSIDE_PLANS):
        found.append("plan_number")
    if registration.type == ContractType.TRANSFER:
        found += ["new_investment", "new_output"]
    return found


def _contradictions(registration: Registration) -> Iterator[Missing]:
    """What is filled in and cannot be so."""
    begins, ends = registration.valid_from, registration.valid_until
    if begins and ends and ends < begins:
        yield Missing("valid_until", _("The contract ends before it begins; correct its term."))
    elif ends and ends < timezone.localdate():
        yield Missing("valid_until", _("The contract's term is over; it is registered within it."))
    if registration.currency != "CNY" and registration.rate == 1:
        yield Missing("rate", _("Give the rate at which the currency counts in yuan."))
    by_buyer = registration.applicant_id == registration.contract.buyer_id
    if by_buyer and not registration.seller_abroad:
        yield Missing(
            "seller_country",
            _("The buyer applies only where the seller sits abroad: give its country."),
        )
    if not by_buyer and registration.seller_abroad:
        yield Missing(
            "seller_country", _("A seller who applies sits in China; otherwise the buyer applies.")
        )
