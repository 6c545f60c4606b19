"""Science commissioners: selections by level and year, who serves where, stations, visits, questions."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.chains import validate_chain
from backend.core.models import BaseModel
from backend.posting.models import NeedDraft

from .choices import FORMS, POSTS, STATIONS, choice_words

MOST_TEXT = 4000


class Selection(BaseModel):
    """A unit's notice: how many are wanted, of which level and year, for which term."""

    class Level(models.TextChoices):
        PROVINCIAL = "provincial", pgettext_lazy("commissioner", "Provincial")
        MUNICIPAL = "municipal", pgettext_lazy("commissioner", "Municipal")
        COUNTY = "county", pgettext_lazy("commissioner", "County")

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(_("level of the commissioner"), max_length=12, choices=Level.choices)
    year = models.PositiveSmallIntegerField(
        _("year of selection"), validators=[MinValueValidator(1999), MaxValueValidator(2100)]
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("who is wanted, and for what"), max_length=MOST_TEXT)
    wanted = models.PositiveSmallIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    closes_on = models.DateField(_("last day of applications"))
    starts_on = models.DateField(_("term from"))
    ends_on = models.DateField(_("term until"))

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title"],
                name="selection_once",
                violation_error_message=_("Your unit has a notice of this title already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Whether people still apply."""
        return timezone.localdate() <= self.closes_on

    def runs(self, day: date) -> bool:
        """Whether the term runs on a day."""
        return self.starts_on <= day <= self.ends_on


class Appointment(BaseModel):
    """A person from application to the end of a term; serves once the home institution consents.

    Who was proposed by the unit says first whether he wants to.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("commissioner", "Waits for the person")
        APPLIED = "applied", pgettext_lazy("commissioner", "Applied")
        SELECTED = "selected", pgettext_lazy("commissioner", "Waits for the home institution")
        SERVING = "serving", pgettext_lazy("commissioner", "Appointed")
        TURNED_DOWN = "turned_down", pgettext_lazy("commissioner", "Not selected")
        REFUSED = "refused", pgettext_lazy("commissioner", "Not released")
        WITHDRAWN = "withdrawn", pgettext_lazy("commissioner", "Withdrawn")
        ENDED = "ended", pgettext_lazy("commissioner", "Term ended early")

    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("form of service"), max_length=20)
    post = models.CharField(_("post"), max_length=20)
    field = models.CharField(_("field of service"), max_length=120)
    chain = models.CharField(
        _("leading industry"), max_length=7, blank=True, validators=[validate_chain]
    )
    statement = models.TextField(_("why I"), max_length=MOST_TEXT, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.APPLIED)
    note = models.TextField(max_length=2000, blank=True)  # why not, or why ended early
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consented_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("commissioner")
        verbose_name_plural = _("commissioners")
        constraints = [models.UniqueConstraint(fields=["person", "selection"], name="applied_once")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def form_words(self) -> str:
        """The form of service."""
        return choice_words(FORMS, self.form)

    @property
    def post_words(self) -> str:
        """The post held."""
        return choice_words(POSTS, self.post)

    @property
    def serving(self) -> bool:
        """Whether the term runs today."""
        return self.state == self.State.SERVING and self.selection.runs(timezone.localdate())

    @property
    def over(self) -> bool:
        """Whether the term ran to its end."""
        return self.state == self.State.SERVING and self.selection.ends_on < timezone.localdate()


class Territory(models.Model):
    """A village, township, park, or a whole county or city, that a commissioner serves."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="territories"
    )
    region = models.CharField(max_length=12, validators=[validate_region])

    class Meta:
        ordering = ["region"]
        constraints = [
            models.UniqueConstraint(fields=["appointment", "region"], name="territory_once")
        ]

    def __str__(self) -> str:
        return self.region


class Station(BaseModel):
    """A place where commissioners are met."""

    unit = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name of the station"), max_length=120)
    kind = models.CharField(_("stands at"), max_length=20)
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    contact = models.CharField(_("address and telephone"), max_length=200)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="station_once",
                violation_error_message=_("Your unit has a station of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        """Where it stands."""
        return choice_words(STATIONS, self.kind)


class Question(BaseModel):
    """What a firm asks a commissioner: an answer online, or a visit."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="questions")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("question in one line"), max_length=200)
    text = models.TextField(_("what you would know"), max_length=MOST_TEXT)
    wants_visit = models.BooleanField(_("please come and look at it"), default=False)
    answer = models.TextField(_("answer"), max_length=MOST_TEXT, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question to a commissioner")
        verbose_name_plural = _("questions to commissioners")

    def __str__(self) -> str:
        return self.title


class Visit(BaseModel):
    """What a commissioner, or an officer, saw at a firm and advised: a diagnosis that the firm confirms.

    ``unit`` is whose commissioner or officer it was.
    """

    class State(models.TextChoices):
        LOGGED = "logged", pgettext_lazy("visit", "Waits for the firm")
        CONFIRMED = "confirmed", pgettext_lazy("visit", "Confirmed by the firm")
        DISPUTED = "disputed", pgettext_lazy("visit", "Not confirmed")

    visitor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(_("day"))
    place = models.CharField(pgettext_lazy("visit", "place"), max_length=200)
    problem = models.CharField(_("problem in one line"), max_length=200)
    diagnosis = models.TextField(_("diagnosis"), max_length=MOST_TEXT)
    advice = models.TextField(_("advice and result"), max_length=MOST_TEXT, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOGGED)
    note = models.TextField(max_length=2000, blank=True)  # why the firm does not confirm
    need = models.ForeignKey(
        NeedDraft, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return self.problem
