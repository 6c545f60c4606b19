"""Tasks: about a subject, one's own, and what is done to them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotFound
from backend.core.subjects import subject_for
from backend.tasks import rules, services
from backend.tasks.lifecycle import TASK
from backend.tasks.models import Task
from backend.tasks.selectors import task_for, tasks_of, tasks_own

from .serializers import TaskInput, TaskOutput


class TasksView(ActorMixin, APIView):
    """The tasks about a subject."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="subject_tasks",
        responses={200: TaskOutput(many=True), **refusals(403, 404)},
    )
    def get(self, request: Request, subject: str, subject_id: int) -> Response:
        """Those to be done first."""
        about = subject_for(self.actor, subject, subject_id)
        if not rules.may_read(about):
            raise NotFound(_("There are no tasks here, or you may not see them."))
        return Response(TaskOutput(tasks_of(about), many=True).data)

    @extend_schema(
        operation_id="subject_tasks_assign",
        request=TaskInput,
        responses={201: TaskOutput, **refusals(400, 403, 404)},
    )
    def post(self, request: Request, subject: str, subject_id: int) -> Response:
        """Give a task."""
        services.assigning_check(self.actor, subject_for(self.actor, subject, subject_id))
        made = services.task_assign(
            actor=self.actor, subject=subject, subject_id=subject_id, **self.checked(TaskInput)
        )
        return Response(TaskOutput(made).data, status=201)


@with_acts(TASK, services.SERVICES, TaskOutput)
class TaskViewSet(ActorMixin, viewsets.GenericViewSet[Task]):
    """What the reader and the organisation acted for are to do, and what is done to one task."""

    permission_classes = [IsAuthenticated]
    serializer_class = TaskOutput
    queryset = Task.objects.none()
    lookup_value_regex = IDS
    pagination_class = None

    @extend_schema(responses={200: TaskOutput(many=True)})
    def list(self, request: Request) -> Response:
        """One's own, the most urgent first, at most 50."""
        own = [row.task for row in tasks_own(self.actor)]
        return Response(TaskOutput(own, many=True).data)

    @extend_schema(responses={200: TaskOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One task."""
        return self._answer(int(pk))

    def _answer(self, task_id: int) -> Response:
        return Response(TaskOutput(task_for(self.actor, task_id)[0]).data)
