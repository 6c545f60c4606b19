"""Registrations in JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.contracts.models import ContractType
from backend.core.api.schemas import RevisionField
from backend.registration.completeness import missing_of
from backend.registration.downloads import form_values
from backend.registration.models import OutsideContract, Registration
from backend.registration.selectors.counting import SIDES

_AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 2, "min_value": 0}


class RegistrationBeginInput(serializers.Serializer[Any]):
    """The signed contract that is to be registered."""

    contract = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class RegistrationInput(serializers.Serializer[Any]):
    """What the applicant says; codes are those of the measure's code file."""

    revision = RevisionField()
    registry = serializers.IntegerField(
        source="registry_id", min_value=1, max_value=2**63 - 1, allow_null=True
    )
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    rate = serializers.DecimalField(max_digits=12, decimal_places=6, default=Decimal(1))
    seller_country = serializers.CharField(max_length=3, allow_blank=True)
    seller_region = serializers.CharField(max_length=6, allow_blank=True)
    seller_nature = serializers.CharField(max_length=3, allow_blank=True)
    buyer_country = serializers.CharField(max_length=3, allow_blank=True)
    buyer_region = serializers.CharField(max_length=6, allow_blank=True)
    buyer_nature = serializers.CharField(max_length=3, allow_blank=True)
    technology_field = serializers.CharField(max_length=30, allow_blank=True)
    industry = serializers.CharField(max_length=3, allow_blank=True)
    right = serializers.CharField(max_length=3, allow_blank=True)
    plan = serializers.CharField(max_length=3, allow_blank=True)
    plan_number = serializers.CharField(max_length=60, allow_blank=True, default="")
    new_investment = serializers.DecimalField(**_AMOUNT, allow_null=True, default=None)
    new_output = serializers.DecimalField(**_AMOUNT, allow_null=True, default=None)
    department_signed = serializers.BooleanField(default=False)
    first_time = serializers.BooleanField(default=True)
    contact_name = serializers.CharField(max_length=60, allow_blank=True)
    contact_phone = serializers.CharField(max_length=30, allow_blank=True)


class RecognitionInput(serializers.Serializer[Any]):
    """What the registry recognises; what differs from the contract needs a note."""

    revision = RevisionField()
    type = serializers.ChoiceField(ContractType.choices)
    subtype = serializers.CharField(max_length=20, allow_blank=True, default="")
    technology_amount = serializers.DecimalField(**_AMOUNT)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")


class MissingOutput(serializers.Serializer[Any]):
    """Something that keeps it from being submitted."""

    name = serializers.CharField(help_text="A field of the form, or the code of a paper.")
    words = serializers.CharField()
    paper = serializers.BooleanField()


class RegistrationOutput(serializers.ModelSerializer[Registration]):
    """A registration; ``form`` are the values in the registry's columns."""

    applicant = OrganisationOutput()
    registry = OrganisationOutput(allow_null=True)
    missing = serializers.SerializerMethodField()
    form = serializers.SerializerMethodField()

    class Meta:
        model = Registration
        fields = [
            "id", "contract", "number", "state", "revision", "measure_name", "applicant",
            "registry", "title", "type", "subtype", "contract_amount", "technology_amount",
            "currency", "rate", "disputed", "received_on", "due_on", "registered_on", "reason",
            "note", "missing", "form", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_missing(self, registration: Registration) -> list[dict[str, Any]]:
        """What it lacks; empty once it was submitted."""
        if registration.state not in Registration.WRITABLE:
            return []
        return [dict(MissingOutput(one).data) for one in missing_of(registration)]

    def get_form(self, registration: Registration) -> dict[str, str]:
        """Values by the keys of the code file's columns, as text."""
        return {
            key: "" if value is None else str(value)
            for key, value in form_values(registration).items()
        }


class OutsideOutput(serializers.ModelSerializer[OutsideContract]):
    """A contract registered elsewhere."""

    class Meta:
        model = OutsideContract
        fields = [
            "id", "source", "number", "title", "type", "signed_on", "buyer", "buyer_name",
            "buyer_region", "seller_name", "seller_country", "seller_region", "technology_field",
            "contract_amount", "technology_amount", "state", "note", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class OutsideInput(serializers.Serializer[Any]):
    """A contract that the actor's organisation bought from a seller who registers elsewhere."""

    number = serializers.CharField(max_length=16, allow_blank=True, default="")
    title = serializers.CharField(max_length=200)
    type = serializers.ChoiceField(ContractType.choices)
    signed_on = serializers.DateField()
    seller_name = serializers.CharField(max_length=160)
    seller_country = serializers.CharField(max_length=3, default="142")
    seller_region = serializers.CharField(max_length=12, allow_blank=True, default="")
    technology_field = serializers.CharField(max_length=30, allow_blank=True, default="")
    contract_amount = serializers.DecimalField(**_AMOUNT)
    technology_amount = serializers.DecimalField(**_AMOUNT)


class OutsideRevisionInput(OutsideInput):
    """The same, corrected, with the revision that it rests on."""

    revision = RevisionField()


class StatisticsQuery(serializers.Serializer[Any]):
    """Of which region, side and year."""

    region = serializers.CharField(max_length=12, default="", allow_blank=True)
    side = serializers.ChoiceField(SIDES, default=SIDES[0])
    year = serializers.IntegerField(min_value=2000, max_value=9999, required=False)


class FigureOutput(serializers.Serializer[Any]):
    """A line of figures, in yuan."""

    code = serializers.CharField()
    name = serializers.CharField()
    n = serializers.IntegerField()
    contract = serializers.DecimalField(max_digits=20, decimal_places=2)
    technology = serializers.DecimalField(max_digits=20, decimal_places=2)
    share = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)


class FiguresOutput(serializers.Serializer[Any]):
    """Contracts by one dimension."""

    name = serializers.CharField()
    title = serializers.CharField()
    rows = FigureOutput(many=True)


class StatisticsOutput(serializers.Serializer[Any]):
    """Registration figures of a region in a year."""

    region = serializers.CharField()
    side = serializers.CharField()
    year = serializers.IntegerField()
    total = FigureOutput()
    tables = FiguresOutput(many=True)
    years = FigureOutput(many=True)
