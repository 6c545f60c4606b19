"""What becomes of needs together: flags, problems that several firms share, projects."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.chains import validate_chain
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Flag(BaseModel):
    """A need is of a key core technology, or a choke point: two flags, each with ground and flagger.

    ``flagged_for`` is the organisation that ``flagged_by`` acted for. Registered readers see flags.
    """

    class Kind(models.TextChoices):
        CORE = "core", _("Key core technology")
        CHOKE_POINT = "choke_point", _("Choke point")

    class Ground(models.TextChoices):
        IMPORTED = "imported", _("Depends on imports")
        SOLE_SUPPLIER = "sole_supplier", _("A single supplier")
        EMBARGO = "embargo", _("Export ban or restriction")
        LAG = "lag", _("Home products fall short")
        OTHER = "other", _("Another ground")

    need = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(_("flag"), max_length=12, choices=Kind.choices)
    ground = models.CharField(_("ground"), max_length=15, choices=Ground.choices)
    note = models.TextField(_("what is known of it"), max_length=1000, blank=True)
    flagged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    flagged_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lift_note = models.TextField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("flag of a need")
        verbose_name_plural = _("flags of needs")
        constraints = [
            models.UniqueConstraint(
                fields=["need", "kind"], condition=Q(lifted_at__isnull=True), name="flag_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.kind}"


class Problem(BaseModel):
    """A common problem: what several firms ask, put into one question by an officer.

    Each firm agrees for its own need; with two it can be published. ``made_for`` is the unit.
    """

    class State(models.TextChoices):
        ASKING = "asking", _("Firms are asked")
        PUBLISHED = "published", pgettext_lazy("problem", "Published")
        DISSOLVED = "dissolved", pgettext_lazy("problem", "Dissolved")

    title = models.CharField(_("common question"), max_length=200)
    text = models.TextField(_("what is common to them"), max_length=4000)
    chain = models.CharField(
        _("industry chain and link"), max_length=7, validators=[validate_chain]
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKING)
    published_at = models.DateTimeField(null=True)
    dissolve_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("common problem")
        verbose_name_plural = _("common problems")

    def __str__(self) -> str:
        return self.title


class ProblemNeed(BaseModel):
    """A need that a common problem takes in, where its firm agrees."""

    class State(models.TextChoices):
        ASKED = "asked", _("The firm is asked")
        AGREED = "agreed", pgettext_lazy("problem", "Agreed")
        DECLINED = "declined", pgettext_lazy("problem", "Declined")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="problems")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    decline_note = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("need of a common problem")
        verbose_name_plural = _("needs of common problems")
        constraints = [
            models.UniqueConstraint(fields=["problem", "need"], name="need_in_problem_once")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.problem_id}: {self.state}"


class Project(BaseModel):
    """A project of the pool, made of one need or several by an officer; ``made_for`` is the unit."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCIAL = "provincial", _("Provincial")
        CITY = "city", pgettext_lazy("level", "City")
        COUNTY = "county", pgettext_lazy("level", "County")

    class State(models.TextChoices):
        POOLED = "pooled", _("In the pool")
        ESTABLISHED = "established", _("Established")
        COMPLETED = "completed", pgettext_lazy("project", "Completed")
        DROPPED = "dropped", pgettext_lazy("project", "Dropped")

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("project"), max_length=200)
    text = models.TextField(_("aims and content"), max_length=4000, blank=True)
    level = models.CharField(_("level of the project"), max_length=10, choices=Level.choices)
    programme = models.CharField(_("programme it is meant for"), max_length=120, blank=True)
    chain = models.CharField(
        _("industry chain and link"), max_length=7, blank=True, validators=[validate_chain]
    )
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.POOLED)
    established_as = models.CharField(_("project number given"), max_length=2000, blank=True)
    result_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("project of the pool")
        verbose_name_plural = _("projects of the pool")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ProjectNeed(BaseModel):
    """A need that a project came from."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="needs")
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="projects")

    class Meta:
        verbose_name = _("need of a project")
        verbose_name_plural = _("needs of projects")
        constraints = [
            models.UniqueConstraint(fields=["project", "need"], name="need_in_project_once")
        ]

    def __str__(self) -> str:
        return f"{self.need_id} in {self.project_id}"
