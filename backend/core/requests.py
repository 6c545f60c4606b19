"""What a page's form posts, read strictly."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .errors import Refusal

LARGEST = 2**63 - 1  # of an id in the database


def ids_posted(request: HttpRequest, name: str) -> list[int] | None:
    """The ids posted under a name; None where the name is not posted, which means all.

    Raises Refusal where one of them is no id: nothing named must never turn into everything.
    """
    if name not in request.POST:
        return None
    values = request.POST.getlist(name)
    if not all(v.isascii() and v.isdecimal() and len(v) < 20 for v in values):
        raise Refusal(_("What was chosen is not on the list. Reload the page and choose again."))
    return [int(v) for v in values if int(v) <= LARGEST]
