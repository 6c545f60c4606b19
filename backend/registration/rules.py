"""Who applies for registrations, who decides on them, who reads them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, party_query
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of, path_to
from backend.accounts.rules import not_concerned

from .models import OutsideContract, Registration

TRADING = (
    Duty.ENTERPRISE_MEMBER,
    Duty.UNIVERSITY_OFFICE,
    Duty.BROKER,
    Duty.SERVICE_MEMBER,
)
APPLY = action("registration_apply", _("Apply for the registration of a contract"), TRADING)
DECIDE = action("registration_decide", _("Decide on registrations"), [Duty.REGIONAL_OFFICER])
REPORT = action(
    "outside_contract_report",
    _("Report a contract bought from a seller who registers elsewhere"),
    TRADING,
)
COUNT = action(
    "outside_contract_count",
    _("Count contracts registered elsewhere as absorbed"),
    [Duty.REGIONAL_OFFICER],
)
NOT_APPLICANT = _("Only the applicant does this; for a university, its technology-transfer office.")
NOT_BUREAU = _("Only officers of the science bureau of the buyer's region do this.")


def may_apply(actor: Actor, registration: Registration) -> bool:
    """Whoever binds the applicant."""
    return APPLY.allows(actor, registration.applicant_id)


def may_decide(actor: Actor, registration: Registration) -> bool:
    """Officers of the registry it was sent to, who do not belong to the applicant."""
    return DECIDE.allows(actor, registration.registry_id) and not_concerned(
        actor, organisations=[registration.applicant_id]
    )


def for_bureau(actor: Actor) -> bool:
    """Whether the actor acts for a science bureau as its officer; asks no query."""
    kind = actor.units.get(actor.organisation_id or 0)
    return kind == UnitKind.SCIENCE and Duty.REGIONAL_OFFICER in actor.acting


def bureau_of(actor: Actor) -> Organisation | None:
    """The science bureau that the actor acts for as its officer; None where it is none."""
    found = Organisation.objects.filter(pk=actor.organisation_id or 0)
    return found.first() if for_bureau(actor) else None


def may_count(actor: Actor, outside: OutsideContract) -> bool:
    """Officers of a science bureau whose region holds the buyer's."""
    bureau = bureau_of(actor)
    if bureau is None or not COUNT.allows(actor, bureau.pk):
        return False
    return bureau.region in path_to(outside.buyer_region)


def may_correct(actor: Actor, outside: OutsideContract) -> bool:
    """Whoever reports for the buyer."""
    return REPORT.allows(actor, outside.buyer_id)


def readable_registrations(actor: Actor) -> Q:
    """Members of both parties, operators, and officers of the science bureaus of both sides' regions
    once it was submitted."""
    found = party_query(actor, organisations=["contract__buyer", "contract__seller"])
    bureau = None if actor.operator else bureau_of(actor)
    if bureau is None:
        return found
    begins = beginning_of(bureau.region)
    here = Q(registry=bureau)
    for side in ("seller", "buyer"):
        here |= Q(**{f"{side}_region__startswith": begins})
    return found | (here & ~Q(state=Registration.State.DRAFT))


def readable_outside(actor: Actor) -> Q:
    """Members of the buyer, operators, officers of the science bureau of the buyer's region."""
    found = party_query(actor, organisations=["buyer"])
    bureau = None if actor.operator else bureau_of(actor)
    if bureau is None:
        return found
    return found | Q(buyer_region__startswith=beginning_of(bureau.region))
