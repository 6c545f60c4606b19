"""What a person keeps of the market."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import User
from backend.catalog.models import Listing
from backend.core.models import BaseModel

MAX_NOTE = 500


class Favourite(BaseModel):
    """A listing that a person keeps, with a note that nobody else reads.

    ``title`` is what the listing was called when they could last read it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="favourites")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    note = models.TextField(_("private note"), max_length=MAX_NOTE, blank=True)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="favourite_once")]

    def __str__(self) -> str:
        return self.title
