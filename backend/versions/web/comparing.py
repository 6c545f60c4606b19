"""The versions of a subject: two side by side, and restoring one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound, Refusal
from backend.core.requests import ids_posted
from backend.core.subjects import Act, Subject, subject_for
from backend.versions import services
from backend.versions.forms import CompareForm
from backend.versions.models import StoredVersion
from backend.versions.selectors import changes_between, versions_kept_of


@login_required
@require_safe
def versions(request: HttpRequest, subject: str, subject_id: int) -> HttpResponse:
    """Two versions side by side: the last two, or those chosen."""
    actor = actor_in(request)
    about = subject_for(actor, subject, subject_id)
    kept = list(versions_kept_of(about))
    if not kept:
        raise NotFound(_("There are no versions here, or you may not see them."))
    return render(request, "versions/versions.html", _context(request, about, kept))


@login_required
@require_POST
def version_restore(
    request: HttpRequest, subject: str, subject_id: int, number: int
) -> HttpResponse:
    """Let the subject say again what it said then."""
    actor = actor_in(request)
    about = subject_for(actor, subject, subject_id)
    seen = ids_posted(request, "seen") or [0]
    try:
        services.version_restore(
            actor=actor, subject=subject, subject_id=subject_id, number=number, seen=seen[0]
        )
    except ValidationError as refused:
        told = " ".join(refused.messages)
        raise Refusal(
            _("This version cannot be restored as it was: %(why)s") % {"why": told}
        ) from refused
    messages.success(request, _("Version %(n)s was restored.") % {"n": number})
    return redirect(about.url)


def _context(request: HttpRequest, about: Subject, kept: list[StoredVersion]) -> dict[str, Any]:
    form = CompareForm(request.GET or None, versions=kept)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    numbers = {one.number: one for one in kept}
    later = numbers.get(chosen.get("later") or 0, kept[0])
    earlier = numbers.get(chosen.get("earlier") or 0, kept[min(1, len(kept) - 1)])
    form.initial = {"earlier": earlier.number, "later": later.number}
    return {
        "subject": about,
        "versions": kept,
        "newest": kept[0],
        "earlier": earlier,
        "later": later,
        "changes": changes_between(earlier, later),
        "form": form,
        "may_restore": Act.RESTORE in about.acts and earlier != kept[0],
    }
