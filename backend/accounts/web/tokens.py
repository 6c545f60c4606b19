"""Tokens by which a person's own programs use the API."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts import services
from backend.accounts.actors import actor_in
from backend.accounts.forms import TokenForm
from backend.accounts.selectors import tokens_of
from backend.accounts.values import AREAS
from backend.core.errors import WrongState

from .identity import identity_ask, identity_shown


@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens that hold; a POST makes one, whose secret this answer shows and no other."""
    actor = actor_in(request)
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST":
        if not identity_shown(request):
            return identity_ask(request, reverse("tokens"))
        if form.is_valid():
            try:
                _token, secret = services.token_issue(actor=actor, **form.cleaned_data)
                form = TokenForm()
            except ValidationError as error:
                form.add_error(None, error)
            except WrongState as refusal:
                form.add_error(None, str(refusal.message))
    rows = [
        {"token": token, "areas": [AREAS[name][0] for name in token.areas if name in AREAS]}
        for token in tokens_of(actor.person)
    ]
    context = {"form": form, "secret": secret, "rows": rows}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token at once."""
    services.token_revoke(actor=actor_in(request), token_id=token_id)
    messages.success(request, _("Revoked: it opens nothing any more."))
    return redirect("tokens")
