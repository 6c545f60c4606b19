"""Members of an organisation and invitations, in JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts import services
from backend.accounts.models import Duty, Invitation, Membership
from backend.accounts.rules import members_manage
from backend.accounts.selectors import (
    invitations_of,
    invitations_to,
    members_of,
    organisation_of_member,
)
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals

from .acting import ActorMixin
from .serializers import OrganisationOutput

DUTIES: Any = serializers.ListField(
    child=serializers.ChoiceField(Duty.choices), allow_empty=False, max_length=len(Duty)
)


class MemberOutput(serializers.ModelSerializer[Membership]):
    """A colleague with their duties."""

    user = serializers.IntegerField(source="user_id")
    name = serializers.CharField(source="user.name")
    duties: Any = serializers.SlugRelatedField("duty", many=True, read_only=True)

    class Meta:
        model = Membership
        fields = ["user", "name", "duties"]


class DutiesInput(serializers.Serializer[Any]):
    """The duties a member holds from now on."""

    duties = DUTIES


class InvitationInput(serializers.Serializer[Any]):
    """Whom to invite, and with which duties."""

    email = serializers.EmailField(max_length=254)
    duties = DUTIES


class InvitationOutput(serializers.ModelSerializer[Invitation]):
    """An invitation as the organisation that sent it reads it."""

    duties = DUTIES

    class Meta:
        model = Invitation
        fields = ["id", "email", "duties", "state", "sent_at"]


class ReceivedOutput(serializers.ModelSerializer[Invitation]):
    """An invitation as whoever was invited reads it."""

    organisation = OrganisationOutput()
    duties = DUTIES

    class Meta:
        model = Invitation
        fields = ["id", "organisation", "duties", "sent_at"]


class MembersView(ActorMixin, APIView):
    """Who belongs to one of one's organisations."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="members", responses={200: MemberOutput(many=True), **refusals(404)}
    )
    def get(self, request: Request, organisation: int) -> Response:
        """The members, by name."""
        organisation_of_member(self.actor, organisation)
        return Response(MemberOutput(members_of(self.actor, organisation), many=True).data)


class MemberView(ActorMixin, APIView):
    """One member of an organisation."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="member_duties",
        request=DutiesInput,
        responses={200: MemberOutput, **refusals(400, 403, 404, 409)},
    )
    def put(self, request: Request, organisation: int, user: int) -> Response:
        """Give a member other duties."""
        members_manage(self.actor, organisation)
        membership = services.member_duties_change(
            actor=self.actor,
            organisation_id=organisation,
            user_id=user,
            **self.checked(DutiesInput),
        )
        return Response(MemberOutput(membership).data)

    @extend_schema(operation_id="member_remove", responses={204: None, **refusals(403, 404, 409)})
    def delete(self, request: Request, organisation: int, user: int) -> Response:
        """End a membership; one's own too."""
        if user == self.actor.user_id:
            services.member_leave(actor=self.actor, organisation_id=organisation)
        else:
            services.member_remove(actor=self.actor, organisation_id=organisation, user_id=user)
        return Response(status=204)


class OrganisationInvitationsView(ActorMixin, APIView):
    """What an organisation asked."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="invitations_sent",
        responses={200: InvitationOutput(many=True), **refusals(404)},
    )
    def get(self, request: Request, organisation: int) -> Response:
        """Invitations that wait or were declined, newest first; empty for who sends none."""
        organisation_of_member(self.actor, organisation)
        return Response(InvitationOutput(invitations_of(self.actor, organisation), many=True).data)

    @extend_schema(
        operation_id="member_invite",
        request=InvitationInput,
        responses={201: InvitationOutput, **refusals(400, 403, 404)},
    )
    def post(self, request: Request, organisation: int) -> Response:
        """Invite an address; the answer says nothing of whether it has an account."""
        members_manage(self.actor, organisation)
        made = services.member_invite(
            actor=self.actor, organisation_id=organisation, **self.checked(InvitationInput)
        )
        return Response(InvitationOutput(made).data, status=201)


class OrganisationInvitationView(ActorMixin, APIView):
    """One invitation of an organisation."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="invitation_withdraw", responses={204: None, **refusals(403, 404, 409)}
    )
    def delete(self, request: Request, organisation: int, invitation: int) -> Response:
        """Take it back."""
        services.invitation_withdraw(
            actor=self.actor, organisation_id=organisation, invitation_id=invitation
        )
        return Response(status=204)


class InvitationViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Invitation]):
    """Invitations to me."""

    permission_classes = [IsAuthenticated]
    serializer_class = ReceivedOutput
    queryset = Invitation.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Invitation]:
        """The open ones."""
        return invitations_to(self.person.pk)

    @extend_schema(request=None, responses={204: None, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Become a member."""
        services.invitation_accept(actor=self.actor, invitation_id=int(pk))
        return Response(status=204)

    @extend_schema(request=None, responses={204: None, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: int) -> Response:
        """Say no."""
        services.invitation_decline(actor=self.actor, invitation_id=int(pk))
        return Response(status=204)
