"""Case pages: what came of a closed deal, told with the consent of both sides."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import User
from backend.core.models import BaseModel
from backend.deals.models import Deal

LONG = 4000


class Case(BaseModel):
    """The story of a deal. Each side agrees to it as it stands; a change asks both anew."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("case", "Waits for both sides")
        PUBLISHED = "published", pgettext_lazy("case", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("case", "Withdrawn")

    deal = models.OneToOneField(Deal, on_delete=models.PROTECT, related_name="case")
    title = models.CharField(_("title"), max_length=120)
    problem = models.TextField(_("what was needed"), max_length=LONG)
    solution = models.TextField(_("what solved it"), max_length=LONG)
    result = models.TextField(_("what came of it"), max_length=LONG)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    buyer_agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    seller_agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    # The side that agrees at this moment, for what its event tells.
    side: str = ""

    class Meta:
        verbose_name = _("case page")
        verbose_name_plural = _("case pages")

    def __str__(self) -> str:
        return self.title

    @property
    def agreed(self) -> bool:
        """Whether both sides did."""
        return self.buyer_agreed_by_id is not None and self.seller_agreed_by_id is not None
