"""Contract records: reading, confirming, returning, redrafting."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.rules import DRAFT
from backend.contracts.selectors import contract_readable_by, contracts_readable_by
from backend.contracts.services import (
    SERVICES,
    contract_draft,
    contract_revise,
)
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted

from .serializers import (
    ContractDraftInput,
    ContractOutput,
    ContractRevisionInput,
    contract_values_given,
)


@with_acts(CONTRACT, SERVICES, ContractOutput, apart={"revise"})
class ContractViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Contract],
):
    """Records that the parties, their brokers and operators may read."""

    permission_classes = [IsAuthenticated]
    serializer_class = ContractOutput
    queryset = Contract.objects.none()
    filterset_fields = ["state", "type", "kind", "deal"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Contract]:
        """Those the actor may read, last signed first."""
        return contracts_readable_by(self.actor)

    @extend_schema(
        request=ContractDraftInput, responses={201: ContractOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Draft the record of a deal; the other side confirms it."""
        if not DRAFT.allows_anywhere(self.actor):
            raise NotPermitted(_("Only the two sides of a deal do this."))
        data = self.checked(ContractDraftInput)
        deal_id = data.pop("deal")
        made = contract_draft(actor=self.actor, deal_id=deal_id, values=contract_values_given(data))
        shown = ContractOutput(contract_readable_by(self.actor, made.pk))
        return Response(shown.data, status=201)

    @extend_schema(
        request=ContractRevisionInput,
        responses={200: ContractOutput, **refusals(400, 403, 404, 409)},
    )
    def update(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Redraft a record that is not confirmed; the other side confirms anew."""
        contract_readable_by(self.actor, int(pk))
        data = self.checked(ContractRevisionInput)
        revision = data.pop("revision")
        contract_revise(
            actor=self.actor,
            contract_id=int(pk),
            expected_revision=revision,
            values=contract_values_given(data),
        )
        return self._answer(int(pk))

    def _answer(self, contract_id: int) -> Response:
        return Response(ContractOutput(contract_readable_by(self.actor, contract_id)).data)
