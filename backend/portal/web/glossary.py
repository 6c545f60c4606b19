"""One word for one thing: the page that keeps the field's words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.portal.glossary import terms


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word of the product in both languages, with what it means here."""
    return render(request, "portal/glossary.html", {"terms": terms()})
