"""The form of an entry: what the call asks, the price, and who takes part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.selectors import organisation_called
from backend.challenges.kinds import Question
from backend.challenges.models import Call, Entry
from backend.challenges.values import EntryValues, MemberValues
from backend.core.form_fields import AmountField, ServiceForm

MEMBER_ROWS = 3
LONG = 300  # characters: what is longer gets a field of several lines
UNKNOWN = _("There is no verified organisation of this name or credit code.")


class EntryForm(ServiceForm):
    """An entry as a whole. ``edition`` is that of the conditions shown above it."""

    places = {"members": "own_share"}
    edition = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, call: Call, entry: Entry | None = None, alone: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.alone = call, alone
        held = entry.answers if entry else {}
        for question in call.terms.questions:
            self.fields[question.name] = _field(question, held.get(question.name, ""))
        if call.terms.priced:
            self.fields["price"] = AmountField(
                label=_("Price"),
                help_text=_("In an envelope of its own, opened after the scores are in."),
            )
        self.fields["edition"].initial = call.edition
        self.with_members = call.type.consortium and not alone
        if self.with_members:
            self._members(entry)

    def _members(self, entry: Entry | None) -> None:
        rows = {row.leads: row for row in entry.members.all() if row.leads} if entry else {}
        own = rows.get(True)
        others = [row for row in entry.members.all() if not row.leads] if entry else []
        self.fields["own_task"] = forms.CharField(
            label=_("What you do yourselves"), max_length=300, required=False,
            initial=own.task if own else "",
        )  # fmt: skip
        self.fields["own_share"] = forms.IntegerField(
            label=_("Your share in percent"), min_value=1, max_value=100, required=False,
            initial=own.share if own else None,
        )  # fmt: skip
        for n in range(1, max(MEMBER_ROWS, len(others) + 1) + 1):
            row = others[n - 1] if n <= len(others) else None
            self.fields[f"member_{n}"] = forms.CharField(
                label=_("Member %(n)s: name or credit code") % {"n": n}, max_length=160,
                required=False, initial=row.organisation.name if row else "",
            )  # fmt: skip
            self.fields[f"member_{n}_task"] = forms.CharField(
                label=_("What it does"), max_length=300, required=False,
                initial=row.task if row else "",
            )  # fmt: skip
            self.fields[f"member_{n}_share"] = forms.IntegerField(
                label=_("Its share in percent"), min_value=1, max_value=100, required=False,
                initial=row.share if row else None,
            )  # fmt: skip

    @property
    def questions(self) -> list[Any]:
        """The fields of the technical envelope."""
        return [self[question.name] for question in self.call.terms.questions]

    @property
    def member_rows(self) -> list[list[Any]]:
        """The fields of each member, side by side."""
        names = [name for name in self.fields if name.startswith("member_")]
        return [[self[name] for name in names[i : i + 3]] for i in range(0, len(names), 3)]

    def clean(self) -> dict[str, Any]:
        """Names as the organisations that they are of."""
        data = super().clean() or {}
        numbers = [n for n in range(1, len(self.fields)) if data.get(f"member_{n}")]
        self.members = []
        for n in numbers:
            found = organisation_called(data[f"member_{n}"])
            if found is None:
                self.add_error(f"member_{n}", UNKNOWN)
                continue
            self.members.append(
                MemberValues(
                    organisation_id=found.pk,
                    task=data.get(f"member_{n}_task", ""),
                    share=data.get(f"member_{n}_share") or 0,
                )
            )
        return data

    def values(self) -> EntryValues:
        """The checked values as the service takes them."""
        data = self.cleaned_data
        return EntryValues(
            answers={q.name: data[q.name] for q in self.call.terms.questions if data[q.name]},
            price=data.get("price"),
            alone=self.alone,
            share=data.get("own_share"),
            task=data.get("own_task", ""),
            members=tuple(self.members),
            edition=data["edition"],
        )


def _field(question: Question, initial: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5}) if question.most > LONG else forms.TextInput()
    return forms.CharField(
        label=str(question.words),
        help_text=str(question.help),
        required=question.required,
        max_length=question.most,
        widget=widget,
        initial=initial,
    )
