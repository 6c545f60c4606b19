"""The refinement of needs by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.refining.lifecycle import PROPOSAL, REFINEMENT
from backend.refining.models import Proposal, Refinement
from backend.refining.selectors import (
    proposal_followed_by,
    proposals_followed_by,
    refinement_followed_by,
    refinements_followed_by,
)
from backend.refining.services import PROPOSAL_SERVICES, REFINEMENT_SERVICES, proposal_make

from .serializers import ProposalInput, ProposalOutput, RefinementOutput


@with_acts(REFINEMENT, REFINEMENT_SERVICES, RefinementOutput)
class RefinementViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Refinement],
):
    """Refinements of one's own needs, and those that one helps with."""

    permission_classes = [IsAuthenticated]
    serializer_class = RefinementOutput
    queryset = Refinement.objects.none()
    filterset_fields = ["state", "listing"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Refinement]:
        """Those the actor may know of, newest first."""
        return refinements_followed_by(self.actor)

    def _answer(self, refinement_id: int, *, status: int = 200) -> Response:
        found = refinement_followed_by(self.actor, refinement_id)
        return Response(RefinementOutput(found).data, status=status)


@with_acts(PROPOSAL, PROPOSAL_SERVICES, ProposalOutput)
class ProposalViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Proposal],
):
    """Remarks and proposals in the refinements that one follows."""

    permission_classes = [IsAuthenticated]
    serializer_class = ProposalOutput
    queryset = Proposal.objects.none()
    filterset_fields = ["state", "refinement"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Proposal]:
        """Those the actor may know of, in their order."""
        return proposals_followed_by(self.actor)

    @extend_schema(
        request=ProposalInput, responses={201: ProposalOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Remark on a field of a need, or propose other words for it."""
        made = proposal_make(actor=self.actor, **self.checked(ProposalInput))
        return self._answer(made.pk, status=201)

    def _answer(self, need_proposal_id: int, *, status: int = 200) -> Response:
        found = proposal_followed_by(self.actor, need_proposal_id)
        return Response(ProposalOutput(found).data, status=status)
