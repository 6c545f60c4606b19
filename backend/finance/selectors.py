"""Reads of finance: the shelf, wishes, white lists, figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.core.errors import NotFound

from .models import LOANS, Answer, Lender, Product, WhiteList, Wish
from .rules import LIST, OFFER, wishes_readable


def products_offered() -> QuerySet[Product]:
    """The shelf, by kind and name: public."""
    found = Product.objects.filter(on_market("provider"), offered=True)
    return found.select_related("provider").order_by("kind", "title", "pk")


def product_of(actor: Actor, product_id: int) -> Product:
    """One of the actor's own products. Raises NotFound."""
    found = Product.objects.filter(pk=product_id).select_related("provider").first()
    if found is None or not OFFER.allows(actor, found.provider_id):
        raise NotFound(_("There is no such product of yours."))
    return found


def wishes_known(actor: Actor) -> QuerySet[Wish]:
    """Wishes that the actor may read, newest first."""
    return (
        Wish.objects.filter(wishes_readable(actor))
        .select_related("firm", "made_by")
        .order_by("-pk")
    )


def wish_found(actor: Actor, wish_id: int) -> Wish:
    """One wish. Raises NotFound, also where the actor may not know of it."""
    found = wishes_known(actor).filter(pk=wish_id).first()
    if found is None:
        raise NotFound(_("This does not exist, or you may not see it."))
    return found


def answers_of(actor: Actor, wish: Wish) -> QuerySet[Answer]:
    """The answers to a wish: a bank reads its own alone."""
    found = Answer.objects.filter(wish=wish).select_related("bank").order_by("pk")
    known = actor.operator or actor.belongs_to(wish.firm_id)
    officer = any(LIST.allows(actor, pk) for pk in actor.duties)
    return found if known or officer else found.filter(bank_id__in=list(actor.duties))


def banks_told(unit_id: int) -> QuerySet[Organisation]:
    """Who is sent a unit's white lists: banks that it confirmed, while they have a loan or guarantee on
    the shelf."""
    held = Lender.objects.filter(unit=unit_id).values("bank_id")
    return _lending().filter(pk__in=held)


def lenders_of(unit_id: int) -> QuerySet[Lender]:
    """The banks that a unit confirmed; rights are the caller's."""
    return Lender.objects.filter(unit=unit_id).select_related("bank", "admitted_by").order_by("pk")


def lenders_possible(unit_id: int) -> QuerySet[Organisation]:
    """Who has a loan or guarantee on the shelf and is not confirmed by the unit."""
    return _lending().exclude(pk__in=Lender.objects.filter(unit=unit_id).values("bank_id"))


def _lending() -> QuerySet[Organisation]:
    offered = products_offered().filter(kind__in=LOANS).values("provider_id")
    return Organisation.objects.filter(pk__in=offered).order_by("pk")


def white_lists_of(unit_id: int) -> QuerySet[WhiteList]:
    """A unit's lists, the newest first; rights are the caller's."""
    found = WhiteList.objects.filter(unit_id=unit_id).prefetch_related("wishes__firm", "banks")
    return found.order_by("-number")


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a region's wishes."""

    wishes: int
    listed: int
    answered: int
    in_contact: int
    refused: int
    lines: int
    amount: Decimal  # of all credit lines


def figures_of(actor: Actor) -> Figures:
    """Over the wishes that the officer may read."""
    wishes = wishes_known(actor).order_by()
    answers = Answer.objects.filter(wish__in=wishes.values("pk"))
    lines = answers.filter(kind=Answer.Kind.LINE)
    return Figures(
        wishes=wishes.count(),
        listed=wishes.filter(white_lists__isnull=False).distinct().count(),
        answered=answers.values("wish_id").distinct().count(),
        in_contact=answers.filter(kind=Answer.Kind.CONTACT).count(),
        refused=answers.filter(kind=Answer.Kind.REFUSED).count(),
        lines=lines.count(),
        amount=lines.aggregate(total=Sum("amount"))["total"] or Decimal(0),
    )
