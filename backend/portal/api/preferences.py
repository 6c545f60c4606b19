"""How often one gets what, and when one may be written to, in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.schemas import refusals
from backend.portal import services
from backend.portal.selectors.preferences import Choice, choices_of, scope_for
from notifications import facade as notifications
from notifications.contracts import Frequency

FREQUENCIES = [each.value for each in Frequency]
SCOPE = OpenApiParameter(
    "scope", str, description="organisation:ID or listing:ID; without it, everything."
)


class PreferenceOutput(serializers.Serializer[Any]):
    """A kind of notices, or with ".*" all of a topic; ``frequency`` null: as ``usual``."""

    kind = serializers.CharField()
    words = serializers.CharField()
    frequency = serializers.ChoiceField(choices=FREQUENCIES, allow_null=True)
    usual = serializers.ListField(child=serializers.ChoiceField(choices=FREQUENCIES))


class PreferenceInput(serializers.Serializer[Any]):
    """Kind → how often; null takes a choice back."""

    choices = serializers.DictField(
        child=serializers.ChoiceField(choices=FREQUENCIES, allow_null=True), allow_empty=False
    )


class HabitsSerializer(serializers.Serializer[Any]):
    """When one may be written to, by the clock of one's own zone; no quiet hours: null both."""

    zone = serializers.CharField(max_length=60)
    quiet_from = serializers.TimeField(allow_null=True)
    quiet_until = serializers.TimeField(allow_null=True)
    digest_hour = serializers.IntegerField(min_value=0, max_value=23)


class PreferenceViewSet(ActorMixin, viewsets.ViewSet):
    """One's own choices of notices."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="preferences_list",
        parameters=[SCOPE],
        responses={200: PreferenceOutput(many=True), **refusals(403, 404)},
    )
    def list(self, request: Request) -> Response:
        """All kinds with what was chosen, within everything or one scope."""
        return self._answer(request)

    @extend_schema(
        operation_id="preferences_choose",
        parameters=[SCOPE],
        request=PreferenceInput,
        responses={200: PreferenceOutput(many=True), **refusals(400, 403, 404)},
    )
    def create(self, request: Request) -> Response:
        """Choose how often one gets some of them; what is not named stays."""
        chosen = self.checked(PreferenceInput)["choices"]
        services.frequencies_choose(
            actor=self.actor,
            scope=request.query_params.get("scope", ""),
            choices={kind: Frequency(each) if each else None for kind, each in chosen.items()},
        )
        return self._answer(request)

    @extend_schema(
        methods=["GET"],
        operation_id="preferences_habits",
        responses={200: HabitsSerializer, **refusals(403)},
    )
    @extend_schema(
        methods=["PUT"],
        operation_id="preferences_habits_keep",
        request=HabitsSerializer,
        responses={200: HabitsSerializer, **refusals(400, 403)},
    )
    @action(detail=False, methods=["get", "put"])
    def habits(self, request: Request) -> Response:
        """Quiet hours, the hour of summaries and the time zone."""
        if request.method == "PUT":
            services.habits_choose(actor=self.actor, **self.checked(HabitsSerializer))
        return Response(HabitsSerializer(notifications.habits_of(self.person.pk)).data)

    def _answer(self, request: Request) -> Response:
        scope = scope_for(self.actor, request.query_params.get("scope", ""))
        topics = choices_of(notifications.person_holder(self.person.pk), scope.name)
        rows = [_row(each) for topic in topics for each in (topic.whole, *topic.kinds)]
        return Response(PreferenceOutput(rows, many=True).data)


def _row(choice: Choice) -> dict[str, Any]:
    return {
        "kind": choice.name,
        "words": str(choice.words),
        "frequency": choice.chosen,
        "usual": sorted(choice.usual),
    }
