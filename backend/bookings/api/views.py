"""Bookings by the JSON API."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.bookings.lifecycle import BOOKING
from backend.bookings.models import Booking
from backend.bookings.selectors import (
    bookable_visible_to,
    booking_readable_by,
    bookings_readable_by,
    policy_of,
)
from backend.bookings.services import SERVICES, booking_record, booking_request, making_check
from backend.bookings.values import BookingValues, UseValues
from backend.bookings.weeks import week_of
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals

from .serializers import BookingInput, BookingOutput, FreeOutput, UseInput


@with_acts(BOOKING, SERVICES, BookingOutput, apart=("record",))
class BookingViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Booking],
):
    """Bookings of one's organisations, and of what these have listed."""

    permission_classes = [IsAuthenticated]
    serializer_class = BookingOutput
    queryset = Booking.objects.none()
    filterset_fields = ["state", "listing"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Booking]:
        """Those the actor may know of, the latest time first."""
        return bookings_readable_by(self.actor)

    @extend_schema(
        request=BookingInput,
        responses={201: BookingOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Ask for a time for the organisation acted for."""
        making_check(self.actor)
        values = BookingValues(**self.checked(BookingInput))
        return self._answer(booking_request(actor=self.actor, values=values).pk, status=201)

    @extend_schema(request=UseInput, responses={200: BookingOutput, **refusals(400, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def record(self, request: Request, pk: str) -> Response:
        """Put a use on record; what is owed is reckoned from it."""
        found = booking_readable_by(self.actor, int(pk))
        BOOKING.check_may(BOOKING.transition("record"), found, self.actor)
        data = self.checked(UseInput)
        revision = data.pop("revision", None)
        booking_record(
            actor=self.actor,
            booking_id=found.pk,
            expected_revision=revision,
            values=UseValues(**data),
        )
        return self._answer(found.pk)

    @extend_schema(
        parameters=[
            OpenApiParameter("week", date, description="A day of the week; today without it."),
        ],
        responses={200: FreeOutput(many=True), **refusals(404)},
    )
    @action(
        detail=False, methods=["get"], url_path=f"free/(?P<listing>{IDS})", pagination_class=None
    )
    def free(self, request: Request, listing: str) -> Response:
        """What of a week may be asked for."""
        found = bookable_visible_to(self.actor, int(listing))
        policy = policy_of(found)
        if policy is None:
            return Response([])
        week = week_of(policy, _day(request.query_params.get("week", "")))
        spans = [span for day in week.days for span in day.spans]
        return Response(FreeOutput(spans, many=True).data)

    def _answer(self, booking_id: int, *, status: int = 200) -> Response:
        found = booking_readable_by(self.actor, booking_id)
        return Response(BookingOutput(found).data, status=status)


def _day(text: str) -> date:
    today = timezone.localdate()
    try:
        day = parse_date(text)
    except ValueError:
        return today
    return day if day is not None and abs((day - today).days) < 400 else today
