"""Tasks: what, who, until when, about what."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel

from .conditions import condition

MAX_WHAT = 200


class Task(BaseModel):
    """Something to do. ``ends_when`` names a condition; what the product sets bears a code."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("task", "Open")
        DONE = "done", _("Done")
        DROPPED = "dropped", pgettext_lazy("task", "Dropped")

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    code = models.CharField(max_length=40, blank=True)
    what = models.CharField(_("what is to be done"), max_length=MAX_WHAT, blank=True)
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="tasks")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="tasks"
    )
    due_on = models.DateField(_("until"), null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    ends_when = models.CharField(max_length=40, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="task_of_one",
            ),
            models.UniqueConstraint(
                fields=["code", "subject", "subject_id", "person"],
                condition=~Q(code="") & Q(person__isnull=False),
                name="task_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["code", "subject", "subject_id", "organisation"],
                condition=~Q(code="") & Q(organisation__isnull=False),
                name="task_once_an_organisation",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="task_of_subject"),
            models.Index(
                fields=["due_on"],
                name="task_open",
                condition=Q(state="open"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What is to be done, in the reader's language where the product set it."""
        return title_of(self.what, self.ends_when)

    @property
    def running(self) -> bool:
        """Whether it is still to be done."""
        return self.state == self.State.OPEN

    def overdue_on(self, day: date) -> bool:
        """Whether it should have been done before a day."""
        return self.running and self.due_on is not None and self.due_on < day

    @property
    def overdue(self) -> bool:
        """Whether it should have been done before today."""
        return self.overdue_on(timezone.localdate())


def title_of(what: str, ends_when: str) -> str:
    """What is to be done: as somebody wrote it, or in the words of the condition that ends it."""
    return what or str(condition(ends_when).words)
