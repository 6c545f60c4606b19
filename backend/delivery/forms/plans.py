"""The plan with its rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation
from backend.accounts.selectors import on_market
from backend.contracts.models import Contract
from backend.core.form_fields import AmountField, ServiceForm
from backend.delivery.models import Plan
from backend.delivery.values import BudgetValues, MilestoneValues, PlanValues
from backend.delivery.words import criterion_words

from .days import day_field

BLANK_ROWS = 2
MOST_ROWS = 40
_TYPED = ("title", "share", "due_on", "deliverables", "responsible", "criteria")


class MilestoneForm(forms.Form):
    """A row of the plan. One in which nothing was typed is left out."""

    title = forms.CharField(label=_("Milestone"), max_length=120)
    share = AmountField(label=_("Amount or percent"), min_value=0, max_digits=17, decimal_places=4)
    due_on = day_field(_("Due"))
    deliverables = forms.CharField(
        label=_("What is delivered"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsible = forms.CharField(label=_("Who answers for it"), max_length=60, required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators of the need that it must reach"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    criteria = forms.CharField(
        label=_("Other criteria, one a line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, indicators: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicators"]
        field.choices = indicators
        if not indicators:
            del self.fields["indicators"]

    def has_changed(self) -> bool:
        """Whether anything was typed."""
        typed = any(str(self.data.get(self.add_prefix(n)) or "").strip() for n in _TYPED)
        return typed or bool(self.data.get(self.add_prefix("indicators")))

    def values(self) -> MilestoneValues:
        """The row as the services take it."""
        data = self.cleaned_data
        return MilestoneValues(
            title=data["title"],
            share=data["share"],
            due_on=data["due_on"],
            deliverables=data["deliverables"],
            responsible=data["responsible"],
            indicator_ids=[int(pk) for pk in data.get("indicators", ())],
            criteria=data["criteria"].splitlines(),
        )


class MilestoneRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows by position; clearing a row removes it, so that the page needs no script."""

    def initial_form_count(self) -> int:
        """None: any row may be cleared."""
        return 0

    def total_form_count(self) -> int:
        """Those sent, else those there are and some blank ones."""
        if self.is_bound:
            return super().total_form_count()
        return min(len(self.initial or []) + BLANK_ROWS, MOST_ROWS)


class PlanForm(ServiceForm):
    """The plan as a whole; its rows are ``rows``. ``revision`` is sent only when changing one."""

    template = "delivery/_plan_fields.html"
    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    in_percent = forms.ChoiceField(
        label=_("The milestones are given"),
        choices=[("", _("as amounts")), ("1", _("in percent of the contract's amount"))],
        required=False,
        widget=forms.RadioSelect,
    )
    opens = forms.ChoiceField(
        label=_("The next milestone opens when"),
        choices=Plan.Opens.choices,
        initial=Plan.Opens.PAID,
    )
    charged = forms.ChoiceField(
        label=_("A milestone is paid"),
        choices=Plan.Charged.choices,
        initial=Plan.Charged.ACCEPTED,
        help_text=_("Money is not held for you: it goes to the other side when it is paid."),
    )
    supervisor = forms.ModelChoiceField(
        label=_("Supervised by"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("A unit of the government that funds the work; its officers read the plan."),
    )
    budget = forms.CharField(
        label=_("Use of the funds"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One use a line with its amount: Materials 120000"),
    )

    def __init__(self, contract: Contract, data: Any = None, **kwargs: Any) -> None:
        self.contract = contract
        plan: Plan | None = kwargs.pop("plan", None)
        kwargs.setdefault("initial", _initial_of(plan) if plan else {})
        super().__init__(data, auto_id="plan_%s", **kwargs)
        units: Any = self.fields["supervisor"]
        units.queryset = Organisation.objects.filter(
            on_market(), kind=Organisation.Kind.GOVERNMENT
        ).order_by("name")
        rows: Any = forms.formset_factory(
            MilestoneForm, formset=MilestoneRows, absolute_max=MOST_ROWS, max_num=MOST_ROWS
        )
        self.rows = rows(
            data,
            prefix="rows",
            initial=_rows_of(plan) if plan else _rows_of_instalments(contract),
            form_kwargs={"indicators": indicator_choices(contract)},
        )

    def is_valid(self) -> bool:
        """Whether the plan and every row of it can be read."""
        return all([super().is_valid(), self.rows.is_valid()])

    def values(self) -> PlanValues:
        """The plan as the services take it. Raises ValidationError for a line of the budget."""
        data = self.cleaned_data
        return PlanValues(
            milestones=[form.values() for form in self.rows if form.has_changed()],
            opens=data["opens"],
            charged=data["charged"],
            in_percent=bool(data["in_percent"]),
            supervisor_id=data["supervisor"].pk if data["supervisor"] else None,
            budget=[_budget_line(line) for line in data["budget"].splitlines() if line.strip()],
        )


def indicator_choices(contract: Contract) -> list[tuple[str, str]]:
    """The need's indicators, with their targets."""
    if contract.need is None:
        return []
    return [(str(found.pk), criterion_words(found)) for found in contract.need.indicators.all()]


def _budget_line(line: str) -> BudgetValues:
    name, _space, amount = line.strip().rpartition(" ")
    field = AmountField(min_value=0, max_digits=15, decimal_places=2)
    try:
        return BudgetValues(name=name.strip(" :：\t"), amount=field.clean(amount))
    except ValidationError as error:
        told = _("“%(line)s”: end the line with a space and an amount.") % {"line": line.strip()}
        raise ValidationError({"budget": [told]}) from error


def _initial_of(plan: Plan) -> dict[str, Any]:
    lines = [f"{line.name} {line.amount}" for line in plan.budget.order_by("position")]
    return {
        "revision": plan.revision,
        "opens": plan.opens,
        "charged": plan.charged,
        "supervisor": plan.supervisor_id,
        "budget": "\n".join(lines),
        "in_percent": "",
    }


def _rows_of_instalments(contract: Contract) -> list[dict[str, Any]]:
    """What a plan begins with where the contract says in which instalments it is paid."""
    return [
        {
            "title": row.condition[:120] or _("Instalment %(n)s") % {"n": row.position},
            "share": row.amount,
            "due_on": row.due_on,
        }
        for row in contract.instalments.all()
    ]


def _rows_of(plan: Plan) -> list[dict[str, Any]]:
    by_name = {label: pk for pk, label in indicator_choices(plan.contract)}
    rows = []
    for milestone in plan.milestones.all():
        words = [(criterion_words(c), c.measured) for c in milestone.criteria.all()]
        rows.append(
            {
                "title": milestone.title,
                "share": milestone.amount,
                "due_on": milestone.due_on,
                "deliverables": milestone.deliverables,
                "responsible": milestone.responsible,
                "indicators": [by_name[w] for w, measured in words if measured and w in by_name],
                "criteria": "\n".join(w for w, measured in words if not measured),
            }
        )
    return rows
