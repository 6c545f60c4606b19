"""The pipeline in the main navigation of brokers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Duty
from backend.core.places import Place, places_register

places_register(
    Place(
        name="pipeline",
        url_name="pipeline",
        words=_("Pipeline"),
        order=15,
        shown=lambda actor: Duty.BROKER in actor.acting,
    )
)
