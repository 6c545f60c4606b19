"""What every write of a broker asks first."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.brokerage import rules
from backend.brokerage.models import MAX_WORDS
from backend.core.errors import NotPermitted
from backend.deals.models import Deal


def agency_in(actor: Actor, deal: Deal) -> int:
    """The agency for which the actor accompanies the deal. Raises NotPermitted."""
    agency_id = rules.agency_of(actor, deal)
    if agency_id is None:
        raise NotPermitted(rules.NOT_ITS_BROKER)
    return agency_id


def words_checked(text: str, name: str, missing: object) -> str:
    """What was written, without blanks around it. Raises ValidationError at ``name``."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise ValidationError({name: missing})
    if len(text) > MAX_WORDS:
        raise ValidationError({name: _("At most 2,000 characters.")})
    return text
