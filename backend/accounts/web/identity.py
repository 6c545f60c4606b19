"""Whether somebody has just shown that it is really they, for what binds an organisation."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


@reauthentication_required
def _shown(request: Any) -> None:
    """Passes where the password was given in the last minutes; allauth says how many."""


def identity_shown(request: Any) -> bool:
    """Whether the password was given anew in the last minutes; who has none needs not."""
    try:
        _shown(request)
    except ReauthenticationRequired:
        return False
    return True


def identity_ask(request: Any, back: str) -> HttpResponse:
    """Lead to the page that asks for the password, and from there ``back``."""
    messages.info(request, _("Confirm with your password that it is you; then go on."))
    page = f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        # A part of a page cannot be exchanged for another page.
        return HttpResponse(headers={"HX-Redirect": page})
    return HttpResponseRedirect(page)
