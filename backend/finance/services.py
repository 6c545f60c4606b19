"""Writes of finance: products, wishes, white lists, answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.accounts.selectors import on_market
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.ladder.ladders import grades_known

from . import rules
from .events import (
    LenderAdmitted,
    LenderDismissed,
    ProductListed,
    WhiteListPublished,
    WishAnswered,
    WishMade,
)
from .lifecycle import WISH, wish_locked
from .models import Answer, Lender, Product, Stage, WhiteList, Wish
from .selectors import banks_told, lenders_possible, wish_found
from .values import AnswerValues, CheckValues, ProductValues, WishValues

MOST_MONTHS = 360


def product_list(
    *, actor: Actor, provider_id: int, values: ProductValues, product_id: int | None = None
) -> Product:
    """Put a product on the shelf, or change one. Raises NotPermitted, ValidationError by field."""
    if not rules.OFFER.allows(actor, provider_id):
        raise NotPermitted(rules.NOT_PROVIDER)
    if not values.stages or not set(values.stages) <= set(Stage.values):
        raise ValidationError({"stages": [_("Choose at least one stage.")]})
    if not set(values.grades) <= set(grades_known()):
        raise ValidationError({"grades": [_("Choose grades from the list.")]})
    with transaction.atomic():
        product = (
            Product.objects.select_for_update().get(pk=product_id, provider_id=provider_id)
            if product_id
            else Product(provider_id=provider_id, made_by_id=actor.person)
        )
        for field in fields(ProductValues):
            value = getattr(values, field.name)
            setattr(product, field.name, list(value) if isinstance(value, tuple) else value)
        product.clean_fields(exclude=["provider", "made_by"])
        product.save()
        publish(ProductListed(product_id=product.pk), actor_id=actor.user_id)
    return product


def wish_make(*, actor: Actor, firm_id: int, values: WishValues) -> Wish:
    """Say what money the firm needs, with its consent.

    Raises NotPermitted, WrongState for a firm that nobody verified, ValidationError by field.
    """
    if not rules.WISH.allows(actor, firm_id):
        raise NotPermitted(rules.NOT_FIRM)
    if not Organisation.objects.filter(on_market(), pk=firm_id).exists():
        raise WrongState(_("Your firm waits for verification; ask for money then."))
    if not values.consent:
        told = _("Without your consent nothing goes to banks, so nothing can be asked for.")
        raise ValidationError({"consent": [told]})
    if not 1 <= values.months <= MOST_MONTHS:
        raise ValidationError({"months": [_("Give 1 to 360 months.")]})
    if values.amount <= 0:
        raise ValidationError({"amount": [_("Give an amount above zero.")]})
    with transaction.atomic():
        wish = Wish(
            firm_id=firm_id,
            kind=values.kind,
            stage=values.stage,
            amount=values.amount,
            months=values.months,
            purpose=values.purpose.strip(),
            consented_at=timezone.now(),
            made_by_id=actor.person,
        )
        wish.clean_fields(exclude=["firm", "made_by"])
        wish.save()
        publish(WishMade(wish_id=wish.pk, firm_id=firm_id), actor_id=actor.user_id)
    return wish


def wish_check(
    *, actor: Actor, wish_id: int, expected_revision: int | None, values: CheckValues
) -> Wish:
    """Put a credit check on record. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError by field."""
    with moving(WISH, "check", wish_id, actor=actor, expected_revision=expected_revision) as wish:
        if values.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": [_("Give a day that has come.")]})
        wish.credit_grade, wish.credit_body = values.grade, values.body.strip()
        wish.credit_on = values.checked_on
        wish.clean_fields(exclude=["firm", "made_by"])
    return wish


def wish_decline(*, actor: Actor, wish_id: int, expected_revision: int | None, note: str) -> Wish:
    """Do not list it. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        WISH, "decline", wish_id, actor=actor, expected_revision=expected_revision, note=note
    ) as wish:
        return wish


