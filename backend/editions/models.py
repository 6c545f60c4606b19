"""Catalogues of recommended technologies 推荐目录: editions, what they recommend, subscribers."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Edition(BaseModel):
    """A catalogue of a year by a unit of the government or the operator.

    ``version`` rises where a published one is amended: the new one is an edition of its own, and the one
    before stays as it was. ``content_hash`` is of what was published.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("edition", "Takes proposals")
        REVIEW = "review", pgettext_lazy("edition", "Under review")
        APPROVED = "approved", pgettext_lazy("edition", "Appears on its day")
        PUBLISHED = "published", pgettext_lazy("edition", "Published")

    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    about = models.TextField(_("what it is for, and what it looks for"), max_length=4000)
    closes_on = models.DateField(_("proposals until"))
    publish_on = models.DateField(_("appears on"))
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("catalogue of recommended technologies")
        verbose_name_plural = _("catalogues of recommended technologies")
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "year", "version"], name="edition_version_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Entry(BaseModel):
    """An achievement proposed for an edition, by its owner or picked by who compiles it.

    ``accepted`` None: not judged. ``said`` is what the catalogue says of it, kept at publication: a
    later change of the listing rewrites nothing.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("why it should be recommended"), max_length=1000)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    picked = models.BooleanField(default=False)
    accepted = models.BooleanField(null=True, editable=False)
    verdict = models.TextField(pgettext_lazy("catalogue", "verdict"), max_length=1000, blank=True)
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    said = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("proposal for a catalogue")
        verbose_name_plural = _("proposals for catalogues")
        constraints = [
            models.UniqueConstraint(fields=["edition", "listing"], name="entry_once_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.edition_id}"


class Subscription(BaseModel):
    """A person who is told of new catalogues with technologies of a field; an empty field is all."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    technology_field = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name = _("subscription of catalogues")
        verbose_name_plural = _("subscriptions of catalogues")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "technology_field"], name="catalogue_subscribed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.technology_field}"
