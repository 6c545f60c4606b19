"""The books of those for whom the actor answers: accounts and their entries."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.ledger.models import Account
from backend.ledger.selectors import account_readable_by, entries_of, owners_readable_by

from .serializers import AccountOutput, EntryOutput


class AccountViewSet(
    ActorMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Account]
):
    """Accounts that the actor may read; operators read all."""

    permission_classes = [IsAuthenticated]
    serializer_class = AccountOutput
    queryset = Account.objects.none()
    filterset_fields = ["owner_kind", "owner_id", "purpose", "currency"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Account]:
        """The actor's own and their organisations'."""
        found = Account.objects.order_by("currency", "pk")
        if self.actor.operator:
            return found
        own = Q(pk__in=[])
        for owner in owners_readable_by(self.actor):
            own |= Q(owner_kind=owner.kind, owner_id=owner.id)
        return found.filter(own)

    @extend_schema(responses={200: EntryOutput(many=True)})
    @action(detail=True, methods=["get"])
    def entries(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """What moved in it, the last first, in pages."""
        rows = entries_of(account_readable_by(self.actor, int(pk)))
        page: Any = self.paginate_queryset(rows)  # type: ignore[arg-type]
        return self.get_paginated_response(EntryOutput(page, many=True).data)
