"""What the forms of every kind of listing share.

Parsing is the form's; every rule is asked of ``validation.apply_and_validate``, which the services
ask again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_choices, region_label
from backend.catalog.chains import chain_choices
from backend.catalog.conditions import CONDITIONS
from backend.catalog.indicator_forms import IndicatorFormSet, IndicatorRows
from backend.catalog.indicator_reading import Reading, indicators_in
from backend.catalog.kinds import Kind
from backend.catalog.models import LANGUAGES, Disclosure, Indicator, Listing
from backend.catalog.taxonomies import MODES, TRL_LEVELS, choices, grouped_industries
from backend.catalog.validation import apply_and_validate
from backend.catalog.values import IndicatorValues, ListingValues, values_from, values_of

NONE_CHOSEN = ("", _("not stated"))
NO_TABLE = {"indicators-TOTAL_FORMS": "0", "indicators-INITIAL_FORMS": "0"}
_WIDE = (forms.Textarea, forms.CheckboxSelectMultiple, forms.RadioSelect)
_CELL = re.compile(r"indicators-(\d+)-(\w+)")


def with_none(options: list[Any]) -> list[Any]:
    """The options of a select after one that says nothing."""
    return [NONE_CHOSEN, *options]


class ListingForm(forms.Form):
    """What every kind asks; ``kind`` says what is particular to one (building.py)."""

    kind: ClassVar[Kind]

    # What the writer saw: a service refuses to write over a later one.
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Sent twice, one form begins one listing.
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("title"), max_length=200)
    summary = forms.CharField(
        label=_("public summary"),
        required=False,
        max_length=1000,
        help_text=_("One or two sentences for those who may not read the details."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    technology_field = forms.ChoiceField(
        label=_("technology field"),
        required=False,
        choices=lambda: with_none(choices("fields")),
    )
    industry = forms.ChoiceField(
        label=_("industry"), required=False, choices=lambda: with_none(grouped_industries())
    )
    chain = forms.ChoiceField(
        label=_("industry chain and link"),
        required=False,
        choices=lambda: with_none(chain_choices()),
        help_text=_("The closest link: it is counted there on the map of chains."),
    )
    region = forms.ChoiceField(
        label=_("region"), required=False, choices=lambda: with_none(region_choices())
    )
    trl = forms.TypedChoiceField(
        label=_("technology readiness level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=with_none([(n, name) for n, name in TRL_LEVELS.items()]),
    )
    modes = forms.MultipleChoiceField(
        label=_("cooperation modes"),
        required=False,
        choices=list(MODES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    required_conditions = forms.MultipleChoiceField(
        label=_("must be met"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    disclosure = forms.ChoiceField(
        label=_("who may read the details"),
        choices=Disclosure.choices,
        initial=Disclosure.PUBLIC,
        widget=forms.RadioSelect,
        help_text=_(
            "Title and public summary are for everyone; a confidential one’s only after signing in."
        ),
    )
    language = forms.ChoiceField(
        label=_("language of this text"),
        choices=LANGUAGES,
        help_text=_("Matching crosses languages; write in the one you know best."),
    )

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        initial = dict(initial or {})
        rows = initial.pop("indicators", [])
        # A kind without the table sends nothing of it, and keeps what came by the API.
        has_table = self.kind.has_indicators
        self.kept = () if has_table else tuple(IndicatorValues(**row) for row in rows)
        super().__init__(data, initial=initial, **kwargs)
        self._adapt()
        self.stored: dict[str, Any] = {}
        self.reading: Reading | None = None
        self.offered = self.left_out = 0
        self.indicators: IndicatorRows = IndicatorFormSet(
            data if data is None or has_table else NO_TABLE,
            initial=rows if data is None else None,
            prefix="indicators",
            # A blank row of what is sought bounds, one of what is offered states.
            form_kwargs={
                "wanted": self.kind.seeks,
                "comparator": Indicator.Comparator.GE
                if self.kind.seeks
                else Indicator.Comparator.EQ,
            },
        )
        self._offer_region(self.data.get("region") if self.is_bound else initial.get("region"))

    @classmethod
    def initial_of(cls, listing: Listing) -> dict[str, Any]:
        """What the form shows of a stored listing."""
        values = values_of(listing)
        found = {name: getattr(values, name) for name in values.__dataclass_fields__}
        found["indicators"] = [dataclasses.asdict(row) for row in values.indicators]
        return found | {"revision": listing.revision}

    def sections(self) -> list[dict[str, Any]]:
        """Headings with blocks of fields in the order a page shows them; small fields share a row.

        A field carries ``stored``, what somebody else saved in it meanwhile, where that differs,
        and ``must``, the box that makes it a condition, where it may be one.
        """
        return [
            {
                "heading": section.heading,
                "about": section.about,
                "blocks": self.blocks_of(section.fields),
            }
            for section in self.kind.sections
        ]

    def blocks_of(self, names: Iterable[str]) -> list[dict[str, Any]]:
        """Blocks of these fields alone, as ``sections`` has them."""
        boxes = {str(box.data["value"]): box for box in self["required_conditions"].subwidgets}
        musts = {field: boxes[name] for name, field in self.kind.conditions.items()}
        blocks: list[dict[str, Any]] = []
        for name in names:
            shown = {"stored": self.stored.get(name), "must": musts.get(name)}
            if name == "indicators":
                blocks.append({"table": self.indicators} | shown)
                continue
            shown["field"] = self[name]
            wide = name == "title" or isinstance(self.fields[name].widget, _WIDE)
            if wide or not blocks or "row" not in blocks[-1]:
                blocks.append({"wide" if wide else "row": []})
            next(iter(blocks[-1].values())).append(shown)
        return blocks

    def is_valid(self) -> bool:
        """Whether fields, indicator cells and all rules agree; asks everything, so that a reader
        sees every error at once."""
        cells_valid = self.indicators.is_valid()
        return super().is_valid() and cells_valid and not self.indicators.has_errors

    def clean(self) -> dict[str, Any]:
        """Ask the rules about what could be parsed; a field shows its own error first."""
        self.indicators.is_valid()
        data = super().clean() or {}
        try:
            apply_and_validate(Listing(kind=self.kind.name), self._values(data))
        except ValidationError as found:
            self.add_service_errors(found)
        return data

    def values(self) -> ListingValues:
        """What a valid form hands to a service."""
        return self._values(self.cleaned_data)

    def add_service_errors(self, found: ValidationError) -> None:
        """Put a service's errors beside their fields and cells, where none is shown yet."""
        for name, errors in found.error_dict.items():
            cell = _CELL.fullmatch(name)
            if cell:
                self.indicators.add_cell_error(int(cell[1]), cell[2], errors)
            elif name == "indicators":
                self.indicators.add_table_error(errors)
            elif name in self.fields:
                if name not in self._errors:
                    self.add_error(name, errors)
            else:
                self.add_error(None, errors)

    def read_indicators(self) -> None:
        """Offer the indicators that the texts state as rows, for their writer to look at."""
        texts = {name: str(self.data.get(name) or "") for name in self.kind.stating}
        self.reading = indicators_in(
            texts.values(),
            wanted=self.kind.seeks,
            longest=[self.fields[name].max_length for name in texts],  # type: ignore[attr-defined]
        )
        self.offered, self.left_out = self.indicators.offer(self.reading.found)

    def hide_errors(self) -> None:
        """Show what was typed without complaint, where nothing was sent off yet."""
        self._errors = ErrorDict()
        self.indicators.hide_errors()

    def errors_keep(self, names: Collection[str]) -> None:
        """Complain of these fields alone: the others were not asked yet."""
        self._errors = ErrorDict({n: said for n, said in self.errors.items() if n in names})
        if "indicators" not in names:
            self.indicators.hide_errors()

    def accept_revision(self, revision: int) -> None:
        """Let the next attempt start from ``revision``: its reader has been shown it."""
        data = QueryDict(mutable=True)
        data.update(self.data)  # keeps lists of values
        data["revision"] = str(revision)
        self.data = data

    @property
    def shows_errors(self) -> bool:
        """Whether anything was refused."""
        return self.is_bound and bool(
            self.errors or self.indicators.has_errors or self.indicators.table_errors
        )

    def _values(self, data: dict[str, Any]) -> ListingValues:
        rows = self.indicators.values() if self.kind.has_indicators else self.kept
        found = {"title": ""} | data | {"indicators": rows}
        return values_from(self.kind.name, found)

    def _adapt(self) -> None:
        """What the fields of every kind say and offer for this one."""
        if "trl" in self.fields:
            self.fields["trl"].label = self.kind.words.readiness
        conditions = [(name, CONDITIONS[name]) for name in self.kind.conditions]
        self.fields["required_conditions"].choices = conditions  # type: ignore[attr-defined]
        if not self.kind.paired:
            disclosure: Any = self.fields["disclosure"]
            disclosure.choices = [
                (code, said) for code, said in Disclosure.choices if code != Disclosure.CONFIDENTIAL
            ]
            disclosure.help_text = _("Title and public summary are for everyone.")

    def _offer_region(self, code: Any) -> None:
        """A district came by the API or an import: saving the page must not lose it."""
        field = self.fields["region"]
        name = region_label(str(code)) if code else ""
        if name and not field.valid_value(str(code)):  # type: ignore[attr-defined]
            field.choices = [*field.choices, (str(code), name)]  # type: ignore[attr-defined]
