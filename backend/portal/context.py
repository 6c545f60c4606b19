"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Actor and demo flag; everything else is asked for by the templates that show it."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO}
