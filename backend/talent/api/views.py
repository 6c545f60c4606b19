"""The four lists and wishes by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.talent.lifecycle import WISH
from backend.talent.models import ListEntry, ListKind, Wish
from backend.talent.rules import NOT_FIRM, may_wish
from backend.talent.selectors import entries_listed, wish_seen_by, wishes_seen_by
from backend.talent.services import WISH_SERVICES, wish_make

from .serializers import ListEntryOutput, TalentWishInput, TalentWishOutput


class ListEntryViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[ListEntry]):
    """The four lists."""

    permission_classes = [AllowAny]
    serializer_class = ListEntryOutput
    queryset = ListEntry.objects.none()

    def get_queryset(self) -> QuerySet[ListEntry]:
        """A list as it stands today: that of ``kind``, else of talent needs."""
        kind = self.request.GET.get("kind", "")
        return entries_listed(kind if kind in ListKind.values else ListKind.TALENT)

    @extend_schema(parameters=[OpenApiParameter("kind", str, enum=ListKind.values)])
    def list(self, request: Request, *args: object, **kwargs: object) -> Response:
        """The entries of a list, newest first."""
        return super().list(request, *args, **kwargs)


@with_acts(WISH, WISH_SERVICES, TalentWishOutput)
class TalentWishViewSet(
    ActorMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Wish]
):
    """Wishes of one's firm, or of the region that one looks after."""

    permission_classes = [IsAuthenticated]
    serializer_class = TalentWishOutput
    queryset = Wish.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Wish]:
        """Those the actor may know of, newest first."""
        return wishes_seen_by(self.actor)

    @extend_schema(
        request=TalentWishInput, responses={201: TalentWishOutput, **refusals(400, 403, 409)}
    )
    def create(self, request: Request) -> Response:
        """Put a wish on a list."""
        if not may_wish(self.actor):
            raise NotPermitted(NOT_FIRM)
        made = wish_make(actor=self.actor, **self.checked(TalentWishInput))
        return self._answer(made.pk, status=201)

    def _answer(self, wish_id: int, *, status: int = 200) -> Response:
        return Response(TalentWishOutput(wish_seen_by(self.actor, wish_id)).data, status=status)
