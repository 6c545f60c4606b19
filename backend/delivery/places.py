"""Milestones in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="plan_of_contract", url_name="schedule_propose"),
    Place(name="plans", url_name="plans", words=_("Milestones")),
)
