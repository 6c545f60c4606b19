"""Listings in JSON. What is right is the services' business; here are only names and types."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from backend.catalog.conditions import public_among
from backend.catalog.models import (
    LONG,
    AchievementDetails,
    Disclosure,
    ExpertDetails,
    Indicator,
    Kind,
    Listing,
    NeedDetails,
    OrganisationDetails,
    Status,
)
from backend.catalog.sources.indicator_text import indicators_read
from backend.catalog.validation import MAX_INDICATORS
from backend.core.money_fields import Currency

LONGEST_ROW = 300  # characters of an indicator written in one text
LANGUAGES = [("zh", _("Chinese")), ("en", _("English"))]


class IndicatorInput(serializers.Serializer[Any]):
    """A row of the indicator table, or one as people write it: "密度≥1.80 g/cm³"."""

    name = serializers.CharField(max_length=80)
    comparator = serializers.ChoiceField(Indicator.Comparator.choices, default=">=")
    value = serializers.DecimalField(max_digits=30, decimal_places=12)
    value_max = serializers.DecimalField(
        max_digits=30,
        decimal_places=12,
        allow_null=True,
        default=None,
        help_text="Only with comparator “range”.",
    )
    unit = serializers.CharField(max_length=30, allow_blank=True, default="")

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
            rows = indicators_read(text, wanted=isinstance(self.root, NeedInput))
        except DjangoValidationError as refused:
            raise serializers.ValidationError({"name": refused.messages}) from refused
        if len(rows) != 1:
            message = _("Write one indicator in each text, like 密度≥1.80 g/cm³.")
            raise serializers.ValidationError({"name": [message]})
        return asdict(rows[0])


def _text(limit: int = LONG) -> serializers.CharField:
    return serializers.CharField(max_length=limit, allow_blank=True, default="")


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=15, decimal_places=2, allow_null=True, default=None)


class ListingInput(serializers.Serializer[Any]):
    """What every kind has. What is left out is empty: an update replaces the whole content."""

    title = serializers.CharField(max_length=200)
    summary = _text(1000)
    language = serializers.ChoiceField(LANGUAGES, default="zh")
    technology_field = serializers.CharField(max_length=30, allow_blank=True, default="")
    industry = serializers.CharField(
        max_length=3, allow_blank=True, default="", help_text="GB/T 4754: C, C39"
    )
    region = serializers.CharField(
        max_length=6, allow_blank=True, default="", help_text="GB/T 2260, six digits"
    )
    trl = serializers.IntegerField(min_value=1, max_value=9, allow_null=True, default=None)
    modes = serializers.ListField(child=serializers.CharField(max_length=40), default=list)
    required_conditions = serializers.ListField(
        child=serializers.CharField(max_length=20),
        default=list,
        help_text="Conditions that a partner must not break: industry, field, region, modes; of a "
        "need also trl, price, indicators; of an achievement also price. The others only lower it.",
    )
    disclosure = serializers.ChoiceField(Disclosure.choices, default=Disclosure.PUBLIC)
    indicators = IndicatorInput(many=True, default=list, max_length=MAX_INDICATORS)  # type: ignore[call-arg]
    owner = serializers.IntegerField(
        required=False,
        help_text="When creating: the organisation; else the one acted for.",
    )
    revision = serializers.IntegerField(
        required=False, min_value=1, help_text="When updating: the revision you read."
    )


class NeedInput(ListingInput):
    """A technology need."""

    background = _text()
    current_process = _text()
    research_content = _text()
    acceptance = _text()
    budget_min = _amount()
    budget_max = _amount()
    currency = serializers.ChoiceField(Currency.choices, default=Currency.CNY)
    deadline = serializers.DateField(allow_null=True, default=None)


class AchievementInput(ListingInput):
    """An achievement."""

    abstract = _text()
    problem_solved = _text()
    innovation = _text()
    application = _text()
    stage = serializers.ChoiceField(AchievementDetails.Stage.choices, allow_blank=True, default="")
    price_mode = serializers.ChoiceField(
        AchievementDetails.PriceMode.choices, default=AchievementDetails.PriceMode.NEGOTIABLE
    )
    price = _amount()
    currency = serializers.ChoiceField(Currency.choices, default=Currency.CNY)


class ExpertInput(ListingInput):
    """An expert."""

    biography = _text()
    research = _text()
    services = _text()


class ProfileInput(ListingInput):
    """The profile of an organisation."""

    trl = None  # type: ignore[assignment]
    required_conditions = None  # type: ignore[assignment]
    indicators = None  # type: ignore[assignment]
    introduction = _text()
    strengths = _text()
    offers = _text()
    seeks = _text()
    website = serializers.URLField(
        max_length=200, allow_blank=True, default="", help_text="Beginning with https://."
    )
    founded = serializers.IntegerField(allow_null=True, default=None, help_text="A year.")


class IndicatorOutput(serializers.ModelSerializer[Indicator]):
    """A row of the indicator table."""

    class Meta:
        model = Indicator
        fields = ["name", "comparator", "value", "value_max", "unit"]


class OwnerOutput(serializers.Serializer[Any]):
    """The organisation that lists."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    verified = serializers.BooleanField()


