"""Products that suit a firm or a deal, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation
from backend.contracts.selectors import signed_of_deal
from backend.core.punctuation import listed
from backend.deals.models import Deal
from backend.ladder.ladders import grades_known
from backend.ladder.models import FirmYear
from backend.ladder.selectors import grades_held, years_latest

from .models import Kind, Product, Stage
from .selectors import products_offered

YOUNG, GROWN = 3, 8  # years since foundation


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A product, and why it stands here."""

    product: Product
    reasons: tuple[str, ...]


def stage_of(figures: FirmYear | None) -> str:
    """A firm's stage by its age and size; empty where it stated no figures."""
    if figures is None:
        return ""
    years = timezone.localdate().year - figures.founded
    if years <= 1:
        return str(Stage.SEED)
    if years <= YOUNG:
        return str(Stage.START_UP)
    grown = years > GROWN and figures.size in (FirmYear.Size.MEDIUM, FirmYear.Size.LARGE)
    return str(Stage.MATURE if grown else Stage.GROWTH)


def suggestions_for(firm: Organisation) -> list[Suggestion]:
    """What is for a firm of this stage and these grades, those that ask for a grade it has first."""
    figures = years_latest([firm.pk]).get(firm.pk)
    stage = stage_of(figures)
    held = {row.equals for row in grades_held([firm.pk])[firm.pk]}
    found = []
    for product in products_offered():
        fitting = held & set(product.grades)
        if (product.grades and not fitting) or (stage and stage not in product.stages) or not stage:
            continue
        reasons = [_("for firms in the stage “%(stage)s”") % {"stage": Stage(stage).label}]
        if fitting:
            names = listed(grades_known()[code] for code in sorted(fitting))
            reasons.insert(0, _("for firms with the grade %(grades)s") % {"grades": names})
        if product.kind == Kind.IP_PLEDGE and figures is not None and figures.class1_ip:
            told = {"n": figures.class1_ip}
            reasons.append(_("%(n)s class I rights could be pledged") % told)
        found.append(Suggestion(product, tuple(reasons)))
    return sorted(found, key=lambda one: (not one.product.grades, one.product.kind))


# What a deal with a signed contract makes worth thinking of, for which side, and why.
_OF_DEAL = (
    (Kind.TRANSFER_INSURANCE, ("development", "transfer", "licence")),
    (Kind.RD_INSURANCE, ("development",)),
    (Kind.PATENT_INSURANCE, ("transfer", "licence")),
    (Kind.GUIDING_FUND, ("transfer", "licence", "development")),
)


def suggestions_on(deal: Deal) -> list[Suggestion]:
    """What covers or funds the deal's signed contract; rights on the deal are the caller's."""
    signed = signed_of_deal(deal)
    if not signed:
        return []
    contract = signed[0]
    kinds = {kind for kind, types in _OF_DEAL if contract.type in types}
    told = {"type": contract.get_type_display()}
    reason = _("covers or funds a contract of the type “%(type)s”") % told
    return [
        Suggestion(product, (reason,)) for product in products_offered() if product.kind in kinds
    ]
