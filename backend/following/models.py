"""Searches that people keep, what they found since, and what people follow."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.catalog.chains import validate_chain
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.discovery.selectors import FACETS, Search

MAX_NAME = 80
MAX_TEXT = 200  # a longer one is a whole need: publishing it finds what fits, day by day


def feed_secret() -> str:
    """What makes a feed's address a secret."""
    return secrets.token_urlsafe(24)


class Question(BaseModel):
    """The words of saved searches, each once however many ask them, ready to be held against what is
    new: its terms, and its vector by one encoder."""

    text = models.CharField(max_length=MAX_TEXT, blank=True)
    everything = models.BooleanField(default=False)
    terms_version = models.CharField(max_length=40, blank=True)
    technical = models.JSONField(default=list)  # of each concept, whether it is a term of the field
    says = models.BooleanField(default=True)  # False: filters alone narrow
    encoder = models.CharField(max_length=80, blank=True)
    vector = models.BinaryField(null=True)  # float32, of length 1; None for what has no meaning

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.UniqueConstraint(fields=["text", "everything"], name="question_once")]

    def __str__(self) -> str:
        return self.text


class QuestionTerm(models.Model):
    """Something that a listing must hold to answer a question: see search_index's ``TermsAsked``."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="terms")
    concept = models.PositiveSmallIntegerField()
    whole = models.BooleanField()
    term = models.CharField(max_length=70)

    class Meta:
        indexes = [models.Index(fields=["term"], name="question_by_term")]

    def __str__(self) -> str:
        return self.term


class SavedSearch(BaseModel):
    """A search with its filters under a name; new listings are held against it."""

    class Frequency(models.TextChoices):
        ONCE = "once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        OFF = "off", _("Not at all: list and feed only")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=MAX_NAME)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="searches")
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    field = models.CharField(_("technology field"), max_length=40, blank=True)
    industry = models.CharField(_("industry"), max_length=10, blank=True)
    chain = models.CharField(_("industry chain and link"), max_length=7, blank=True)
    region = models.CharField(_("region"), max_length=12, blank=True)
    trl = models.CharField(_("technology readiness level"), max_length=1, blank=True)
    stage = models.CharField(_("stage"), max_length=20, blank=True)
    modes = models.CharField(_("cooperation mode"), max_length=20, blank=True)
    money = models.CharField(_("budget or price"), max_length=20, blank=True)
    frequency = models.CharField(
        _("tell me"), max_length=10, choices=Frequency.choices, default=Frequency.DAILY
    )
    secret = models.CharField(max_length=40, unique=True, default=feed_secret)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "question", "kind", *FACETS],
                name="search_saved_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def filters(self) -> dict[str, str]:
        """Facet → the value chosen; empty ones left out."""
        found = {name: getattr(self, name) for name in FACETS}
        return {name: value for name, value in found.items() if value}

    @property
    def search(self) -> Search:
        """What it asks the index."""
        return Search(
            text=self.question.text,
            kind=self.kind,
            filters=self.filters,
            everything=self.question.everything,
        )

    @property
    def query(self) -> str:
        """Its address on the search page, behind the question mark."""
        asked: dict[str, Any] = {"q": self.question.text, "kind": self.kind, **self.filters}
        if self.question.everything:
            asked["all"] = 1
        return urlencode({name: value for name, value in asked.items() if value})


class SearchFind(BaseModel):
    """A listing that a saved search found when it was published or changed; each once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="finds")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("find of a saved search")
        verbose_name_plural = _("finds of saved searches")
        constraints = [
            models.UniqueConstraint(fields=["search", "listing"], name="listing_found_once")
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.listing_id}"


class Follow(BaseModel):
    """A person wants to hear of a listing, or of what an organisation publishes, or of what is new in an
    industry chain, a stage, a link or a technology of it.

    ``title`` is what the listing was called when they could last read it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    chain = models.CharField(
        _("industry chain and link"), max_length=7, blank=True, validators=[validate_chain]
    )
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(listing__isnull=False, organisation__isnull=True, chain="")
                | Q(listing__isnull=True, organisation__isnull=False, chain="")
                | (Q(listing__isnull=True, organisation__isnull=True) & ~Q(chain="")),
                name="follow_of_one",
            ),
            models.UniqueConstraint(fields=["user", "listing"], name="listing_followed_once"),
            models.UniqueConstraint(
                fields=["user", "organisation"], name="organisation_followed_once"
            ),
            models.UniqueConstraint(
                fields=["user", "chain"], condition=~Q(chain=""), name="chain_followed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
