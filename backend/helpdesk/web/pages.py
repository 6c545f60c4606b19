"""Texts that everybody may read: help, terms, privacy, contact; one file in each language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

TITLES = {
    "help": _("Help"),
    "terms": _("Terms of use"),
    "privacy": _("Privacy"),
    "contact": _("Contact us"),
}


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One of them, in the reader's language."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    context = {
        "name": name,
        "title": TITLES[name],
        "titles": TITLES.items(),
        "text": f"helpdesk/pages/{name}.{language}.html",
        "operator": {
            "name": settings.OPERATOR_NAME,
            "mail": settings.OPERATOR_MAIL,
            "phone": settings.OPERATOR_PHONE,
        },
    }
    return render(request, "helpdesk/page.html", context)
