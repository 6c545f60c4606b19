"""Open scenes: places, data and test environments in which others may try what they made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.duties import action
from backend.accounts.models import Duty

from .base import Fact, Kind, KindWords, Section, long_text, of_listing
from .bookable import CHARGES, WORDS_OF_BOOKABLES, Bookable, belonging, price_list, who_reads
from .columns import validate_not_past


class SceneDetails(Bookable):
    """A scene: what may be tried there, until when, and whether its owner would buy first."""

    class Category(models.TextChoices):
        APPLICATION = "application", _("Application scene")
        ENVIRONMENT = "environment", _("Test environment")
        DATA = "data", _("Data")
        VERIFICATION = "verification", _("Technical verification")

    listing = of_listing("scene")
    category = models.CharField(_("kind of scene"), max_length=20, choices=Category.choices)
    open_until = models.DateField(
        _("open until"), null=True, blank=True, validators=[validate_not_past]
    )
    first_purchase = models.BooleanField(
        _("first purchase wanted"),
        default=False,
        help_text=_("You would be the first to buy what proves itself here."),
    )
    testable = long_text(
        _("what can be tried"), _("Products, technologies, conditions, amounts of data.")
    )
    access = long_text(_("conditions of access"), _("Who may apply, what is to be signed."))
    prices = price_list()


SCENE = Kind(
    name="scene",
    details=SceneDetails,
    listed_by=action(
        "list_scene",
        _("List and edit open scenes"),
        [
            Duty.ENTERPRISE_MEMBER,
            Duty.UNIVERSITY_OFFICE,
            Duty.SERVICE_MEMBER,
            Duty.REGIONAL_OFFICER,
        ],
    ),
    path="scenes",
    api_name="Scene",
    search_names=("scene", "scenes", "应用场景", "场景", "测试环境"),
    bookable=True,
    public=("category", "open_until", "first_purchase", "location", "rate_hour", "rate_sample"),
    sections=(
        Section(
            _("The scene"),
            _("What others may try at your place or with your data."),
            ("title", "category", "testable", "access", "open_until", "first_purchase"),
        ),
        CHARGES,
        belonging(),
        who_reads(),
    ),
    facts=(
        Fact("category"),
        Fact("open_until"),
        Fact("first_purchase"),
        Fact("location"),
        Fact("rate_hour", heading=_("charge"), shown=lambda details: details.charged),
    ),
    headline=lambda details: details.charged,
    expected=("testable", "access", "location"),
    words=KindWords(
        **WORDS_OF_BOOKABLES,
        one=_("Open scene"),
        many=_("Open scenes"),
        begin=_("Open a scene"),
        new=_("Open a scene"),
        edit=_("Edit the scene"),
        lead=_("Whoever has something to try finds your scene and applies for a time in it."),
        none_yet=_("No scene is open yet."),
        listed_by=_(
            "Enterprises, universities, service institutions and government units open scenes."
        ),
        bare=_("Say what can be tried: searches read every sentence."),
        title=_("name"),
        title_help=_("What it is and where: “Harbour crane test yard, Huanghua”."),
    ),
)
