"""The audit trail, searched by person, subject, event and day."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.helpdesk.forms import AuditForm
from backend.helpdesk.selectors import AuditSearch, audit_rows, audit_search

PAGE_SIZE = 50


@login_required
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What happened, newest first."""
    actor = actor_in(request)
    form = AuditForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = audit_search(actor=actor, search=AuditSearch(**asked))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": audit_rows(page.object_list)}
    return render(request, "helpdesk/audit.html", context, status=422 if form.errors else 200)
