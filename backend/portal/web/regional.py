"""What a regional officer looks at beyond the desk."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.actors import actor_in
from backend.portal.selectors.regional import contracts_for_officer, region_contracts

PAGE = 50


@require_safe
@login_required
def contracts(request: HttpRequest, side: str, code: str) -> HttpResponse:
    """The recorded contracts of a region, without what is for their parties alone."""
    actor = actor_in(request)
    found = region_contracts(actor, code, side)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "code": code,
        "side": side,
        "page": page,
        "contracts": contracts_for_officer(actor, page.object_list, side),
    }
    return render(request, "portal/region_contracts.html", context)
