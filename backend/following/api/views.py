"""Saved searches and follows: one's own alone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.discovery.forms import SearchForm
from backend.discovery.selectors import FACETS
from backend.following import services
from backend.following.models import Follow, SavedSearch
from backend.following.selectors import finds_of, follows_of, saved_search_of, saved_searches_of

from .serializers import (
    FindOutput,
    FollowInput,
    FollowOutput,
    SavedSearchChange,
    SavedSearchInput,
    SavedSearchOutput,
)


class SavedSearchViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[SavedSearch]):
    """Searches that are kept, and what they find."""

    permission_classes = [IsAuthenticated]
    serializer_class = SavedSearchOutput
    queryset = SavedSearch.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[SavedSearch]:
        """The actor's own, by name."""
        return saved_searches_of(self.actor)

    @extend_schema(responses={200: SavedSearchOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One saved search."""
        return self._answer(int(pk))

    @extend_schema(
        request=SavedSearchInput, responses={201: SavedSearchOutput, **refusals(400, 403, 409)}
    )
    def create(self, request: Request) -> Response:
        """Keep a search."""
        data = self.checked(SavedSearchInput)
        wanted = {name: data[name] for name in ("q", "kind", *FACETS) if data.get(name)}
        asked = SearchForm({name: str(value) for name, value in wanted.items()})
        if not asked.is_valid():
            raise ValidationError({name: list(told) for name, told in asked.errors.items()})
        made = services.search_save(
            actor=self.actor,
            name=data["name"],
            text=data.get("q", ""),
            kind=data.get("kind", ""),
            filters={name: str(wanted[name]) for name in FACETS if name in wanted},
            everything=data["all"],
            frequency=data["frequency"],
        )
        return self._answer(made.pk, status=201)

    @extend_schema(
        request=SavedSearchChange, responses={200: SavedSearchOutput, **refusals(400, 404)}
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Call it otherwise, or be told at other times."""
        saved_search_of(self.actor, int(pk))
        data = self.checked(SavedSearchChange)
        services.search_change(actor=self.actor, search_id=int(pk), **data)
        return self._answer(int(pk))

    @extend_schema(responses={204: None, **refusals(404)})
    def destroy(self, request: Request, pk: str) -> Response:
        """Keep it no longer."""
        services.search_forget(actor=self.actor, search_id=int(pk))
        return Response(status=204)

    @extend_schema(responses={200: FindOutput(many=True), **refusals(404)})
    @action(detail=True, methods=["get"], pagination_class=None)
    def finds(self, request: Request, pk: str) -> Response:
        """What it found since it is kept, newest first, at most 100."""
        search = saved_search_of(self.actor, int(pk))
        return Response(FindOutput(finds_of(self.actor, search)[:100], many=True).data)

    def _answer(self, search_id: int, *, status: int = 200) -> Response:
        found = saved_search_of(self.actor, search_id)
        return Response(SavedSearchOutput(found).data, status=status)


class FollowViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Follow]):
    """Listings and organisations that one follows."""

    permission_classes = [IsAuthenticated]
    serializer_class = FollowOutput
    queryset = Follow.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Follow]:
        """The actor's own, newest first."""
        return follows_of(self.actor)

    @extend_schema(request=FollowInput, responses={201: FollowOutput, **refusals(400, 404, 409)})
    def create(self, request: Request) -> Response:
        """Follow a listing or an organisation; following it already changes nothing."""
        made = services.follow_begin(actor=self.actor, **self.checked(FollowInput))
        return Response(FollowOutput(made).data, status=201)

    @extend_schema(responses={204: None, **refusals(404)})
    def destroy(self, request: Request, pk: str) -> Response:
        """Cease to follow."""
        services.follow_end(actor=self.actor, follow_id=int(pk))
        return Response(status=204)
