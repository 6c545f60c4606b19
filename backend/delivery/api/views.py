"""Plans and milestones: reading, writing, and their acts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.delivery import rules
from backend.delivery.lifecycle import EXTENSION, INSPECTION, MILESTONE, PLAN
from backend.delivery.models import Extension, Inspection, Milestone, Plan
from backend.delivery.selectors import (
    extension_readable_by,
    inspection_readable_by,
    milestone_readable_by,
    milestones_readable_by,
    plan_readable_by,
    plans_readable_by,
)
from backend.delivery.services import (
    EXTENSION_SERVICES,
    INSPECTION_SERVICES,
    MILESTONE_SERVICES,
    PLAN_SERVICES,
    extension_ask,
    milestone_inspect,
    plan_propose,
    plan_revise,
)
from backend.delivery.services.milestones import milestone_submit
from backend.delivery.values import BudgetValues, MilestoneValues, PlanValues

from .serializers import (
    ExtensionInput,
    ExtensionOutput,
    InspectionInput,
    InspectionOutput,
    MilestoneOutput,
    MilestonePlanOutput,
    MilestonePlanProposalInput,
    MilestonePlanRevisionInput,
    SubmissionInput,
)

_REFUSED = refusals(400, 403, 404, 409)


def _values(data: dict[str, Any]) -> PlanValues:
    rows = [MilestoneValues(**row) for row in data.pop("milestones")]
    lines = [BudgetValues(**row) for row in data.pop("budget")]
    return PlanValues(milestones=rows, budget=lines, **data)


@with_acts(PLAN, PLAN_SERVICES, MilestonePlanOutput, apart={"revise"})
class PlanViewSet(
    ActorMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Plan]
):
    """Plans of milestones that the actor may read."""

    permission_classes = [IsAuthenticated]
    serializer_class = MilestonePlanOutput
    queryset = Plan.objects.none()
    filterset_fields = ["state", "contract"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Plan]:
        """Those the actor may read, last changed first."""
        return plans_readable_by(self.actor).prefetch_related("milestones__extensions")

    @extend_schema(
        request=MilestonePlanProposalInput, responses={201: MilestonePlanOutput, **_REFUSED}
    )
    def create(self, request: Request) -> Response:
        """Propose the plan of a contract in force; the other party agrees."""
        if not rules.PLAN.allows_anywhere(self.actor):
            raise NotPermitted(rules.ONLY_SIDES)
        data = self.checked(MilestonePlanProposalInput)
        contract_id = data.pop("contract")
        made = plan_propose(actor=self.actor, contract_id=contract_id, values=_values(data))
        return Response(self._answer(made.pk).data, status=201)

    @extend_schema(
        request=MilestonePlanRevisionInput, responses={200: MilestonePlanOutput, **_REFUSED}
    )
    def update(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Write a plan anew that is not agreed."""
        plan_readable_by(self.actor, int(pk))
        data = self.checked(MilestonePlanRevisionInput)
        revision = data.pop("revision")
        plan_revise(
            actor=self.actor, schedule_id=int(pk), expected_revision=revision, values=_values(data)
        )
        return self._answer(int(pk))

    def _answer(self, schedule_id: int) -> Response:
        return Response(MilestonePlanOutput(plan_readable_by(self.actor, schedule_id)).data)


@with_acts(MILESTONE, MILESTONE_SERVICES, MilestoneOutput, apart={"submit"})
class MilestoneViewSet(
    ActorMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Milestone]
):
    """Milestones that the actor may read, the soonest due first."""

    permission_classes = [IsAuthenticated]
    serializer_class = MilestoneOutput
    queryset = Milestone.objects.none()
    filterset_fields = ["state", "plan"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Milestone]:
        """Those the actor may read."""
        return milestones_readable_by(self.actor).prefetch_related("extensions")

    @extend_schema(request=SubmissionInput, responses={200: MilestoneOutput, **_REFUSED})
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Submit it with the values reached."""
        found = milestone_readable_by(self.actor, int(pk))
        MILESTONE.check_may(MILESTONE.transition("submit"), found, self.actor)
        data = self.checked(SubmissionInput)
        milestone_submit(
            actor=self.actor,
            milestone_id=int(pk),
            expected_revision=data["revision"],
            note=data["note"],
            reached=_reached(found, data["reached"]),
        )
        return self._answer(int(pk))

    @extend_schema(request=ExtensionInput, responses={201: ExtensionOutput, **_REFUSED})
    @action(detail=True, methods=["post"], url_path="extensions")
    def ask(self, request: Request, pk: str) -> Response:
        """Ask the other party for a later day."""
        if not rules.may_ask_extension(self.actor, milestone_readable_by(self.actor, int(pk))):
            raise NotPermitted(rules.ONLY_SIDES)
        data = self.checked(ExtensionInput)
        made = extension_ask(actor=self.actor, milestone_id=int(pk), **data)
        return Response(ExtensionOutput(made).data, status=201)

    @extend_schema(request=InspectionInput, responses={201: InspectionOutput, **_REFUSED})
    @action(detail=True, methods=["post"], url_path="inspections")
    def inspect(self, request: Request, pk: str) -> Response:
        """Write down what the supervising unit found."""
        if not rules.may_inspect(self.actor, milestone_readable_by(self.actor, int(pk)).plan):
            raise NotPermitted(_("Only the unit that supervises inspects."))
        data = self.checked(InspectionInput)
        made = milestone_inspect(actor=self.actor, milestone_id=int(pk), **data)
        return Response(InspectionOutput(made).data, status=201)

    def _answer(self, milestone_id: int) -> Response:
        return Response(MilestoneOutput(milestone_readable_by(self.actor, milestone_id)).data)


@with_acts(EXTENSION, EXTENSION_SERVICES, ExtensionOutput)
class ExtensionViewSet(ActorMixin, viewsets.GenericViewSet[Extension]):
    """Answers to requests for more time."""

    permission_classes = [IsAuthenticated]
    serializer_class = ExtensionOutput
    queryset = Extension.objects.none()
    lookup_value_regex = IDS

    def _answer(self, extension_id: int) -> Response:
        return Response(ExtensionOutput(extension_readable_by(self.actor, extension_id)).data)


@with_acts(INSPECTION, INSPECTION_SERVICES, InspectionOutput)
class InspectionViewSet(ActorMixin, viewsets.GenericViewSet[Inspection]):
    """What becomes of findings."""

    permission_classes = [IsAuthenticated]
    serializer_class = InspectionOutput
    queryset = Inspection.objects.none()
    lookup_value_regex = IDS

    def _answer(self, inspection_id: int) -> Response:
        return Response(InspectionOutput(inspection_readable_by(self.actor, inspection_id)).data)


def _reached(milestone: Milestone, given: dict[str, str]) -> dict[int, Decimal | str | None]:
    """What was sent, numbers where the criterion is measured."""
    found: dict[int, Decimal | str | None] = {}
    for criterion in milestone.criteria.all():
        value = given.get(str(criterion.pk))
        if value is not None and criterion.measured:
            try:
                found[criterion.pk] = Decimal(value)
            except InvalidOperation as error:
                told = _("Write a number, for example 1200 or 0.05.")
                raise ValidationError({f"criterion_{criterion.pk}": [told]}) from error
        else:
            found[criterion.pk] = value
    return found
