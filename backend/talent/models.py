"""How experts can be engaged, what they have done, and the four lists."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Form(models.TextChoices):
    """In which form somebody can be engaged."""

    CONSULTING = "consulting", _("Consulting by appointment")
    WEEKEND = "weekend", _("Weekend engineer")
    HOLIDAY = "holiday", _("Holiday expert")
    MIGRATORY = "migratory", _("Migratory expert")
    DOUBLE = "double", _("Double appointment")
    FULL_TIME = "full_time", _("Full time")


class Engagement(BaseModel):
    """When and in which forms the person of an expert's profile can be engaged."""

    expert = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="engagement")
    engaged_as = models.JSONField(default=list)
    days_per_month = models.PositiveSmallIntegerField(
        _("days a month"), null=True, blank=True, validators=[MaxValueValidator(31)]
    )
    available_from = models.DateField(_("available from"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")

    def __str__(self) -> str:
        return ", ".join(self.form_labels)

    @property
    def form_labels(self) -> list[str]:
        """The forms in words."""
        return [str(Form(form).label) for form in self.engaged_as]


class Work(BaseModel):
    """A representative work of an expert, and what they contributed to it."""

    expert = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="works")
    title = models.CharField(_("work"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    contribution = models.CharField(_("own contribution and effect"), max_length=500)

    class Meta:
        verbose_name = _("representative work")
        verbose_name_plural = _("representative works")

    def __str__(self) -> str:
        return self.title


class Claim(BaseModel):
    """Somebody says that an expert's profile which the office wrote is theirs; the office decides."""

    class State(models.TextChoices):
        ASKED = "asked", _("The office is asked")
        APPROVED = "approved", pgettext_lazy("claim", "Approved")
        DECLINED = "declined", pgettext_lazy("claim", "Declined")

    expert = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decline_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("claim of a profile")
        verbose_name_plural = _("claims of profiles")
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "user"], condition=Q(state="asked"), name="claim_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.expert_id}"


class ListKind(models.TextChoices):
    """The four lists."""

    TALENT = "talent", _("Talent needs")
    PROJECTS = "projects", _("Projects")
    RESOURCES = "resources", _("Resources")
    POLICIES = "policies", _("Policies")


class ListEntry(BaseModel):
    """An entry of one of the four lists; ``details`` are its list's own fields (list_fields.py)."""

    kind = models.CharField(max_length=10, choices=ListKind.choices)
    title = models.CharField(_("title"), max_length=200)
    details = models.JSONField(default=dict)
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")

    def __str__(self) -> str:
        return self.title


class Wish(BaseModel):
    """What a firm wants on one of the lists; an officer of its region takes it and answers."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an officer")
        TAKEN = "taken", pgettext_lazy("wish", "Taken")
        ANSWERED = "answered", pgettext_lazy("wish", "Answered")
        DECLINED = "declined", pgettext_lazy("wish", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("wish", "Withdrawn")

    kind = models.CharField(_("list"), max_length=10, choices=ListKind.choices)
    title = models.CharField(_("what is wished for"), max_length=200)
    text = models.TextField(_("in detail"), max_length=2000, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    taken_for = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("wish for a list")
        verbose_name_plural = _("wishes for lists")

    def __str__(self) -> str:
        return self.title
