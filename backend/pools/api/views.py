"""The map of chains, flags, common problems and projects by the JSON API."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.pools import services
from backend.pools.forms import PoolFilterForm
from backend.pools.lifecycle import PROBLEM, PROJECT
from backend.pools.models import Flag, Problem, Project
from backend.pools.rules import NOT_OFFICER, may_pool
from backend.pools.selectors import (
    board,
    chain_rows,
    flag_standing,
    pool_of_needs,
    problem_readable,
    problems_readable,
    project_listed,
    projects_listed,
)
from backend.pools.services import PROBLEM_SERVICES, PROJECT_SERVICES
from backend.pools.values import ProblemValues, ProjectValues

from .serializers import (
    ChainRowOutput,
    FlagInput,
    FlagLiftInput,
    FlagOutput,
    PooledNeedOutput,
    ProblemInput,
    ProblemOutput,
    ProjectInput,
    ProjectOutput,
)

MOST = 100  # needs of an answer


def _narrowed(request: Request, *names: str) -> dict[str, str]:
    form = PoolFilterForm(request.GET, names=names)
    wanted = form.wanted()
    if form.errors:
        raise ValidationError({name: list(told) for name, told in form.errors.items()})
    return wanted


def _query(*names: str) -> list[OpenApiParameter]:
    return [OpenApiParameter(name, str) for name in names]


class ChainMapView(ActorMixin, APIView):
    """The map of chains."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=_query("chain", "region"),
        responses={200: ChainRowOutput(many=True), **refusals(400)},
    )
    def get(self, request: Request) -> Response:
        """All chains, or what lies in one down to technologies; of a region."""
        wanted = _narrowed(request, "chain", "region")
        rows = chain_rows(
            self.actor, within=wanted.get("chain", "")[:2], region=wanted.get("region", "")
        )
        return Response(ChainRowOutput(rows, many=True).data)


class NeedPoolView(ActorMixin, APIView):
    """The need pool."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=_query("chain", "state", "region", "flag"),
        responses={200: PooledNeedOutput(many=True), **refusals(400)},
    )
    def get(self, request: Request) -> Response:
        """The newest 100 needs that the map counts, narrowed as it is."""
        found = pool_of_needs(self.actor, **_narrowed(request, "chain", "state", "region", "flag"))
        return Response(PooledNeedOutput(found[:MOST], many=True).data)


class FlagViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Flag]):
    """Key core technologies and choke points, for registered readers."""

    permission_classes = [IsAuthenticated]
    serializer_class = FlagOutput
    queryset = Flag.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Flag]:
        """The choke points that stand, newest first; with ``kind=core`` key core technologies."""
        kind = self.request.GET.get("kind", "")
        return board(self.actor, kind=kind if kind in Flag.Kind.values else Flag.Kind.CHOKE_POINT)

    @extend_schema(request=FlagInput, responses={201: FlagOutput, **refusals(400, 403, 404, 409)})
    def create(self, request: Request) -> Response:
        """Flag a need of one's own, or of the region that one looks after."""
        made = services.flag_set(actor=self.actor, **self.checked(FlagInput))
        return Response(FlagOutput(flag_standing(self.actor, made.pk)).data, status=201)

    @extend_schema(request=FlagLiftInput, responses={204: None, **refusals(400, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """Take a flag off, with a reason."""
        flag_standing(self.actor, int(pk))
        services.flag_lift(actor=self.actor, flag_id=int(pk), **self.checked(FlagLiftInput))
        return Response(status=204)


class _PoolViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """What problems and projects share: anybody reads, officers write."""

    permission_classes = [AllowAny]
    lookup_value_regex = IDS

    def _officer(self) -> None:
        """Rights come before the body."""
        if not may_pool(self.actor):
            raise NotPermitted(NOT_OFFICER)


@with_acts(PROBLEM, PROBLEM_SERVICES, ProblemOutput)
class ProblemViewSet(_PoolViewSet):
    """Common problems of several firms."""

    serializer_class = ProblemOutput
    queryset = Problem.objects.none()

    def get_queryset(self) -> QuerySet[Problem]:
        """Published ones, and those under way that concern the actor."""
        return problems_readable(self.actor)

    @extend_schema(responses={200: ProblemOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One common problem."""
        return self._answer(int(pk))

    @extend_schema(request=ProblemInput, responses={201: ProblemOutput, **refusals(400, 403)})
    def create(self, request: Request) -> Response:
        """Put needs of several firms into one question, and ask the firms."""
        self._officer()
        data = self.checked(ProblemInput)
        ids = tuple(data.pop("needs"))
        made = services.problem_make(actor=self.actor, values=ProblemValues(need_ids=ids, **data))
        return self._answer(made.pk, status=201)

    def _answer(self, problem_id: int, *, status: int = 200) -> Response:
        found = problem_readable(self.actor, problem_id)
        return Response(ProblemOutput(found).data, status=status)


@with_acts(PROJECT, PROJECT_SERVICES, ProjectOutput)
class ProjectViewSet(_PoolViewSet):
    """The project pool."""

    serializer_class = ProjectOutput
    queryset = Project.objects.none()

    def get_queryset(self) -> QuerySet[Project]:
        """All, newest first."""
        return projects_listed()

    @extend_schema(responses={200: ProjectOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One project."""
        return self._answer(int(pk))

    @extend_schema(request=ProjectInput, responses={201: ProjectOutput, **refusals(400, 403, 409)})
    def create(self, request: Request) -> Response:
        """Make a project of needs, or of a common problem."""
        self._officer()
        data = self.checked(ProjectInput)
        values = ProjectValues(
            need_ids=tuple(data.pop("needs")), problem_id=data.pop("problem"), **data
        )
        made = services.project_make(actor=self.actor, values=values)
        return self._answer(made.pk, status=201)

    def _answer(self, project_id: int, *, status: int = 200) -> Response:
        found = project_listed(self.actor, project_id)
        return Response(ProjectOutput(found).data, status=status)
