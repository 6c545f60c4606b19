"""Invitations as who is invited meets them: the link of the mail, and their answer."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts import services
from backend.accounts.actors import actor_in
from backend.accounts.middleware import SESSION_KEY
from backend.accounts.selectors import invitation_of_token, invitations_to


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the mail's link opens: who invites, and the answer; or clear words why it holds no more."""
    actor = actor_in(request)
    found = invitation_of_token(token)
    mine = actor.signed_in and invitations_to(actor.person).filter(pk=found.pk).exists()
    if not actor.signed_in and not found.expired and found.state == found.State.OPEN:
        # Whoever opens the link reads mail at the address: sign-up need not ask for another proof.
        get_adapter(request).stash_verified_email(request, found.email)
    context = {"invitation": found, "mine": mine, "here": request.path}
    gone = found.expired or found.state != found.State.OPEN
    return render(request, "accounts/invitation.html", context, status=410 if gone else 200)


@require_POST
@login_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Join, and act for the organisation from now on."""
    membership = services.invitation_accept(actor=actor_in(request), invitation_id=pk)
    request.session[SESSION_KEY] = membership.organisation_id
    messages.success(
        request, _("You act for %(name)s now.") % {"name": membership.organisation.name}
    )
    return redirect("desk")


@require_POST
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no to an invitation."""
    services.invitation_decline(actor=actor_in(request), invitation_id=pk)
    messages.success(request, _("The invitation is declined."))
    return redirect("settings")
