"""Pages of members: who belongs to an organisation, and who is invited."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts import services
from backend.accounts.actors import actor_in
from backend.accounts.duties import BINDING
from backend.accounts.forms import InvitationForm, duties_offered
from backend.accounts.models import Membership, Organisation
from backend.accounts.rules import MANAGE_MEMBERS
from backend.accounts.selectors import (
    answers_alone,
    invitations_of,
    members_of,
    members_with_duty,
    organisation_of_member,
)
from backend.core.exporting import Column, exported, format_asked


@require_http_methods(["GET", "POST"])
@login_required
def members(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Members of one's organisation; its deciders invite others here; ``format`` takes them along."""
    actor = actor_in(request)
    organisation = organisation_of_member(actor, pk)
    if request.method == "GET" and format_asked(request):
        return exported(request, _("Members"), _columns(), members_of(actor, pk))
    manages = MANAGE_MEMBERS.allows(actor, pk)
    invites = request.method == "POST" and manages
    form = InvitationForm(request.POST if invites else None, kind=organisation.kind)
    if request.method == "POST" and (not manages or form.is_valid()):
        asked = form.cleaned_data if manages else {"email": "", "duties": []}
        try:
            services.member_invite(actor=actor, organisation_id=pk, **asked)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(email)s is invited by mail.") % asked)
            return redirect("members", pk)
    return _page(request, organisation, form)


@require_POST
@login_required
def duties(request: HttpRequest, pk: int, user_id: int) -> HttpResponse:
    """Give a member other duties."""
    actor = actor_in(request)
    chosen = request.POST.getlist("duties")
    try:
        services.member_duties_change(
            actor=actor, organisation_id=pk, user_id=user_id, duties=chosen
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The duties are changed."))
    return redirect("members", pk)


@require_POST
@login_required
def remove(request: HttpRequest, pk: int, user_id: int) -> HttpResponse:
    """End somebody's membership."""
    services.member_remove(actor=actor_in(request), organisation_id=pk, user_id=user_id)
    messages.success(request, _("The member is removed."))
    return redirect("members", pk)


@require_POST
@login_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End one's own membership."""
    services.member_leave(actor=actor_in(request), organisation_id=pk)
    messages.success(request, _("You do not belong to this organisation any more."))
    return redirect("settings")


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    services.invitation_withdraw(
        actor=actor_in(request),
        organisation_id=pk,
        invitation_id=invitation_id,
    )
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("members", pk)


def _columns() -> list[Column]:
    return [
        Column("name", _("name"), lambda one: one.user.name),
        Column("email", _("e-mail"), lambda one: one.user.email),
        Column("duties", _("duties"), _duties_written),
        Column("since", _("member since"), lambda one: timezone.localdate(one.created_at)),
    ]


def _duties_written(membership: Membership) -> str:
    return "; ".join(str(held.get_duty_display()) for held in membership.duties.all())


def _page(request: HttpRequest, organisation: Organisation, form: InvitationForm) -> HttpResponse:
    actor = actor_in(request)
    context = {
        "organisation": organisation,
        "members": members_of(actor, organisation.pk),
        "invited": invitations_of(actor, organisation.pk),
        "offered": duties_offered(organisation.kind),
        "manages": MANAGE_MEMBERS.allows(actor, organisation.pk),
        "deciders": members_with_duty(organisation.pk, *BINDING),
        "belongs": actor.belongs_to(organisation.pk),
        "alone": answers_alone(organisation.pk, actor.person),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/members.html", context, status=status)
