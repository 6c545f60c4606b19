"""Where a form sends its reader back to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, *, default: str) -> HttpResponseRedirect:
    """To the page named by "next" where it is one of ours, else to the address ``default``."""
    wanted = request.POST.get("next", "")
    # A path: what has no slash would be taken for one beside this page.
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if ours else default)
