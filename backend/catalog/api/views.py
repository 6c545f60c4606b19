"""Listings of each kind: reading, drafting, revising, and what their lifecycle allows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from backend.accounts.api.acting import ActorMixin, revision_named
from backend.catalog.indicator_reading import indicators_in
from backend.catalog.kinds import KINDS, Kind
from backend.catalog.lifecycle import LISTING
from backend.catalog.models import Listing
from backend.catalog.readings import details_read
from backend.catalog.rules import may_edit, may_list_anywhere
from backend.catalog.selectors import (
    listing_visible_to,
    listings_of,
    listings_on_market,
    listings_visible_to,
)
from backend.catalog.services import (
    SERVICES,
    listing_delete,
    listing_draft,
    listing_revise,
)
from backend.catalog.values import values_from
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotFound, NotPermitted

from .filters import ListingFilter, filters_of
from .kinds import INPUTS, OUTPUTS
from .serializers import ListingOutput, ReadingInput, ReadingOutput

MINE = OpenApiParameter(
    "mine",
    OpenApiTypes.BOOL,
    description="What the organisation acted for has listed, drafts included.",
)


class ListingViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Listing],
):
    """One kind of listing."""

    kind: ClassVar[Kind]
    input_class: ClassVar[type[Serializer[Any]]]
    filterset_class: ClassVar[type[ListingFilter]]
    queryset = Listing.objects.none()
    lookup_value_regex = IDS
    never_empty = ("published_at",)  # of what is on the market

    def get_queryset(self) -> QuerySet[Listing]:
        """On the market, or one's own; a single one wherever the reader may see it."""
        if self.action != "list":
            found = listings_visible_to(self.actor).filter(kind=self.kind.name)
        elif self.request.query_params.get("mine", "").lower() in {"1", "true"}:
            found = listings_of(self.actor, kind=self.kind.name)
        else:
            found = listings_on_market(self.actor, kind=self.kind.name)
        return found.prefetch_related("indicators")

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page, of which is kept on record what was read in confidence."""
        page = super().paginate_queryset(queryset)
        details_read(self.actor, page or (), "api")
        return page

    def get_object(self) -> Listing:
        """One, kept on record where it is read in confidence."""
        found = super().get_object()
        details_read(self.actor, [found], "api")
        return found

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of them. A filter that there is not would list what nobody asked for."""
        known = {*self.filterset_class.base_filters, "cursor", "page_size", "mine", "format"}
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            told = _("There is no such filter; there are: %(names)s.")
            names = ", ".join(sorted(known - {"format"}))
            raise ValidationError({unknown[0]: [told % {"names": names}]})
        return super().list(request, *args, **kwargs)

    def create(self, request: Request, **_kwargs: Any) -> Response:
        """Begin a draft."""
        # Rights come before the body: reading it is work that a stranger must not cause.
        if not may_list_anywhere(self.actor, kind=self.kind.name):
            raise NotPermitted(_("Join or register an organisation that lists this first."))
        data = self.checked(self.input_class)
        owner_id = data.pop("owner", self.actor.organisation_id)
        if owner_id is None:
            raise NotPermitted(_("Join or register an organisation first."))
        made = listing_draft(
            actor=self.actor, owner_id=owner_id, values=values_from(self.kind.name, data)
        )
        return self._answer(made.pk, status=201)

    def update(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Replace the content; refused where somebody changed it since ``revision``."""
        listing_id = self.known(pk)
        if not may_edit(self.actor, listing_visible_to(self.actor, listing_id)):
            raise NotPermitted(_("Only its authors change this listing."))
        data = self.checked(self.input_class)
        revision_named(data)
        listing_revise(
            actor=self.actor,
            listing_id=listing_id,
            expected_revision=data.pop("revision"),
            values=values_from(self.kind.name, data),
        )
        return self._answer(listing_id)

    def destroy(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Delete a draft; what was on the market is kept."""
        self.match(listing_visible_to(self.actor, self.known(pk)))
        listing_delete(actor=self.actor, listing_id=int(pk))
        return Response(status=204)

    @action(detail=False, methods=["post"], url_path="read-indicators")
    def read_indicators(self, request: Request) -> Response:
        """Read indicators out of texts, as the form's button does; nothing is stored."""
        if not may_list_anywhere(self.actor, kind=self.kind.name):
            raise NotPermitted(_("Join or register an organisation that lists this first."))
        texts = self.checked(ReadingInput)["texts"]
        reading = indicators_in(texts, wanted=self.kind.seeks)
        return Response(ReadingOutput(reading).data)

    def known(self, pk: str | int) -> int:
        """The id, where it is of this kind and the reader may know of it."""
        if listing_visible_to(self.actor, int(pk)).kind != self.kind.name:
            raise NotFound(_("This listing does not exist, or you may not see it."))
        return int(pk)

    def _answer(self, listing_id: int, *, status: int = 200) -> Response:
        shown = self.get_serializer(listing_visible_to(self.actor, listing_id))
        return Response(shown.data, status=status)


def _documented(
    kind: Kind, input_class: type[Serializer[Any]], output_class: type[ListingOutput]
) -> Any:
    """The schema of one kind's operations."""
    described = extend_schema_view(
        list=extend_schema(
            parameters=[MINE], responses={200: output_class(many=True), **refusals(400, 404)}
        ),
        retrieve=extend_schema(responses={200: output_class, **refusals(404)}),
        create=extend_schema(
            request=input_class, responses={201: output_class, **refusals(400, 403)}
        ),
        update=extend_schema(
            request=input_class, responses={200: output_class, **refusals(400, 403, 404, 409)}
        ),
        destroy=extend_schema(responses={204: None, **refusals(403, 404, 409)}),
        read_indicators=extend_schema(
            request=ReadingInput, responses={200: ReadingOutput, **refusals(400, 403)}
        ),
    )
    # What seeks nothing is not closed; a draft is deleted by its address.
    apart = {"delete"} if kind.seeks else {"delete", "close", "solve"}
    acts = with_acts(LISTING, SERVICES, output_class, apart=apart)
    return lambda viewset: acts(described(viewset))


def viewset_of(kind: Kind) -> type[ListingViewSet]:
    """The operations on a kind's listings."""
    parts = {
        "kind": kind,
        "input_class": INPUTS[kind.name],
        "serializer_class": OUTPUTS[kind.name],
        "filterset_class": filters_of(kind),
        "__doc__": f"Listings of the kind {kind.name}.",
    }
    made = type(f"{kind.api_name}ViewSet", (ListingViewSet,), parts)
    documented: type[ListingViewSet] = _documented(kind, INPUTS[kind.name], OUTPUTS[kind.name])(
        made
    )
    return documented


# The last part of the address → its operations.
VIEWSETS = {kind.path: viewset_of(kind) for kind in KINDS.values()}
