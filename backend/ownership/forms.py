"""Forms of ownership."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Duty, MembershipDuty, User
from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.core.lifecycles import NOTE_LENGTH
from backend.core.money_fields import Currency
from backend.deals.models import Deal, DealDuty

from .models import Evaluation, Grant, Plan, PlanShare
from .values import EvaluationValues, GrantValues, PlanValues, ShareValues


def _day(label: object, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)  # type: ignore[arg-type]


def _text(label: object, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, widget=widget, max_length=NOTE_LENGTH, **more)  # type: ignore[arg-type]


class GrantForm(ServiceForm):
    """What inventors apply for."""

    kind = forms.ChoiceField(label=_("Right"), choices=Grant.Kind.choices)
    share = NumberField(
        label=_("Share of the inventors in percent"),
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text=_("For ownership alone."),
    )
    inventors = forms.CharField(label=_("Inventors"), max_length=300)
    starts_on = _day(pgettext_lazy("day", "From"))
    ends_on = _day(_("Until"), required=False)
    reasons = _text(_("How they will put it to use"))
    conditions = _text(_("Conditions of the right"), required=False)

    def values(self) -> GrantValues:
        """The checked values as the service takes them."""
        return GrantValues(**self.cleaned_data)


class EvaluationForm(ServiceForm):
    """What an evaluation report says."""

    body = forms.CharField(label=_("Evaluating body"), max_length=120)
    level = forms.ChoiceField(label=_("Level of the result"), choices=Evaluation.Level.choices)
    number = forms.CharField(label=_("Number of the report"), max_length=60, required=False)
    evaluated_on = _day(_("Date of the report"))
    valid_until = _day(_("Valid until"), required=False)
    finding = _text(_("Finding"), required=False)
    file = forms.FileField(
        label=_("The report"), required=False, max_length=255, allow_empty_file=True
    )

    def values(self) -> EvaluationValues:
        """The checked values as the service takes them."""
        return EvaluationValues(**{k: v for k, v in self.cleaned_data.items() if k != "file"})


class PlanForm(ServiceForm):
    """How the price was found, and a share for each one who may have one; empty: none."""

    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    pricing = forms.ChoiceField(label=_("How the price was found"), choices=Plan.Pricing.choices)
    price = AmountField(
        label=_("Price"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    noticed_on = _day(_("Public notice from"), required=False)

    def __init__(self, deal: Deal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(_possible(deal))
        labels = [("share_institution", deal.seller.name)]
        labels += [(f"share_{user.pk}", f"{user} · {words}") for user, _kind, words in self.people]
        for name, label in labels:
            self.fields[name] = NumberField(
                label=_("Share of %(name)s in percent") % {"name": label},
                required=name == "share_institution",
                min_value=0,
                max_digits=5,
                decimal_places=2,
            )

    @property
    def shares(self) -> list[forms.BoundField]:
        """The controls of the shares."""
        return [self[name] for name in self.fields if name.startswith("share_")]

    def values(self) -> PlanValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        shares = [_share(PlanShare.Kind.INSTITUTION, None, data["share_institution"])]
        shares += [
            _share(kind, user.pk, data[f"share_{user.pk}"]) for user, kind, _words in self.people
        ]
        return PlanValues(
            pricing=data["pricing"],
            price=data["price"],
            currency=data["currency"],
            noticed_on=data["noticed_on"],
            shares=tuple(share for share in shares if share is not None),
        )

    @staticmethod
    def initial_from(plan: Plan | None) -> dict[str, Any]:
        """What the plan says now; of a new one, that all is the institution's."""
        if plan is None:
            return {"share_institution": Decimal(100), "currency": "CNY"}
        found: dict[str, Any] = {
            name: getattr(plan, name)
            for name in ("revision", "pricing", "price", "currency", "noticed_on")
        }
        for share in plan.shares.all():
            key = "institution" if share.person_id is None else share.person_id
            found[f"share_{key}"] = share.percent
        return found


def _share(kind: str, person_id: int | None, percent: Decimal | None) -> ShareValues | None:
    return ShareValues(kind=kind, person_id=person_id, percent=percent) if percent else None


def _possible(deal: Deal) -> list[tuple[User, str, object]]:
    """Who may have a share: the institution's people in the deal, its listing's contact, brokers."""
    found: dict[int, tuple[User, str, object]] = {}
    officers = _officers(deal)
    if deal.offer is not None:
        contact = deal.offer.contact
        found[contact.pk] = (contact, PlanShare.Kind.INVENTOR, PlanShare.Kind.INVENTOR.label)
    for person in deal.people.select_related("user").order_by("pk"):
        if person.duty == DealDuty.BROKER:
            kind = PlanShare.Kind.BROKER
        elif person.duty == DealDuty.SELLER and person.user_id not in officers:
            kind = PlanShare.Kind.INVENTOR
        else:
            continue
        found.setdefault(person.user_id, (person.user, kind, kind.label))
    return list(found.values())


def _officers(deal: Deal) -> set[int]:
    """People of the seller's office who do no research there: they made nothing."""
    held = MembershipDuty.objects.filter(membership__organisation=deal.seller_id)
    duties: dict[int, set[str]] = {}
    for user_id, duty in held.values_list("membership__user_id", "duty"):
        duties.setdefault(user_id, set()).add(duty)
    return {pk for pk, all_ in duties.items() if Duty.RESEARCHER not in all_}
