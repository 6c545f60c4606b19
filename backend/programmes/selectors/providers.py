"""Providers that a programme recognises: those of its own region's register, and of the regions with
which it agreed on mutual recognition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.regions import beginning_of, region_label
from backend.contracts.models import Contract
from backend.core.punctuation import listed
from backend.programmes.models import Provider
from backend.programmes.schemes import Scheme, Service


@dataclass(frozen=True, slots=True)
class Recognised:
    """A contract's provider for a scheme: who, for which services; or ``why`` not."""

    provider: Provider | None
    services: tuple[Service, ...]
    why: str = ""


def providers_of(scheme: Scheme) -> QuerySet[Provider]:
    """All whom a scheme recognises, by region and name."""
    found = Provider.objects.select_related("organisation").order_by("region", "organisation__name")
    return found.filter(region__in=_registers(scheme))


def provider_for(scheme: Scheme, contract: Contract, day: date | None = None) -> Recognised:
    """Whether a contract's seller may be paid with a voucher of the scheme, and for what."""
    on = day or timezone.localdate()
    covered = scheme.services_for(contract.type)
    if not covered:
        names = listed(one.words for one in scheme.services)
        told: dict[str, object] = {"type": contract.get_type_display(), "services": names}
        return Recognised(
            None,
            (),
            _("A contract of the type “%(type)s” is not covered; covered are: %(services)s.")
            % told,
        )
    rows = Provider.objects.filter(organisation_id=contract.seller_id).order_by("pk")
    held = [row for row in rows if row.recognised_on(on)]
    if not held:
        return Recognised(
            None,
            (),
            _("%(seller)s is in no region's register of providers.") % {"seller": contract.seller},
        )
    known = [row for row in held if row.region in _registers(scheme)]
    if not known:
        told = {
            "seller": contract.seller,
            "registers": listed(region_label(row.region) for row in held),
            "recognised": listed(region_label(code) for code in _registers(scheme)),
        }
        return Recognised(
            None,
            (),
            _(
                "%(seller)s is registered in %(registers)s; this voucher recognises only %(recognised)s."
            )
            % told,
        )
    for row in known:
        services = tuple(one for one in covered if one.code in row.services)
        if services:
            return Recognised(row, services)
    asked = listed(one.words for one in covered)
    words = _("%(seller)s is not recognised for %(services)s.")
    return Recognised(None, (), words % {"seller": contract.seller, "services": asked})


def _registers(scheme: Scheme) -> list[str]:
    return list(dict.fromkeys([scheme.region, *scheme.recognises]))


def across(scheme: Scheme, provider: Provider) -> bool:
    """Whether the provider is of another region: settled between regions."""
    return not provider.organisation.region.startswith(beginning_of(scheme.region))
