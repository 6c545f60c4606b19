"""Demo organisations and people, and the sign-ins the home page offers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from backend.accounts.models import (
    Duty,
    LocalRegion,
    Membership,
    MembershipDuty,
    Organisation,
    User,
)

CONTENT = Path(__file__).parent
PASSWORD = "tiqiao-demo"  # noqa: S105 - shown on the demo's own home page

# Somebody who belongs nowhere yet (joining.py).
NEWCOMER = {"email": "gu.wenbo@mail.example", "name": "顾文博", "name_en": "Gu Wenbo"}

# Whose office is said better by other words than those of the duty.
_OFFICES: dict[tuple[str, str], object] = {
    (Duty.SERVICE_MEMBER, "bohaice-sun"): gettext_lazy("Holder of instruments"),
    (Duty.RESEARCHER, "bohai-ge"): gettext_lazy("Science commissioner"),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account the demo offers."""

    duty: str
    duty_label: object
    email: str
    name: str
    organisation: str


@cache
def rows(name: str) -> list[dict[str, Any]]:
    """A content file."""
    found: list[dict[str, Any]] = json.loads((CONTENT / f"{name}.json").read_text("utf-8"))
    return found


def sign_ins() -> list[SignIn]:
    """An account for each duty, and a county's officer beside the city's, in the reader's language."""
    english = not (get_language() or "").startswith("zh")
    people = {row["key"]: row for row in rows("people")}
    organisations = {row["key"]: row for row in rows("organisations")}
    found = []
    for duty, key in (*_faces(), *_OFFICES):
        person = people[key]
        organisation = organisations[person["organisation"]]
        found.append(
            SignIn(
                duty=duty,
                duty_label=_OFFICES.get((duty, key)) or Duty(duty).label,
                email=person["email"],
                name=person["name_en"] if english else person["name"],
                organisation=organisation["name_en"] if english else organisation["name"],
            )
        )
    found.append(
        SignIn(
            duty="newcomer",
            duty_label=_("Without an organisation yet"),
            email=NEWCOMER["email"],
            name=NEWCOMER["name_en" if english else "name"],
            organisation="",
        )
    )
    return found


def regions_seed() -> None:
    """Write the demo's regions below the county. Safe to repeat."""
    for row in rows("regions"):
        LocalRegion.objects.get_or_create(code=row["code"], defaults=row | {"demo": True})


def people_seed() -> dict[str, User]:
    """Write organisations, people and memberships; key → person. Safe to repeat."""
    organisations = {}
    # All have the same password, which takes long to hash.
    hashed = make_password(PASSWORD)
    with transaction.atomic():
        for row in rows("organisations"):
            organisations[row["key"]], _made = Organisation.objects.get_or_create(
                name=row["name"],
                defaults={
                    "kind": row["kind"],
                    "unit_kind": row.get("unit_kind", ""),
                    "name_en": row["name_en"],
                    "region": row["region"],
                    "credit_code": row["credit_code"],
                    "verified_at": timezone.now() if row["verified"] else None,
                },
            )
        return {row["key"]: _person(row, organisations, hashed) for row in rows("people")}


def _person(row: dict[str, Any], organisations: dict[str, Organisation], hashed: str) -> User:
    user = User.objects.filter(email=row["email"]).first()
    if user is None:
        user = User.objects.create(
            email=row["email"],
            password=hashed,
            name=row["name"],
            is_staff=Duty.OPERATOR in row["duties"],
            is_superuser=Duty.OPERATOR in row["duties"],
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        membership = Membership.objects.create(
            user=user, organisation=organisations[row["organisation"]]
        )
        for duty in row["duties"]:
            MembershipDuty.objects.create(membership=membership, duty=duty)
    return user


@cache
def _faces() -> list[tuple[str, str]]:
    """Duties with a person each: those around the pairing that the demo's story starts from."""
    film = next(row for row in rows("achievements-a") if row["key"] == "a-graphene-film")
    office = next(
        row["key"]
        for row in rows("people")
        if row["organisation"] == film["organisation"] and Duty.UNIVERSITY_OFFICE in row["duties"]
    )
    need = next(row for row in rows("needs-a") if row["key"] == "n-film")
    return [
        (Duty.ENTERPRISE_MEMBER, need["contact"]),
        (Duty.RESEARCHER, film["contact"]),
        (Duty.UNIVERSITY_OFFICE, office),
        (Duty.BROKER, need["broker"] or "broker-su"),
        (Duty.SERVICE_MEMBER, "boxi-qian"),
        (Duty.SERVICE_MEMBER, "jizhi-du"),
        (Duty.REGIONAL_OFFICER, "officer-cai"),
        (Duty.REGIONAL_OFFICER, "officer-cang"),
        (Duty.REGIONAL_OFFICER, "officer-tian"),
        (Duty.REGIONAL_OFFICER, "officer-ning"),
        (Duty.REGIONAL_OFFICER, "officer-yan"),
        (Duty.OPERATOR, "operator-li"),
    ]
