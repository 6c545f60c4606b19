"""Partner markets, what was harvested from them, and the runs that did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.core.outgoing import LONGEST

from .feed import IDENTIFIER


class Market(BaseModel):
    """A market that we exchange listings with.

    Its ``organisation`` owns here what was harvested; ``contact`` answers for it. ``mark`` is where
    the next run begins: a position of a feed, or a moment.
    """

    class Protocol(models.TextChoices):
        FEED = "feed", _("Feed of Tiqiao")
        OAI = "oai", _("OAI-PMH, whole records")
        OAI_DC = "oai_dc", _("OAI-PMH, Dublin Core")

    class Direction(models.TextChoices):
        IN = "in", pgettext_lazy("market", "We read theirs")
        OUT = "out", pgettext_lazy("market", "They read ours")
        BOTH = "both", pgettext_lazy("market", "Both read each other")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="partner_market"
    )
    contact = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    market_id = models.CharField(
        _("name among markets"),
        max_length=100,
        unique=True,
        help_text=_(
            "As it calls itself: in its feed as market, in OAI-PMH as repositoryIdentifier."
        ),
    )
    protocol = models.CharField(
        _("protocol"), max_length=10, choices=Protocol.choices, default=Protocol.FEED
    )
    address = models.CharField(_("address"), max_length=LONGEST)
    site = models.URLField(_("its home page"), max_length=LONGEST, blank=True)
    direction = models.CharField(
        _("direction"), max_length=5, choices=Direction.choices, default=Direction.BOTH
    )
    every_hours = models.PositiveSmallIntegerField(_("every how many hours"), default=6)
    active = models.BooleanField(_("active"), default=True)
    mark = models.CharField(max_length=40, blank=True, editable=False)
    next_run_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("partner market")
        verbose_name_plural = _("partner markets")

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def read(self) -> bool:
        """Whether we read from it."""
        return self.active and self.direction != self.Direction.OUT


class Run(BaseModel):
    """One harvest: where it stands, and what came of it. Counts and actions outlive the listings."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("harvest", "Running")
        STOPPED = "stopped", pgettext_lazy("harvest", "Stopped")
        HELD = "held", pgettext_lazy("harvest", "Held for an operator")
        FINISHED = "finished", pgettext_lazy("harvest", "Finished")
        FAILED = "failed", pgettext_lazy("harvest", "Failed")

    OPEN = (State.RUNNING, State.STOPPED, State.HELD)
    COUNTED = ("created", "changed", "unchanged", "deleted", "refused", "kept", "looped")

    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    cursor = models.TextField(blank=True)  # where the next page begins
    whole = models.BooleanField(default=False)  # all pages were taken; withdrawals are left
    mark = models.CharField(max_length=40, blank=True)  # what the market's becomes at the end
    page_hash = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)  # one after another
    claimed_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created = models.PositiveIntegerField(pgettext_lazy("harvested", "new"), default=0)
    changed = models.PositiveIntegerField(pgettext_lazy("harvested", "changed"), default=0)
    unchanged = models.PositiveIntegerField(pgettext_lazy("harvested", "unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("gone"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    kept = models.PositiveIntegerField(_("kept as it is here"), default=0)
    looped = models.PositiveIntegerField(_("known from elsewhere"), default=0)

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        constraints = [
            models.UniqueConstraint(
                fields=["market"],
                condition=Q(state__in=["running", "stopped", "held"]),
                name="harvest_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.market_id} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def counts(self) -> list[tuple[object, int]]:
        """What came of it, in words and numbers."""
        return [(self._meta.get_field(n).verbose_name, getattr(self, n)) for n in self.COUNTED]  # type: ignore[union-attr]


class Origin(BaseModel):
    """Where a harvested listing comes from. ``revision`` is the listing's after our last writing: where
    it differs, somebody edited it here, and no harvest overwrites that."""

    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="origin")
    market = models.ForeignKey(Market, on_delete=models.PROTECT, related_name="origins")
    identifier = models.CharField(max_length=IDENTIFIER, unique=True)
    home = models.CharField(max_length=100)
    url = models.CharField(max_length=LONGEST, blank=True)
    owner = models.JSONField(default=dict)
    language = models.CharField(max_length=20, blank=True)  # as it was given
    source_hash = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")

    def __str__(self) -> str:
        return self.identifier


class Action(BaseModel):
    """What a run did with one record, and why. Known by ids: it outlives what it speaks of."""

    class What(models.TextChoices):
        CREATED = "created", pgettext_lazy("harvested", "new")
        CHANGED = "changed", pgettext_lazy("harvested", "changed")
        TO_DELETE = "to_delete", pgettext_lazy("harvested", "to be taken off")
        DELETED = "deleted", pgettext_lazy("harvested", "taken off")
        REFUSED = "refused", pgettext_lazy("harvested", "refused")
        KEPT = "kept", pgettext_lazy("harvested", "kept as it is here")
        LOOPED = "looped", pgettext_lazy("harvested", "known from elsewhere")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=10, choices=What.choices)
    identifier = models.CharField(max_length=IDENTIFIER)
    listing_id = models.BigIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("action of a harvest")
        verbose_name_plural = _("actions of harvests")
        indexes = [models.Index(fields=["run", "what", "id"], name="action_of_run")]

    def __str__(self) -> str:
        return f"{self.what} {self.identifier}"
