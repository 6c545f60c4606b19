"""The certificates by which people sign: which there are, and revoking one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.web.identity import identity_ask, identity_shown
from backend.core.errors import WrongState
from backend.signing.forms import RevocationForm
from backend.signing.rules import may_revoke
from backend.signing.selectors import certificate_known, certificates_known
from backend.signing.services import certificate_revoke

PAGE_SIZE = 20


@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """One's own, and those of whoever signs for one's organisations."""
    return _page(request)


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Revoke one; the password was given anew within minutes."""
    if request.method == "GET":
        return redirect("certificates")
    actor = actor_in(request)
    certificate_known(actor, certificate_id)
    if not identity_shown(request):
        return identity_ask(request, reverse("certificates"))
    form = RevocationForm(request.POST, prefix=str(certificate_id))
    if form.is_valid():
        try:
            certificate_revoke(actor=actor, certificate_id=certificate_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Revoked. What was signed before stands."))
            return redirect("certificates")
    return _page(request, refused={certificate_id: form})


def _page(request: HttpRequest, refused: dict[int, RevocationForm] | None = None) -> HttpResponse:
    actor = actor_in(request)
    forms: dict[int, RevocationForm] = refused or {}
    page = Paginator(certificates_known(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = []
    for found in page.object_list:
        open_ = found.revoked_at is None and may_revoke(actor, found)
        form = forms.get(found.pk) or (RevocationForm(prefix=str(found.pk)) if open_ else None)
        rows.append({"certificate": found, "form": form, "own": found.user_id == actor.user_id})
    context = {"page": page, "rows": rows, "refused": set(forms)}
    return render(request, "signing/certificates.html", context, status=422 if forms else 200)
