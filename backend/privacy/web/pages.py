"""What is kept of a person, as a page and as a file; closing the account."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.web.identity import identity_ask, identity_shown
from backend.core.errors import WrongState
from backend.privacy import services
from backend.privacy.selectors import obstacles_to_closing, person_data


@require_GET
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """How much of what is kept, what a copy holds, and what closing would do."""
    return _page(request)


@require_POST
@login_required
def copy(request: HttpRequest) -> HttpResponse:
    """The copy as a JSON file; asks for the password first, since it tells everything."""
    if not identity_shown(request):
        return identity_ask(request, reverse("my_data"))
    actor = actor_in(request)
    found = services.person_export(actor=actor)
    text = json.dumps(found, ensure_ascii=False, indent=2)
    name = f"tiqiao-{timezone.localdate():%Y-%m-%d}.json"
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@login_required
def close(request: HttpRequest) -> HttpResponse:
    """Close the account for good: the password first, and the address typed once more."""
    if not identity_shown(request):
        return identity_ask(request, reverse("my_data"))
    if request.POST.get("address", "").strip().lower() != request.user.email.lower():  # type: ignore[union-attr]
        return _page(request, refusal=_("Type your e-mail address to confirm."), status=422)
    try:
        services.person_erase(actor=actor_in(request))
    except WrongState as error:
        return _page(request, refusal=str(error.message), status=409)
    logout(request)
    messages.success(request, _("Your account is closed, and what served you alone is gone."))
    return redirect("home")


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = actor_in(request)
    kept = person_data(actor)
    context = {
        "parts": [(_PARTS[name](), len(rows)) for name, rows in kept.items()],
        "obstacles": obstacles_to_closing(actor),
        "refusal": refusal,
    }
    return render(request, "privacy/data.html", context, status=status)


_PARTS = {
    "account": lambda: _("Name, address and language"),
    "addresses": lambda: _("E-mail addresses"),
    "sign_in": lambda: _("Further ways to sign in"),
    "accounts_elsewhere": lambda: _("Accounts elsewhere that sign you in"),
    "tokens": lambda: _("API tokens"),
    "memberships": lambda: _("Memberships of organisations"),
    "listings": lambda: _("Listings that name you as the contact"),
    "deals": lambda: _("Deals in which you take part"),
    "messages": lambda: _("Messages you wrote"),
    "tasks": lambda: _("Tasks given to you"),
    "saved_searches": lambda: _("Saved searches"),
    "favourites": lambda: _("Favourites with your notes"),
    "tickets": lambda: _("Questions to the platform"),
    "follows": lambda: _("What you follow"),
    "notices": lambda: _("Notices to you"),
    "notice_preferences": lambda: _("Choices about notices"),
    "notice_habits": lambda: _("Quiet hours and time zone"),
    "notice_targets": lambda: _("Devices and robots that notices go to"),
    "digests": lambda: _("Digests made for you"),
    "acts": lambda: _("Acts on record: what you did and when"),
}
