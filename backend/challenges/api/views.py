"""Calls, entries and reviews by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.challenges import rules
from backend.challenges.lifecycle import CALL, ENTRY
from backend.challenges.models import Assignment, Call, Entry
from backend.challenges.selectors import (
    assignment_for,
    assignments_of,
    call_visible_to,
    calls_visible_to,
    entries_of,
    entry_readable_by,
)
from backend.challenges.services import (
    ENTRY_SERVICES,
    SERVICES,
    call_change,
    call_draft,
    entry_hand_in,
    entry_join,
    review_save,
)
from backend.challenges.services.drafting import NOT_POSTING
from backend.challenges.services.eligibility import entrant_check
from backend.challenges.values import CallValues, EntryValues, MemberValues
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted

from .serializers import (
    CallChangeInput,
    CallEntryOutput,
    CallInput,
    CallOutput,
    EntryInput,
    ReviewInput,
    ReviewOutput,
)


@with_acts(CALL, SERVICES, CallOutput, apart=("propose",))
class CallViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Call],
):
    """Calls that were posted, and those of one's own organisations before that."""

    permission_classes = [AllowAny]
    serializer_class = CallOutput
    queryset = Call.objects.none()
    filterset_fields = ["kind", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Call]:
        """Those the actor may know of, newest first."""
        return calls_visible_to(self.actor)

    @extend_schema(request=CallInput, responses={201: CallOutput, **refusals(400, 403)})
    def create(self, request: Request) -> Response:
        """Begin a call of the organisation acted for."""
        if not rules.may_post(self.actor):
            raise NotPermitted(NOT_POSTING)
        made = call_draft(actor=self.actor, values=CallValues(**self.checked(CallInput)))
        return self._answer(made.pk, status=201)

    @extend_schema(
        request=CallChangeInput, responses={200: CallOutput, **refusals(400, 403, 404, 409)}
    )
    def update(self, request: Request, pk: str) -> Response:
        """Change a call; once it is posted entrants confirm anew."""
        if not rules.may_run(self.actor, call_visible_to(self.actor, int(pk))):
            raise NotPermitted(rules.NOT_RUNNING)
        data = self.checked(CallChangeInput)
        revision = data.pop("revision")
        call_change(
            actor=self.actor,
            call_id=int(pk),
            expected_revision=revision,
            values=CallValues(**data),
        )
        return self._answer(int(pk))

    @extend_schema(
        request=EntryInput, responses={201: CallEntryOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def enter(self, request: Request, pk: str) -> Response:
        """Hand in an entry, or replace one's own as a whole."""
        call = call_visible_to(self.actor, int(pk))
        entrant_check(self.actor, call, alone=request.query_params.get("alone") == "true")
        data = self.checked(EntryInput)
        members = tuple(MemberValues(**row) for row in data.pop("members", ()))
        values = EntryValues(**data, members=members)
        made = entry_hand_in(actor=self.actor, call_id=int(pk), values=values)
        return Response(CallEntryOutput(entry_readable_by(self.actor, made.pk)).data, status=201)

    def _answer(self, call_id: int, *, status: int = 200) -> Response:
        found = call_visible_to(self.actor, call_id)
        return Response(CallOutput(found).data, status=status)


@with_acts(ENTRY, ENTRY_SERVICES, CallEntryOutput)
class EntryViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Entry],
):
    """Entries of one's own organisations; who runs a call acts on its entries by their ids."""

    permission_classes = [IsAuthenticated]
    serializer_class = CallEntryOutput
    queryset = Entry.objects.none()
    filterset_fields = ["call", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Entry]:
        """Those of the actor's, newest first."""
        return entries_of(self.actor).prefetch_related("members__organisation")

    @extend_schema(request=None, responses={200: CallEntryOutput, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def join(self, request: Request, pk: str) -> Response:
        """Confirm one's part in a consortium."""
        entry_join(actor=self.actor, entry_id=int(pk))
        return self._answer(int(pk))

    def _answer(self, entry_id: int) -> Response:
        return Response(CallEntryOutput(entry_readable_by(self.actor, entry_id)).data)


class ReviewViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Assignment],
):
    """Entries that one reviews, as the phase shows them."""

    permission_classes = [IsAuthenticated]
    serializer_class = ReviewOutput
    queryset = Assignment.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Assignment]:
        """One's own."""
        return assignments_of(self.actor).prefetch_related("scores")

    @extend_schema(
        request=ReviewInput, responses={200: ReviewOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def score(self, request: Request, pk: str) -> Response:
        """Score an entry by every criterion."""
        assignment_for(self.actor, int(pk))
        review_save(actor=self.actor, assignment_id=int(pk), **self.checked(ReviewInput))
        return Response(ReviewOutput(assignment_for(self.actor, int(pk))).data)
