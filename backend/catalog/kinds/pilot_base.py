"""Pilot bases: lines on which an achievement is brought from the laboratory to production."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.core.figures import quantity_shown

from .base import Fact, Kind, KindWords, Section, long_text, of_listing
from .bookable import CHARGES, WORDS_OF_BOOKABLES, Bookable, belonging, price_list, who_reads

_LEVELS = [MinValueValidator(1), MaxValueValidator(9)]


class PilotBaseDetails(Bookable):
    """A pilot base: its lines, its floor, and from which readiness to which it leads."""

    class Level(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("platform", "National")
        PROVINCIAL = "provincial", pgettext_lazy("platform", "Provincial")
        MUNICIPAL = "municipal", pgettext_lazy("platform", "Municipal")
        COUNTY = "county", pgettext_lazy("platform", "County")
        OWN = "own", _("Not recognised by a government")

    listing = of_listing("pilot_base")
    level = models.CharField(_("recognised as"), max_length=12, choices=Level.choices)
    line_count = models.PositiveSmallIntegerField(_("pilot lines"), null=True, blank=True)
    floor_area = models.PositiveIntegerField(
        _("floor area"), null=True, blank=True, help_text=_("In square metres.")
    )
    trl_from = models.PositiveSmallIntegerField(
        _("takes achievements from TRL"), null=True, blank=True, validators=_LEVELS
    )
    trl_to = models.PositiveSmallIntegerField(
        _("brings them to TRL"), null=True, blank=True, validators=_LEVELS
    )
    lines = long_text(
        _("lines and processes"), _("Each line with its processes, batch sizes and equipment.")
    )
    team = long_text(_("team and services"), _("Who runs it, what is done for users."))
    safety = long_text(_("permits and safety"), _("What may be processed, what is forbidden."))
    prices = price_list()

    def clean(self) -> None:
        """It leads upwards."""
        if self.trl_from and self.trl_to and self.trl_to < self.trl_from:
            raise ValidationError({"trl_to": _("It is not below the level that it starts from.")})

    @property
    def leads(self) -> str:
        """From which readiness to which: TRL 4 → 7."""
        if not self.trl_from or not self.trl_to:
            return f"TRL {self.trl_from or self.trl_to}" if self.trl_from or self.trl_to else ""
        return f"TRL {self.trl_from} → {self.trl_to}"

    @property
    def size(self) -> str:
        """Lines and floor: 4 lines, 3500 m²."""
        found = []
        if self.line_count:
            found.append(gettext("%(n)s lines") % {"n": self.line_count})
        if self.floor_area:
            found.append(quantity_shown(self.floor_area, "m²"))
        return gettext(", ").join(found)


PILOT_BASE = Kind(
    name="pilot_base",
    details=PilotBaseDetails,
    listed_by=action(
        "list_pilot_base",
        _("List and edit pilot bases"),
        [Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER, Duty.ENTERPRISE_MEMBER],
    ),
    path="pilot-bases",
    api_name="PilotBase",
    search_names=("pilot_base", "pilot", "中试基地", "中试"),
    bookable=True,
    public=(
        "level", "line_count", "floor_area", "trl_from", "trl_to", "location", "rate_hour",
        "rate_sample",
    ),
    sections=(
        Section(
            _("The pilot base"),
            _("Its lines, and how far it brings an achievement."),
            (
                "title", "level", "line_count", "floor_area", "trl_from", "trl_to", "lines",
                "team", "safety",
            ),
        ),
        CHARGES,
        belonging(),
        who_reads(),
    ),
    facts=(
        Fact("level"),
        Fact("line_count", heading=_("size"), shown=lambda details: details.size),
        Fact("trl_from", heading=_("readiness"), shown=lambda details: details.leads),
        Fact("location"),
        Fact("rate_hour", heading=_("charge"), shown=lambda details: details.charged),
    ),
    headline=lambda details: details.leads or details.charged,
    expected=("lines", "line_count", "trl_from", "trl_to", "prices", "location"),
    words=KindWords(
        **WORDS_OF_BOOKABLES,
        one=_("Pilot base"),
        many=_("Pilot bases"),
        begin=_("List a pilot base"),
        new=_("List a pilot base"),
        edit=_("Edit the pilot base"),
        lead=_("Whoever has an achievement to scale up finds your lines and books them."),
        none_yet=_("No pilot base is listed yet."),
        listed_by=_(
            "Universities, service institutions and enterprises list pilot bases. Switch to yours."
        ),
        bare=_("Describe your lines: searches read every sentence."),
        title=_("name"),
        title_help=_("With its field: “Pilot base for thermal materials”."),
    ),
)  # fmt: skip
