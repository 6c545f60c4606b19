"""The form of a call: what its kind asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.actors import Actor
from backend.catalog.selectors import listings_of, listings_on_market
from backend.challenges.kinds import CallKind, modes
from backend.challenges.models import Call, Funding
from backend.challenges.selectors import deciders_of, levels_above
from backend.challenges.values import CallValues
from backend.core.form_fields import AmountField, ServiceForm

from .base import MOMENT, choice_or_none, long_text

MOST_NEEDS = 100
WEIGHT = "weight_"


class CallForm(ServiceForm):
    """A call of a kind; ``revision`` is sent when it is changed."""

    places = {"weights": f"{WEIGHT}first"}
    revision = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    task = long_text(
        _("Task and values to reach"),
        rows=7,
        max_length=6000,
        help_text=_("What is to be solved, by which values success is told, and what exists."),
    )
    requirements = long_text(_("What entrants must bring"), rows=3, max_length=3000, required=False)
    mode = forms.ChoiceField(label=pgettext_lazy("call", "How it awards"))
    awards = forms.IntegerField(label=_("Awards at most"), min_value=1, max_value=100, initial=1)
    funding = forms.ChoiceField(label=_("Whose money"))
    budget = AmountField(
        label=_("Amount at most"), required=False, help_text=_("In yuan; no entry may ask more.")
    )
    closes_at = forms.DateTimeField(
        label=_("Deadline (Beijing time)"),
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("By the clock of the server; a second later is too late."),
    )
    notice_days = forms.IntegerField(label=_("Days of public notice"), min_value=1, max_value=60)
    need = forms.ChoiceField(label=_("Need behind it"), required=False)
    level = forms.TypedChoiceField(label=_("Level of the call"), coerce=int)
    above = forms.ChoiceField(
        label=_("Winners go on to"),
        required=False,
        help_text=_("A call of the next level that takes those awarded here."),
    )
    decider = forms.ChoiceField(
        label=pgettext_lazy("call", "Who decides"),
        required=False,
        help_text=_("Another person of your organisation than who runs the call."),
    )

    def __init__(
        self, *args: Any, kind: CallKind, actor: Actor, call: Call | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.call = kind, call
        self._choices(actor, call)
        if not kind.funding:
            del self.fields["funding"], self.fields["budget"]
        if not kind.levels:
            del self.fields["level"], self.fields["above"]
        if not kind.deals:
            del self.fields["need"]
        self.fields["notice_days"].initial = kind.notice_days
        weights = {c.name: c.weight for c in (call.terms if call else kind).criteria}
        for criterion in kind.criteria:
            self.fields[WEIGHT + criterion.name] = forms.IntegerField(
                label=str(criterion.words),
                min_value=0,
                max_value=100,
                initial=weights[criterion.name],
                help_text=str(criterion.guidance),
            )
        self.places = {"weights": WEIGHT + kind.criteria[0].name}

    def _choices(self, actor: Actor, call: Call | None) -> None:
        runner = call.runner_id if call else actor.user_id
        people = deciders_of(actor).exclude(pk=runner or 0)
        market = listings_on_market(actor)
        mine = [r for r in listings_of(actor).filter(pk__in=market.values("pk")) if r.type.seeks]
        needs = mine[:MOST_NEEDS]
        if call is not None and call.need is not None and call.need not in needs:
            needs.append(call.need)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "mode": [(name, modes()[name].words) for name in self.kind.modes],
            "funding": [(name, Funding(name).label) for name in self.kind.funding],
            "level": [(n, level.words) for n, level in enumerate(self.kind.levels)],
            "decider": [("", _("to be named later")), *((p.pk, p.name) for p in people)],
            "need": [("", _("none")), *((row.pk, row.title) for row in needs)],
            "above": [
                ("", _("nowhere")),
                *((row.pk, row.title) for row in levels_above(actor, self.kind.name)),
            ],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def need_offer(self, actor: Actor, need_id: int) -> None:
        """Offer one more need, from whose page one comes, and begin with its words."""
        need = listings_on_market(actor).filter(pk=need_id).first()
        if need is None or not need.type.seeks or "need" not in self.fields:
            return
        choices = list(self.fields["need"].choices)  # type: ignore[attr-defined]
        if (need.pk, need.title) not in choices:
            self.fields["need"].choices = [*choices, (need.pk, need.title)]  # type: ignore[attr-defined]
        self.initial.setdefault("need", need.pk)
        self.initial.setdefault("title", need.title)
        self.initial.setdefault("task", need.summary)

    def values(self) -> CallValues:
        """The checked values as the services take them."""
        data = self.cleaned_data
        return CallValues(
            kind=self.kind.name,
            mode=data["mode"],
            title=data["title"],
            task=data["task"],
            requirements=data["requirements"],
            funding=data.get("funding", ""),
            budget=data.get("budget"),
            awards=data["awards"],
            closes_at=data["closes_at"],
            notice_days=data["notice_days"],
            need_id=choice_or_none(data.get("need", "")),
            decider_id=choice_or_none(data["decider"]),
            above_id=choice_or_none(data.get("above", "")),
            level=data.get("level", 0),
            weights={c.name: data[WEIGHT + c.name] for c in self.kind.criteria},
        )

    @staticmethod
    def initial_from(call: Call) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "revision": call.revision, "title": call.title, "task": call.task,
            "requirements": call.requirements, "mode": call.mode, "awards": call.awards,
            "funding": call.funding, "budget": call.budget, "closes_at": call.closes_at,
            "notice_days": call.notice_days, "need": call.need_id, "level": call.level,
            "above": call.above_id, "decider": call.decider_id,
        }  # fmt: skip
