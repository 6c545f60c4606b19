"""Forms of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.form_fields import AmountField, NumberField, ServiceForm
from backend.delivery.models import Milestone
from backend.ladder.forms import day_field

from .models import Programme, Redemption, Support
from .policies import standings_earning
from .schemes import Scheme, Terms
from .selectors import Recognised, contracts_for_vouchers
from .values import ClaimValues, ProgrammeValues, SupportValues

AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 2, "min_value": 0}


class TermsForm(ServiceForm):
    """The figures of a programme; what its scheme does not reckon with is left out."""

    budget = AmountField(label=_("Budget in yuan"), **AMOUNT)
    ratio = NumberField(
        label=_("Share of the base in percent"), max_digits=5, decimal_places=2, required=False
    )
    cap_contract = AmountField(label=_("Cap per contract"), required=False, **AMOUNT)
    cap_firm = AmountField(label=_("Cap per firm and year"), required=False, **AMOUNT)

    def __init__(self, scheme: Scheme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        if scheme.terms.ratio is None:
            del self.fields["ratio"]
        if scheme.terms.cap_contract is None:
            del self.fields["cap_contract"]

    def terms(self) -> Terms:
        """The checked figures."""
        held = self.cleaned_data
        return Terms(
            budget=held["budget"],
            ratio=held.get("ratio"),
            steps=self.scheme.terms.steps,
            cap_contract=held.get("cap_contract"),
            cap_firm=held.get("cap_firm"),
        )

    @staticmethod
    def initial_from(terms: Terms) -> dict[str, Any]:
        """The figures as they stand."""
        return {
            name: getattr(terms, name) for name in ("budget", "ratio", "cap_contract", "cap_firm")
        }


class OpenForm(TermsForm):
    """A scheme opened for a year."""

    year = forms.IntegerField(label=_("Year"), min_value=1, max_value=9999)
    closes_on = day_field(_("Applications until"))

    field_order = ("year", "closes_on", "budget", "ratio", "cap_contract", "cap_firm")

    @staticmethod
    def initial_of(scheme: Scheme) -> dict[str, Any]:
        """This year, with the usual figures."""
        year = timezone.localdate().year
        held = {"year": year, "closes_on": date(year, 12, 31)}
        return held | TermsForm.initial_from(scheme.terms)

    def values(self) -> ProgrammeValues:
        """The checked values as the service takes them."""
        held = self.cleaned_data
        return ProgrammeValues(
            scheme_code=self.scheme.code,
            year=held["year"],
            closes_on=held["closes_on"],
            terms=self.terms(),
        )


class ChangeForm(TermsForm):
    """New figures from today on, and why."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Why do the terms change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SupportForm(ServiceForm):
    """What an applicant hands in: the fields that the scheme asks for."""

    def __init__(self, programme: Programme, applicant_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheme = programme.scheme
        self.scheme = scheme
        if scheme.occasions:
            self.fields["standing"] = forms.ChoiceField(
                label=_("Recognition"), choices=self._standings(programme, applicant_id)
            )
        else:
            if scheme.per_contract:
                self.fields["contract"] = forms.ChoiceField(
                    label=_("Contract"), choices=self._contracts(applicant_id)
                )
            self.fields["base"] = AmountField(label=scheme.base.words, **AMOUNT)
        self.fields["reasons"] = forms.CharField(
            label=_("What it is for"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for paper in scheme.evidence:
            self.fields[f"paper_{paper.code}"] = forms.FileField(label=paper.words)

    @staticmethod
    def _standings(programme: Programme, applicant_id: int) -> list[tuple[str, str]]:
        rows = standings_earning(programme, applicant_id)
        return [(str(row.pk), f"{row.grade.words} · {row.get_occasion_display()}") for row in rows]

    @staticmethod
    def _contracts(applicant_id: int) -> list[tuple[str, str]]:
        rows = contracts_for_vouchers(applicant_id)[:200]
        return [(str(row.pk), f"{row.number} · {row.title} · {row.seller}") for row in rows]

    def values(self) -> SupportValues:
        """The checked values as the service takes them."""
        held = self.cleaned_data
        return SupportValues(
            base=held.get("base") or Decimal(0),
            reasons=held["reasons"],
            contract_id=int(held["contract"]) if held.get("contract") else None,
            standing_id=int(held["standing"]) if held.get("standing") else None,
            papers={one.code: held.get(f"paper_{one.code}") for one in self.scheme.evidence},
        )


class ApproveForm(ServiceForm):
    """The base that the office recognises; the act's own form."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    recognised_base = AmountField(
        label=_("Recognised base"),
        help_text=_("At most what was stated; the amount is reckoned from it."),
        **AMOUNT,
    )

    @staticmethod
    def initial_from(support: Support) -> dict[str, Any]:
        """The revision that the reader saw, and what was stated."""
        return {"revision": support.revision, "recognised_base": support.base}

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {"recognised_base": self.cleaned_data["recognised_base"]}


class ReserveForm(ServiceForm):
    """How much of a voucher is reserved, for which service."""

    service = forms.ChoiceField(label=_("Service"))
    amount = AmountField(label=_("Amount to reserve"), **AMOUNT)
    milestone = forms.TypedChoiceField(
        label=_("How it is used"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self, found: Recognised, milestones: Sequence[Milestone], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milestone"].choices = [  # type: ignore[attr-defined]
            ("", _("We pay in full, and this part is paid back to us.")),
            *(
                (
                    str(one.pk),
                    _("Taken off milestone %(n)s: %(title)s; the office pays the provider.")
                    % {"n": one.position, "title": one.title},
                )
                for one in milestones
            ),
        ]
        if not milestones:
            del self.fields["milestone"]
        choices = [(one.code, one.words) for one in found.services]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]


class ClaimForm(ServiceForm):
    """The invoice; the act's own form."""

    template = "core/_form.html"
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Invoice number"), max_length=30)
    dated = day_field(_("Invoice date"))
    amount = AmountField(label=_("Invoice amount"), **AMOUNT)
    upload = forms.FileField(label=_("The invoice as a file"))

    @staticmethod
    def initial_from(redemption: Redemption) -> dict[str, Any]:
        """The revision that the reader saw."""
        return {"revision": redemption.revision}

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        held = {k: v for k, v in self.cleaned_data.items() if k != "revision"}
        return {"values": ClaimValues(**held)}


class ProviderForm(ServiceForm):
    """An organisation in the register of providers."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    services = forms.MultipleChoiceField(label=_("Services"), widget=forms.CheckboxSelectMultiple)
    since = day_field(_("Recognised from"))
    until = day_field(_("Until"), required=False)

    def __init__(
        self,
        organisations: list[tuple[str, str]],
        services: list[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["services"].choices = services  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The checked values as the service takes them."""
        held = dict(self.cleaned_data)
        return {**held, "organisation_id": int(held.pop("organisation"))}
