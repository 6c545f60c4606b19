"""The start page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.portal.demo import people
from backend.portal.selectors import market

# What a reader may try in the search box, in his language.
_EXAMPLES = {
    "zh": ("盐碱地玉米出苗率低", "轴承钢夹杂物控制", "高氟水除氟低于 1 mg/L"),
    "en": (
        "fluoride removal below 1 mg/L",
        "inclusion control in bearing steel",
        "maize emergence on saline soil",
    ),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One search box, what is wanted and offered now, figures; sign-ins only in demo mode."""
    actor = actor_in(request)
    context = {
        "needs": market.newest_needs(actor),
        "achievements": market.newest_achievements(actor),
        "figures": market.figures(actor),
        "examples": _EXAMPLES["zh" if (get_language() or "").startswith("zh") else "en"],
        "sign_ins": people.sign_ins() if settings.DEMO else (),
        "demo_password": people.PASSWORD if settings.DEMO else "",
    }
    return render(request, "portal/home.html", context)
