"""A firm that was invited by mail reads what was written for it, and takes it up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.accounts.actors import actor_in
from backend.accounts.models import User
from backend.posting import rules
from backend.posting.selectors import draft_invited
from backend.posting.services import draft_claim


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: UUID) -> HttpResponse:
    """Who wrote it, what it is called, and what to do; a title is shown to the address alone."""
    actor = actor_in(request)
    found = draft_invited(token)
    if request.method == "POST":
        draft = draft_claim(actor=actor, token=token)
        messages.success(
            request, _("Taken up. Read it, change what is wrong, then confirm or refuse.")
        )
        return redirect("need_draft", draft.pk)
    addressed = (
        actor.signed_in and User.objects.get(pk=actor.person).email.lower() == found.firm_email
    )
    context = {
        "draft": found,
        "addressed": addressed,
        "may_claim": addressed and found.claimable and rules.may_begin(actor),
        "taken": addressed and found.firm_id is not None,
    }
    return render(request, "posting/invited.html", context)
