"""What a panel decided and the pools could not take by themselves: a task of who drew up the list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.tasks import conditions

from .models import ProblemNeed, ProjectNeed
from .values import IN_PROBLEM, IN_PROJECT


def _in_problem(listing_id: int) -> bool:
    return ProblemNeed.objects.filter(need=listing_id).exists()


def _in_project(listing_id: int) -> bool:
    return ProjectNeed.objects.filter(need=listing_id).exists()


conditions.register(
    conditions.Condition(
        IN_PROBLEM,
        "listing",
        _in_problem,
        _(
            "Put this need into a common problem, as the panel decided; it could not be done by itself"
        ),
    )
)
conditions.register(
    conditions.Condition(
        IN_PROJECT,
        "listing",
        _in_project,
        _(
            "Take this need into the project pool, as the panel decided; it could not be done by itself"
        ),
    )
)
