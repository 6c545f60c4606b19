"""What a person says of themselves, and their photo."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.forms import ProfileForm
from backend.accounts.selectors import photo_key
from backend.accounts.services import profile_edit
from backend.accounts.storage import MEDIA_TYPE, photo_read
from backend.core.errors import NotFound


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, position, telephone and photo."""
    user = request.user
    initial = {name: getattr(user, name) for name in ("name", "position", "phone")}
    form = ProfileForm(request.POST or None, request.FILES or None, initial=initial)
    if not user.photo:  # type: ignore[union-attr]
        del form.fields["photo_remove"]
    if request.method == "POST" and form.is_valid():
        try:
            profile_edit(actor=actor_in(request), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("profile")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@login_required
@require_safe
def photo(request: HttpRequest, user_id: int) -> HttpResponse:
    """A person's photo, for whoever is signed in."""
    try:
        data = photo_read(photo_key(user_id))
    except FileNotFoundError as error:
        raise NotFound(_("There is no such photo.")) from error
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "private, max-age=86400"
    return response
