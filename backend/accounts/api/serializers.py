"""People and organisations in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.accounts.models import Duty, Membership, Organisation
from backend.accounts.regions import region_label


class OrganisationOutput(serializers.ModelSerializer[Organisation]):
    """What anybody may know of an organisation."""

    verified = serializers.BooleanField(read_only=True)
    region_name = serializers.SerializerMethodField()

    class Meta:
        model = Organisation
        fields = ["id", "kind", "unit_kind", "name", "name_en", "region", "region_name", "verified"]

    def get_region_name(self, organisation: Organisation) -> str:
        """The region in the reader's language."""
        return region_label(organisation.region)


class OrganisationInput(serializers.Serializer[Any]):
    """An organisation to register; its founder becomes the first member."""

    kind = serializers.ChoiceField(Organisation.Kind.choices)
    name = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=160, allow_blank=True, default="")
    credit_code = serializers.CharField(max_length=18, allow_blank=True, default="")
    region = serializers.CharField(
        max_length=12, help_text="GB/T 2260, six digits; nine and twelve below the county"
    )


class MembershipOutput(serializers.ModelSerializer[Membership]):
    """The duties in an organisation."""

    organisation = OrganisationOutput()
    duties = serializers.SerializerMethodField()

    class Meta:
        model = Membership
        fields = ["organisation", "duties"]

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Duty.choices)))
    def get_duties(self, membership: Membership) -> list[str]:
        """Their codes."""
        return sorted(row.duty for row in membership.duties.all())


class MeOutput(serializers.Serializer[Any]):
    """Who is asking."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()
    language = serializers.CharField()
    operator = serializers.BooleanField()
    organisation = serializers.IntegerField(
        allow_null=True, help_text="The organisation acted for, switched on the pages."
    )
    memberships = MembershipOutput(many=True)
