"""Forms of what people choose of their notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.contracts import Frequency

from .selectors.preferences import Choice, TopicChoices
from .zones import zones

FREQUENCY_WORDS = {
    Frequency.ONCE: _("at once"),
    Frequency.HOURLY: _("once an hour"),
    Frequency.DAILY: _("once a day"),
    Frequency.WEEKLY: _("once a week"),
    Frequency.OFF: _("never by mail"),
}
HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class FrequenciesForm(forms.Form):
    """One choice for each topic, and one for each of its kinds. An empty one leaves it as it is."""

    def __init__(self, topics: Sequence[TopicChoices], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        for topic in topics:
            self._add(topic.whole, self._usual(topic.whole))
            for kind in topic.kinds:
                self._add(kind, self._usual(kind))

    def _usual(self, choice: Choice) -> object:
        if len(choice.usual) > 1:
            return _("as usual (differs by kind)")
        (usual,) = choice.usual
        return _("as usual (%(how)s)") % {"how": FREQUENCY_WORDS[usual]}

    def _add(self, choice: Choice, usual: object) -> None:
        self.fields[choice.name] = forms.ChoiceField(
            label=str(choice.words),
            required=False,
            initial=choice.chosen or "",
            choices=[("", usual), *((each.value, FREQUENCY_WORDS[each]) for each in Frequency)],
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each topic with its control and those of its kinds."""
        return [
            {
                "topic": topic,
                "field": self[topic.whole.name],
                "kinds": [self[kind.name] for kind in topic.kinds],
            }
            for topic in self.topics
        ]

    def choices(self) -> dict[str, Frequency | None]:
        """What was chosen, of each name; None where nothing is."""
        return {
            name: Frequency(value) if value else None for name, value in self.cleaned_data.items()
        }


class HabitsForm(forms.Form):
    """When a person may be written to."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In these hours nothing is sent; it comes when they are over."),
    )
    digest_hour = forms.TypedChoiceField(label=_("Summaries come at"), choices=HOURS, coerce=int)
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones)

    def __init__(self, *args: Any, zone: str = "", **kwargs: Any) -> None:
        """``zone`` is the one in force, offered even where the list has none of its name."""
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones(zone)  # type: ignore[attr-defined]
