"""Contract records: reading, confirming, returning, redrafting."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.accounts.web.identity import identity_shown
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.rules import DRAFT
from backend.contracts.selectors import contract_readable_by, contracts_readable_by
from backend.contracts.services import (
    SERVICES,
    contract_draft,
    contract_revise,
    contract_scan,
    contract_sign,
    contract_write,
)
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.parsers import MultiPartParser
from backend.core.api.schemas import RevisionInput, refusals
from backend.core.errors import NotPermitted

from .serializers import (
    ContractDraftInput,
    ContractOutput,
    ContractRevisionInput,
    ScanInput,
    contract_values_given,
)


@with_acts(CONTRACT, SERVICES, ContractOutput, apart={"revise", "write", "scan", "sign"})
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
        return contracts_readable_by(self.actor).prefetch_related("instalments")

    @extend_schema(
        request=ContractDraftInput, responses={201: ContractOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Draft the record of a deal; the other side confirms it."""
        if not DRAFT.allows_anywhere(self.actor):
            raise NotPermitted(_("Only the two sides of a deal do this."))
        data = self.checked(ContractDraftInput)
        deal_id = data.pop("deal")
        kind = data.pop("kind")
        made = contract_draft(
            actor=self.actor, deal_id=deal_id, values=contract_values_given(data), kind=kind
        )
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

    @extend_schema(
        request=ContractRevisionInput,
        responses={200: ContractOutput, **refusals(400, 403, 404, 409)},
    )
    @action(detail=True, methods=["post"], url_path="write")
    def write_act(self, request: Request, pk: str) -> Response:
        """Save the text of a contract that is written here; the other side is not asked yet."""
        contract_readable_by(self.actor, int(pk))
        data = self.checked(ContractRevisionInput)
        revision = data.pop("revision")
        contract_write(
            actor=self.actor,
            contract_id=int(pk),
            expected_revision=revision,
            values=contract_values_given(data),
        )
        return self._answer(int(pk))

    @extend_schema(
        request={"multipart/form-data": ScanInput},
        responses={200: ContractOutput, **refusals(400, 403, 404, 409)},
    )
    @action(detail=True, methods=["post"], url_path="scan", parser_classes=[MultiPartParser])
    def scan_act(self, request: Request, pk: str) -> Response:
        """Put up a scan of the paper that both signed; the other side confirms it."""
        found = contract_readable_by(self.actor, int(pk))
        CONTRACT.check_may(CONTRACT.transition("scan"), found, self.actor)
        data = self.checked(ScanInput)
        contract_scan(
            actor=self.actor,
            contract_id=int(pk),
            expected_revision=data["revision"],
            upload=data["upload"],
            signed_on=data["signed_on"],
        )
        return self._answer(int(pk))

    @extend_schema(
        request=RevisionInput, responses={200: ContractOutput, **refusals(400, 403, 404, 409, 503)}
    )
    @action(detail=True, methods=["post"], url_path="sign")
    def sign_act(self, request: Request, pk: str) -> Response:
        """Sign the agreed text for one's side, within minutes of giving one's password anew."""
        found = contract_readable_by(self.actor, int(pk))
        CONTRACT.check_may(CONTRACT.transition("sign"), found, self.actor)
        if not identity_shown(request):
            raise NotPermitted(
                _("Confirm your password at %(page)s; signing is open for five minutes then.")
                % {"page": reverse("account_reauthenticate")}
            )
        data = self.checked(RevisionInput)
        contract_sign(actor=self.actor, contract_id=int(pk), expected_revision=data["revision"])
        return self._answer(int(pk))

    def _answer(self, contract_id: int) -> Response:
        return Response(ContractOutput(contract_readable_by(self.actor, contract_id)).data)
