"""Listings in JSON. What is right is the services' business; here are only names and types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from backend.catalog.chains import edition
from backend.catalog.conditions import CONDITIONS, public_among
from backend.catalog.kinds import Kind, kind_choices
from backend.catalog.kinds.base import LONG
from backend.catalog.models import LANGUAGES, Disclosure, Indicator, Listing, Status
from backend.catalog.sources.indicator_text import indicators_read
from backend.catalog.taxonomies import MODES, choices
from backend.catalog.validation import MAX_INDICATORS
from backend.core.api.schemas import RevisionField

from .fields import QuantityField, codes_of

LONGEST_ROW = 300  # characters of an indicator written in one text


class IndicatorInput(serializers.Serializer[Any]):
    """A row of the indicator table, or one as people write it: "密度≥1.80 g/cm³"."""

    name = serializers.CharField(max_length=80)
    comparator = serializers.ChoiceField(Indicator.Comparator.choices, default=">=")
    value = QuantityField()
    value_max = QuantityField(
        allow_null=True, default=None, help_text="Only with comparator “range”."
    )
    unit = serializers.CharField(max_length=30, allow_blank=True, default="")
    must = serializers.BooleanField(
        default=False, help_text="Of a need: who is known to miss it is left out."
    )

    def to_internal_value(self, data: Any) -> Any:
        """The row's values; a text is read into them."""
        if isinstance(data, str):
            data = self._read(data)
        return super().to_internal_value(data)

    def _read(self, text: str) -> dict[str, Any]:
        if len(text) > LONGEST_ROW:
            message = _("At most %(n)s characters; write one indicator, like 密度≥1.80 g/cm³.")
            raise serializers.ValidationError({"name": [message % {"n": LONGEST_ROW}]})
        try:
            listing: Any = self.root
            rows = indicators_read(text, wanted=listing.of_kind.seeks)
        except DjangoValidationError as refused:
            raise serializers.ValidationError({"name": refused.messages}) from refused
        if len(rows) != 1:
            message = _("Write one indicator in each text, like 密度≥1.80 g/cm³.")
            raise serializers.ValidationError({"name": [message]})
        return asdict(rows[0])


class ListingInput(serializers.Serializer[Any]):
    """What every kind has. What is left out is empty: an update replaces the whole content."""

    of_kind: ClassVar[Kind]

    title = serializers.CharField(max_length=200)
    summary = serializers.CharField(max_length=1000, allow_blank=True, default="")
    language = serializers.ChoiceField(LANGUAGES, default="zh")
    technology_field = serializers.ChoiceField(choices("fields"), allow_blank=True, default="")
    industry = serializers.ChoiceField(
        choices("industries"), allow_blank=True, default="", help_text="GB/T 4754: C, C39"
    )
    chain = serializers.ChoiceField(
        [(code, node.english) for code, node in edition().nodes.items()],
        allow_blank=True,
        default="",
        help_text="A chain, a stage or link of it, or a technology: 02, 02M, 02M01, 02M0101.",
    )
    region = serializers.RegexField(
        r"^\d{6}(?:\d{3}){0,2}$",
        max_length=12,
        allow_blank=True,
        default="",
        help_text="GB/T 2260, six digits; nine and twelve below the county.",
    )
    trl = serializers.IntegerField(min_value=1, max_value=9, allow_null=True, default=None)
    modes = codes_of(MODES)(default=list)
    required_conditions = codes_of(CONDITIONS)(
        default=list,
        help_text="Conditions that a partner must not break, of those that the kind knows: industry, "
        "field, region, modes, trl, price, indicators. What is not among them only lowers a match.",
    )
    disclosure = serializers.ChoiceField(Disclosure.choices, default=Disclosure.PUBLIC)
    indicators = IndicatorInput(many=True, default=list, max_length=MAX_INDICATORS)  # type: ignore[call-arg]
    owner = serializers.IntegerField(
        required=False,
        help_text="When creating: the organisation; else the one acted for.",
    )
    revision = RevisionField(
        needed=False, help_text="When updating: that you read; or send its ETag as If-Match."
    )


class IndicatorOutput(serializers.ModelSerializer[Indicator]):
    """A row of the indicator table."""

    class Meta:
        model = Indicator
        fields = ["name", "comparator", "value", "value_max", "unit", "must"]


class OwnerOutput(serializers.Serializer[Any]):
    """The organisation that lists."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    verified = serializers.BooleanField()


class ListingOutput(serializers.ModelSerializer[Listing]):
    """What every kind shows. Fields of the details tier are null unless ``details_readable``."""

    of_kind: ClassVar[Kind]

    kind = serializers.ChoiceField(kind_choices(), read_only=True)
    status = serializers.ChoiceField(Status.choices, read_only=True)
    owner = OwnerOutput(read_only=True)
    modes = serializers.ListField(child=serializers.CharField(), read_only=True)
    required_conditions = serializers.ListField(child=serializers.CharField(), read_only=True)
    details_readable = serializers.BooleanField(read_only=True)
    indicators = IndicatorOutput(many=True, read_only=True, allow_null=True)

    class Meta:
        model = Listing
        fields = [
            "id", "kind", "status", "title", "summary", "owner", "language", "technology_field",
            "industry", "chain", "region", "trl", "modes", "required_conditions", "disclosure",
            "revision", "published_at", "updated_at", "details_readable", "indicators",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, listing: Listing) -> dict[str, Any]:
        """The listing within the reader's tier, which the selector has noted on it."""
        shown: dict[str, Any] = super().to_representation(listing)
        if not listing.details_readable:  # type: ignore[attr-defined]
            hidden = ["indicators", *(set(self.of_kind.columns) - set(self.of_kind.public))]
            public = {"required_conditions": public_among(listing.required_conditions)}
            return shown | dict.fromkeys(hidden) | public
        return shown


class ReadingInput(serializers.Serializer[Any]):
    """Texts that state indicators."""

    texts = serializers.ListField(child=serializers.CharField(max_length=LONG), max_length=10)


class ReadOutput(serializers.Serializer[Any]):
    """An indicator that was read, and the passage that states it."""

    name = serializers.CharField(source="values.name")
    comparator = serializers.CharField(source="values.comparator")
    value = serializers.DecimalField(max_digits=30, decimal_places=12, source="values.value")
    value_max = serializers.DecimalField(
        max_digits=30, decimal_places=12, allow_null=True, source="values.value_max"
    )
    unit = serializers.CharField(source="values.unit")
    passage = serializers.CharField()


class UnreadPassageOutput(serializers.Serializer[Any]):
    """A passage that means an indicator and could not be read, and what to write instead."""

    passage = serializers.CharField()
    problem = serializers.CharField()


class ReadingOutput(serializers.Serializer[Any]):
    """What texts state, each with its passage."""

    found = ReadOutput(many=True)
    unread = UnreadPassageOutput(many=True)