class ListingOutput(serializers.ModelSerializer[Listing]):
    """What every kind shows. Fields of the details tier are null unless ``details_readable``."""

    HIDDEN: ClassVar[tuple[str, ...]] = ("indicators",)
    DETAILS: ClassVar[str] = ""

    kind = serializers.ChoiceField(Kind.choices, read_only=True)
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
            "industry", "region", "trl", "modes", "required_conditions", "disclosure", "revision",
            "published_at", "updated_at", "details_readable", "indicators",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, listing: Listing) -> dict[str, Any]:
        """The listing within the reader's tier, which the selector has noted on it."""
        shown: dict[str, Any] = super().to_representation(listing)
        hidden = (*self.HIDDEN, *self._details_fields())
        if not listing.details_readable:  # type: ignore[attr-defined]
            public = {"required_conditions": public_among(listing.required_conditions)}
            return shown | dict.fromkeys(hidden) | public
        return shown

    def _details_fields(self) -> list[str]:
        prefix = f"{self.DETAILS}."
        return [name for name, f in self.fields.items() if (f.source or "").startswith(prefix)]


def _of(model: Any, name: str) -> serializers.Field[Any, Any, Any, Any]:
    """A read-only, nullable field of a details table."""
    column = model._meta.get_field(name)
    source = f"{model.__name__.removesuffix('Details').lower()}_details.{name}"
    options: dict[str, Any] = {"source": source, "read_only": True, "allow_null": True}
    if column.choices:
        choices = [*column.choices, ("", "")] if column.blank else column.choices
        return serializers.ChoiceField(choices, **options)
    if column.get_internal_type() == "DecimalField":
        return serializers.DecimalField(max_digits=15, decimal_places=2, **options)
    if column.get_internal_type() == "PositiveSmallIntegerField":
        return serializers.IntegerField(**options)
    if column.get_internal_type() == "DateField":
        return serializers.DateField(**options)
    return serializers.CharField(**options)


class NeedOutput(ListingOutput):
    """A technology need."""

    DETAILS = "need_details"
    background = _of(NeedDetails, "background")
    current_process = _of(NeedDetails, "current_process")
    research_content = _of(NeedDetails, "research_content")
    acceptance = _of(NeedDetails, "acceptance")
    budget_min = _of(NeedDetails, "budget_min")
    budget_max = _of(NeedDetails, "budget_max")
    currency = _of(NeedDetails, "currency")
    deadline = _of(NeedDetails, "deadline")

    class Meta(ListingOutput.Meta):
        fields = [
            *ListingOutput.Meta.fields,
            "background", "current_process", "research_content", "acceptance",
            "budget_min", "budget_max", "currency", "deadline",
        ]  # fmt: skip
        read_only_fields = fields


class AchievementOutput(ListingOutput):
    """An achievement."""

    DETAILS = "achievement_details"
    abstract = _of(AchievementDetails, "abstract")
    problem_solved = _of(AchievementDetails, "problem_solved")
    innovation = _of(AchievementDetails, "innovation")
    application = _of(AchievementDetails, "application")
    stage = _of(AchievementDetails, "stage")
    price_mode = _of(AchievementDetails, "price_mode")
    price = _of(AchievementDetails, "price")
    currency = _of(AchievementDetails, "currency")

    class Meta(ListingOutput.Meta):
        fields = [
            *ListingOutput.Meta.fields,
            "abstract", "problem_solved", "innovation", "application",
            "stage", "price_mode", "price", "currency",
        ]  # fmt: skip
        read_only_fields = fields


class ExpertOutput(ListingOutput):
    """An expert."""

    DETAILS = "expert_details"
    biography = _of(ExpertDetails, "biography")
    research = _of(ExpertDetails, "research")
    services = _of(ExpertDetails, "services")

    class Meta(ListingOutput.Meta):
        fields = [*ListingOutput.Meta.fields, "biography", "research", "services"]
        read_only_fields = fields


class ProfileOutput(ListingOutput):
    """The profile of an organisation."""

    DETAILS = "organisation_details"
    introduction = _of(OrganisationDetails, "introduction")
    strengths = _of(OrganisationDetails, "strengths")
    offers = _of(OrganisationDetails, "offers")
    seeks = _of(OrganisationDetails, "seeks")
    website = _of(OrganisationDetails, "website")
    founded = _of(OrganisationDetails, "founded")

    class Meta(ListingOutput.Meta):
        fields = [
            *ListingOutput.Meta.fields,
            "introduction", "strengths", "offers", "seeks", "website", "founded",
        ]  # fmt: skip
        read_only_fields = fields
