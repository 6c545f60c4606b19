"""Lists of needs that panels drew up, by the JSON API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets

from backend.accounts.api.acting import ActorMixin
from backend.accounts.api.serializers import OrganisationOutput
from backend.core.api.lookups import IDS
from backend.panel.models import Decision, Expertise, Sitting, Verdict
from backend.panel.selectors import need_lists, rows_for


class VerdictOutput(serializers.Serializer[Any]):
    """What a member of a kind said."""

    kind = serializers.ChoiceField(Expertise.choices)
    level = serializers.ChoiceField(Verdict.Level.choices)
    words = serializers.CharField()


class NeedListRowOutput(serializers.Serializer[Any]):
    """A need as it was when the list was drawn up."""

    listing_id = serializers.IntegerField()
    title = serializers.CharField()
    owner = serializers.CharField()
    region = serializers.CharField()
    decision = serializers.ChoiceField(Decision.choices)
    note = serializers.CharField()
    merged_with = serializers.CharField()
    verdicts = VerdictOutput(many=True)


class NeedListOutput(serializers.ModelSerializer[Sitting]):
    """A list of needs; ``rows`` are those that the reader may know of."""

    unit = OrganisationOutput(source="panel.unit")
    panel = serializers.CharField()
    rows = serializers.SerializerMethodField()

    class Meta:
        model = Sitting
        fields = ["id", "number", "title", "panel", "unit", "held_on", "closed_at", "rows"]
        read_only_fields = fields

    def get_rows(self, sitting: Sitting) -> NeedListRowOutput(many=True):  # type: ignore[valid-type]
        """Within what the reader may know."""
        actor = self.context["view"].actor
        return NeedListRowOutput(rows_for(actor, sitting), many=True).data


class NeedListViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Sitting],
):
    """Lists of needs, the latest first; anybody reads what is public of them."""

    serializer_class = NeedListOutput
    queryset = Sitting.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Sitting]:
        """Those that were drawn up."""
        return need_lists()
