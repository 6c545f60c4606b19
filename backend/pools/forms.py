"""The forms of pools: narrowing, flags, common problems, projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices, region_label
from backend.catalog.chains import chain_choices, chain_label, edition
from backend.catalog.models import Listing
from backend.core.form_fields import ServiceForm

from .models import Flag, Problem, Project
from .pooling import PoolState
from .values import ProblemValues, ProjectValues


class PoolFilterForm(forms.Form):
    """Narrows the map, the pool and the board: everything stands in the address."""

    chain = forms.ChoiceField(
        label=_("industry chain and link"),
        required=False,
        choices=lambda: [("", _("all chains")), *chain_choices()],
    )
    region = forms.ChoiceField(
        label=_("region"),
        required=False,
        choices=lambda: [("", _("all regions")), *region_choices()],
    )
    state = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("all")), *PoolState.choices]
    )
    flag = forms.ChoiceField(
        label=_("flag"), required=False, choices=[("", _("all")), *Flag.Kind.choices]
    )

    def __init__(self, data: Mapping[str, Any], *, names: Sequence[str]) -> None:
        super().__init__(data)
        for name in list(self.fields):
            if name not in names:
                del self.fields[name]
        # A stage or a district is offered by no select, and found all the same.
        self._offer("chain", lambda code: chain_label(code) if code in edition().nodes else "")
        self._offer("region", region_label)

    def _offer(self, name: str, label: Any) -> None:
        field: Any = self.fields.get(name)
        code = str(self.data.get(name, ""))
        if field is not None and code and not field.valid_value(code) and label(code):
            field.choices = [*field.choices, (code, label(code))]

    def wanted(self) -> dict[str, str]:
        """What narrows; a wrong value is told beside its field and finds nothing."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class FlagForm(forms.Form):
    """Why a need is a key core technology or a choke point."""

    kind = forms.ChoiceField(label=_("Flag"), choices=Flag.Kind.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label=_("Ground"), choices=Flag.Ground.choices)
    note = forms.CharField(
        label=_("What is known of it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Whose product it is, what share of it is bought, since when. Registered readers see it."
        ),
    )


class _OfNeeds(ServiceForm):
    """What the two below share: the needs chosen, and errors of services."""

    title: Any
    needs = forms.MultipleChoiceField(
        label=_("needs"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, needs: Sequence[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["needs"]
        field.choices = [(str(need.pk), f"{need.title} · {need.owner}") for need in needs]
        field.initial = [str(need.pk) for need in needs]

    def need_ids(self) -> tuple[int, ...]:
        """The ids of the needs that were left chosen."""
        return tuple(int(pk) for pk in self.cleaned_data["needs"])


class ProblemForm(_OfNeeds):
    """One question of several firms' needs."""

    title = forms.CharField(
        label=_("Common question"),
        max_length=200,
        help_text=_("One sentence without any firm’s name: what all of them ask."),
    )
    text = forms.CharField(
        label=_("What is common to them"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Conditions and target values that would serve all; firms read it first."),
    )
    chain = forms.ChoiceField(label=_("Industry chain and link"), choices=chain_choices)
    field_order = ("title", "text", "chain", "needs")

    def values(self) -> ProblemValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        return ProblemValues(
            title=data["title"], text=data["text"], chain=data["chain"], need_ids=self.need_ids()
        )


class ProjectForm(_OfNeeds):
    """A project of one need or several."""

    title = forms.CharField(label=_("Project"), max_length=200)
    level = forms.ChoiceField(
        label=_("Level of the project"), choices=Project.Level.choices, initial=Project.Level.COUNTY
    )
    programme = forms.CharField(
        label=_("Programme it is meant for"), max_length=120, required=False
    )
    chain = forms.ChoiceField(
        label=_("Industry chain and link"),
        required=False,
        choices=lambda: [("", _("not stated")), *chain_choices()],
    )
    text = forms.CharField(
        label=_("Aims and content"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("title", "level", "programme", "chain", "text", "needs")

    def values(self, problem: Problem | None) -> ProjectValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        return ProjectValues(
            title=data["title"],
            level=data["level"],
            programme=data["programme"],
            chain=data["chain"],
            text=data["text"],
            need_ids=self.need_ids(),
            problem_id=problem.pk if problem is not None else None,
        )
