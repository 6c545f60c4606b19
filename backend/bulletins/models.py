"""Bulletins of industry chains 产业链快报: one a chain and publisher, its issues, what each tells of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.chains import validate_chain
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Bulletin(BaseModel):
    """What an office tells of a chain, a stage or a link of it from time to time; who follows that
    gets its issues."""

    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    chain = models.CharField(
        _("industry chain and link"), max_length=7, validators=[validate_chain]
    )
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=160, blank=True)
    about = models.TextField(_("what it tells of, and for whom"), max_length=1000)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(fields=["publisher", "chain"], name="bulletin_once_a_chain")
        ]

    def __str__(self) -> str:
        return self.title


class Issue(BaseModel):
    """One issue: a draft until it is published, and never changed from then on."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("bulletin", "Draft")
        PUBLISHED = "published", pgettext_lazy("bulletin", "Published")

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    title = models.CharField(_("headline"), max_length=120, blank=True)
    words = models.TextField(
        _("editor's words"), max_length=4000, blank=True,
        help_text=_("What happened in the chain, and what readers should look at."),
    )  # fmt: skip
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("issue of a bulletin")
        verbose_name_plural = _("issues of bulletins")
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "number"], name="issue_number_once"),
            models.UniqueConstraint(
                fields=["bulletin"],
                condition=models.Q(state="draft"),
                name="bulletin_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_id}: {self.number}"


class Item(BaseModel):
    """A listing that an issue tells of. ``said`` is what the issue says of it, kept at publication: a
    later change of the listing rewrites nothing."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    said = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("item of a bulletin")
        verbose_name_plural = _("items of bulletins")
        constraints = [
            models.UniqueConstraint(fields=["issue", "listing"], name="item_once_an_issue")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} in {self.issue_id}"