def wish_end(*, actor: Actor, wish_id: int, expected_revision: int | None) -> Wish:
    """End it: from now on no bank reads it. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(WISH, "end", wish_id, actor=actor, expected_revision=expected_revision) as wish:
        return wish


SERVICES: dict[str, Callable[..., Wish]] = {
    "check": wish_check,
    "decline": wish_decline,
    "end": wish_end,
}


def lender_admit(*, actor: Actor, unit_id: int, bank_id: int) -> Lender:
    """Confirm a bank, so that the unit's white lists go to it. Safe to repeat.

    Raises NotPermitted, NotFound for whoever has no loan on the shelf.
    """
    if not rules.LIST.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=unit_id)
        held = Lender.objects.filter(unit=unit_id, bank=bank_id).first()
        if held is not None:
            return held
        if not lenders_possible(unit_id).filter(pk=bank_id).exists():
            raise NotFound(_("This organisation has no loan on the shelf."))
        made = Lender.objects.create(unit_id=unit_id, bank_id=bank_id, admitted_by_id=actor.person)
        publish(LenderAdmitted(unit_id=unit_id, organisation_id=bank_id), actor_id=actor.user_id)
    return made


def lender_dismiss(*, actor: Actor, unit_id: int, bank_id: int) -> None:
    """Send it no more lists; it reads none of the earlier ones either. Safe to repeat.

    Raises NotPermitted.
    """
    if not rules.LIST.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    with transaction.atomic():
        gone, _by_model = Lender.objects.filter(unit=unit_id, bank=bank_id).delete()
        if gone:
            told = LenderDismissed(unit_id=unit_id, organisation_id=bank_id)
            publish(told, actor_id=actor.user_id)


def white_list_publish(*, actor: Actor, unit_id: int) -> WhiteList:
    """Send all checked wishes of the unit's region, and those that stand, to every bank that the unit
    confirmed: a new version.

    Raises NotPermitted, WrongState where there is no wish or no bank.
    """
    if not rules.LIST.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_UNIT)
    with transaction.atomic():
        unit = Organisation.objects.select_for_update().get(pk=unit_id)
        due = Wish.objects.filter(
            state__in=[Wish.State.CHECKED, Wish.State.LISTED],
            firm__region__startswith=beginning_of(unit.region),
        )
        wishes = [wish_locked(pk) for pk in due.order_by("pk").values_list("pk", flat=True)]
        if all(wish.state == Wish.State.LISTED for wish in wishes):
            raise WrongState(
                _("No wish was checked since the last list; there is nothing to send.")
            )
        banks = list(banks_told(unit_id))
        if not banks:
            raise WrongState(_("Confirm a bank first; nobody would read the list."))
        made = WhiteList.objects.create(
            unit=unit,
            number=WhiteList.objects.filter(unit=unit).count() + 1,
            made_on=timezone.localdate(),
            made_by_id=actor.person,
        )
        made.wishes.set(wishes)
        made.banks.set(banks)
        for wish in wishes:
            advance(WISH, "list", wish, actor_id=actor.user_id)
        publish(WhiteListPublished(white_list_id=made.pk), actor_id=actor.user_id)
    return made


def answer_give(*, actor: Actor, wish_id: int, bank_id: int, values: AnswerValues) -> Answer:
    """A bank answers a wish that a list brought it; a later answer takes the place of the earlier.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    if not rules.OFFER.allows(actor, bank_id):
        raise NotPermitted(rules.NOT_PROVIDER)
    wish_found(actor, wish_id)
    with transaction.atomic():
        wish = wish_locked(wish_id)
        sent = rules.lists_sent_to([bank_id]).filter(wishes=wish)
        if wish.state != Wish.State.LISTED or not sent.exists():
            raise WrongState(_("This wish is not on a list that was sent to your bank."))
        answer = Answer.objects.filter(wish=wish, bank_id=bank_id).first() or Answer(
            wish=wish, bank_id=bank_id
        )
        answer.kind, answer.note = values.kind, values.note.strip()
        answer.amount = values.amount if values.kind == Answer.Kind.LINE else None
        answer.person_id = actor.person
        _check_answer(answer)
        answer.save()
        publish(
            WishAnswered(wish_id=wish.pk, firm_id=wish.firm_id, bank_id=bank_id),
            actor_id=actor.user_id,
        )
    return answer


def _check_answer(answer: Answer) -> None:
    answer.clean_fields(exclude=["wish", "bank", "person"])
    if answer.kind == Answer.Kind.LINE and not answer.amount:
        raise ValidationError({"amount": [_("Give the credit line.")]})
    if answer.kind == Answer.Kind.REFUSED and not answer.note:
        raise ValidationError({"note": [_("Say why; the firm and its office read it.")]})
