"""Wishes: a firm puts one on a list, an officer takes the order and answers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.talent.forms import WishForm
from backend.talent.lifecycle import WISH
from backend.talent.rules import NOT_FIRM, may_wish
from backend.talent.selectors import wish_seen_by, wishes_seen_by
from backend.talent.services import WISH_SERVICES, wish_make

PAGE = 20
ACTS = Acts(lifecycle=WISH, services=WISH_SERVICES)


@login_required
@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """One's firm's wishes; for officers those of the region."""
    actor = actor_in(request)
    page = Paginator(wishes_seen_by(actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "talent/wishes.html", {"page": page, "may_wish": may_wish(actor)})


@login_required
@require_http_methods(["GET", "POST"])
def wish_new(request: HttpRequest) -> HttpResponse:
    """Put a wish on a list."""
    actor = actor_in(request)
    if not may_wish(actor):
        raise NotPermitted(NOT_FIRM)
    form = WishForm(request.POST or None, initial={"kind": request.GET.get("kind", "talent")})
    if request.method == "POST" and form.is_valid():
        try:
            made = wish_make(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            for name, told in error.message_dict.items():
                form.add_error(name if name in form.fields else None, told)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Sent to the officers of your region."))
            return redirect("talent_wish", made.pk)
    return render(
        request, "talent/wish_new.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@require_safe
def wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """What a firm wishes, and what was answered."""
    return _page(request, wish_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, wish_id: int, act: str) -> HttpResponse:
    """What the firm or an officer does with it."""
    return ACTS.answer(request, wish_id, act, page=_page)


def _page(request: HttpRequest, wish_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = wish_seen_by(actor, wish_id)
    context = {
        "wish": found,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("talent_wish", found.pk)]),
    }
    return render(request, "talent/wish.html", context, status=answered.status if answered else 200)
