"""The forms by which calls are opened, reviewed and decided."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.challenges.models import Assignment, Call, Entry
from backend.challenges.services.reviewing import MOST_EACH
from backend.challenges.values import Verdict
from backend.core.form_fields import ServiceForm

from .base import long_text

PAIRS_HELP = _("A line each: code of the entry, address of the reviewer.")


class KeyForm(ServiceForm):
    """One's part of the key."""

    code = forms.CharField(
        label=_("Your part of the key"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReviewerForm(ServiceForm):
    """A reviewer by address."""

    email = forms.EmailField(label=_("E-mail address of the reviewer"), max_length=254)


class AssignForm(ServiceForm):
    """How many reviewers an entry gets, and what is fixed or forbidden by hand."""

    each = forms.IntegerField(
        label=_("Reviewers for each entry"), min_value=1, max_value=MOST_EACH, initial=3
    )
    pins = long_text(_("Fixed"), rows=2, required=False, max_length=4000, help_text=PAIRS_HELP)
    bans = long_text(_("Forbidden"), rows=2, required=False, max_length=4000, help_text=PAIRS_HELP)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call

    def clean_pins(self) -> list[tuple[int, int]]:
        """Pairs of ids."""
        return self._pairs(self.cleaned_data["pins"])

    def clean_bans(self) -> list[tuple[int, int]]:
        """Pairs of ids."""
        return self._pairs(self.cleaned_data["bans"])

    def _pairs(self, text: str) -> list[tuple[int, int]]:
        entries = dict(self.call.entries.exclude(code="").values_list("code", "pk"))
        people = dict(self.call.reviewers.values_list("user__email", "pk"))
        found = []
        for line in filter(str.strip, text.splitlines()):
            code, _blank, address = line.strip().partition(" ")
            pair = entries.get(code), people.get(address.strip().lower())
            if pair[0] is None or pair[1] is None:
                raise ValidationError(
                    _("“%(line)s” names no entry and reviewer of this call.") % {"line": line}
                )
            found.append((pair[0], pair[1]))
        return found


class ScoreForm(ServiceForm):
    """An entry's scores by criterion, and why."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {score.criterion: score.value for score in assignment.scores.all()}
        terms = assignment.entry.call.terms
        self.criteria = [c for c in terms.criteria if not c.lowest_price]
        for criterion in self.criteria:
            self.fields[criterion.name] = forms.IntegerField(
                label=_("%(name)s (weight %(weight)s)")
                % {"name": criterion.words, "weight": criterion.weight},
                min_value=0,
                max_value=100,
                initial=given.get(criterion.name),
                help_text=str(criterion.guidance),
            )
        self.fields["remark"] = long_text(
            _("Reasons"),
            rows=6,
            max_length=3000,
            initial=assignment.remark,
            help_text=_("The entrant reads them, without your name."),
        )

    def scores(self) -> dict[str, int]:
        """Criterion → 0 to 100."""
        return {c.name: self.cleaned_data[c.name] for c in self.criteria}


class DecisionForm(ServiceForm):
    """Who is awarded, and a reason for every entrant."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, call: Call, entries: Collection[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        prizes = [(prize.name, prize.words) for prize in call.type.prizes]
        for entry in self.entries:
            if prizes:
                self.fields[f"prize_{entry.pk}"] = forms.ChoiceField(
                    label=_("Prize"),
                    choices=[("", _("none")), *prizes],
                    required=False,
                    initial=entry.prize,
                )
            else:
                self.fields[f"award_{entry.pk}"] = forms.BooleanField(
                    label=_("Award"), required=False, initial=entry.proposed
                )
            self.fields[f"note_{entry.pk}"] = long_text(
                _("Reason"), rows=2, max_length=2000, initial=entry.note
            )

    def rows(self) -> list[tuple[Entry, list[Any]]]:
        """Each entry with its fields."""
        return [
            (
                entry,
                [self[name] for name in self.fields if name.endswith(f"_{entry.pk}")],
            )
            for entry in self.entries
        ]

    def verdicts(self) -> list[Verdict]:
        """What was decided."""
        data = self.cleaned_data
        return [
            Verdict(
                entry_id=entry.pk,
                award=bool(data.get(f"award_{entry.pk}") or data.get(f"prize_{entry.pk}")),
                prize=data.get(f"prize_{entry.pk}", ""),
                note=data[f"note_{entry.pk}"],
            )
            for entry in self.entries
        ]
