"""What comparable deals came to: a spread from which no single deal can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.catalog.taxonomies import label
from backend.core import money
from backend.core.figures import figure
from backend.deals.models import Deal

from .models import PRICED, ROYALTIES, Offer

FEWEST = 3  # deals, and as many buyers and sellers
NEAR = 1  # step of readiness up or down
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """Lower quartile, median and upper quartile, each rounded to two digits."""

    lower: Decimal
    median: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Comparables:
    """What comparable deals agreed on; a spread is None where there are too few of its kind."""

    field: str
    trl: int | None
    price: Spread | None
    royalty: Spread | None

    @property
    def words(self) -> list[str]:
        """The spreads in sentences."""
        found = []
        if self.price is not None:
            amounts = {
                "low": money.short(self.price.lower, "CNY"),
                "middle": money.short(self.price.median, "CNY"),
                "high": money.short(self.price.upper, "CNY"),
                "field": label("fields", self.field),
            }
            found.append(
                _(
                    "Comparable deals (%(field)s, about the same readiness): half were agreed between "
                    "%(low)s and %(high)s, the middle one at %(middle)s."
                )
                % amounts
            )
        if self.royalty is not None:
            rates = {
                "low": figure(self.royalty.lower),
                "middle": figure(self.royalty.median),
                "high": figure(self.royalty.upper),
            }
            found.append(
                _("Royalties: half between %(low)s%% and %(high)s%%, the middle one %(middle)s%%.")
                % rates
            )
        return found

    @property
    def shown(self) -> bool:
        """Whether there is anything to say."""
        return self.price is not None or self.royalty is not None


def comparables_for(actor: Actor, deal: Deal) -> Comparables | None:
    """Terms accepted in the field and at about the readiness of a deal, in the same currency (yuan).

    Deals of the reader's own organisations are left out, since who knows all but one of three would
    know that one; so are those of the running month, whose coming would tell them. None where the
    deal is about nothing that can be compared.
    """
    about = deal.offer or deal.need
    if about is None or not about.technology_field:
        return None
    found = _accepted(actor, about.technology_field, about.trl)
    return Comparables(
        field=about.technology_field,
        trl=about.trl,
        price=_spread(found.filter(price_mode__in=PRICED, price__isnull=False), "price"),
        royalty=_spread(found.filter(price_mode__in=ROYALTIES), "royalty_rate"),
    )


def _accepted(actor: Actor, field: str, trl: int | None) -> QuerySet[Offer]:
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = Offer.objects.filter(
        state=Offer.State.ACCEPTED, currency="CNY", answered_at__lt=month
    ).filter(_about("offer", field, trl) | Q(deal__offer=None) & _about("need", field, trl))
    own = list(actor.duties)
    return found.exclude(deal__buyer_id__in=own).exclude(deal__seller_id__in=own)


def _about(listing: str, field: str, trl: int | None) -> Q:
    found = Q(**{f"deal__{listing}__technology_field": field})
    if trl is not None:
        found &= Q(**{f"deal__{listing}__trl__range": (trl - NEAR, trl + NEAR)})
    return found


def _spread(offers: QuerySet[Offer], column: str) -> Spread | None:
    rows = list(offers.values_list(column, "deal__buyer_id", "deal__seller_id"))
    parties = [{row[1] for row in rows}, {row[2] for row in rows}]
    if len(rows) < FEWEST or min(map(len, parties)) < FEWEST:
        return None
    return Spread(*_quartiles([row[0] for row in rows]))


def _quartiles(values: Sequence[Decimal]) -> list[Decimal]:
    return [_rounded(value) for value in quantiles(sorted(values), n=4, method="inclusive")]


def _rounded(value: Decimal) -> Decimal:
    """To two digits, so that no amount can be recognised."""
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - DIGITS + 1))
