"""Webhooks of an organisation, which its pages link to."""

from __future__ import annotations

from backend.core.places import Place, places_register

places_register(Place(name="webhooks", url_name="webhooks"))
