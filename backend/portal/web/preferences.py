"""What people choose of their notices: how often they get what, and when they may be written to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.rules import MANAGE_MEMBERS
from backend.accounts.selectors import memberships_of, organisation_of_member
from backend.core.errors import NotFound, NotPermitted
from backend.portal import services
from backend.portal.forms import FrequenciesForm, HabitsForm
from backend.portal.selectors.preferences import choices_of, ending_words, scope_for, scopes_of
from notifications import facade as notifications


@require_http_methods(["GET", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """How often the person gets what, within one of their scopes."""
    actor = actor_in(request)
    scope = scope_for(actor, request.GET.get("scope", ""))
    topics = choices_of(notifications.person_holder(actor.person), scope.name)
    form = FrequenciesForm(topics, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.frequencies_choose(actor=actor, scope=scope.name, choices=form.choices())
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    scopes = scopes_of(actor)
    context = {
        "form": form,
        "scope": scope,
        "scopes": scopes if scope in scopes else [*scopes, scope],
    }
    return _page(request, context)


@require_http_methods(["GET", "POST"])
@login_required
def defaults(request: HttpRequest, pk: int) -> HttpResponse:
    """How often the members of an organisation get what, where they chose nothing themselves."""
    actor = actor_in(request)
    organisation = organisation_of_member(actor, pk)
    if not MANAGE_MEMBERS.allows(actor, pk):
        raise NotPermitted(
            _("Only who manages the members of an organisation may choose for them.")
        )
    form = FrequenciesForm(choices_of(notifications.group_holder(pk), ""), request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.frequencies_choose_for_organisation(
            actor=actor, organisation_id=pk, choices=form.choices()
        )
        messages.success(request, _("Saved."))
        return redirect("preference_defaults", pk)
    context = {
        "form": form,
        "organisation": organisation,
        "robots": settings.ROBOTS,
        "targets": notifications.targets_of(notifications.group_holder(pk)),
    }
    return render(request, "portal/preference_defaults.html", context)


@require_POST
@login_required
def habits(request: HttpRequest) -> HttpResponse:
    """Keep quiet hours, the hour of summaries and the time zone."""
    held = notifications.habits_of(actor_in(request).person)
    form = HabitsForm(request.POST, zone=held.zone)
    if form.is_valid():
        try:
            services.habits_choose(actor=actor_in(request), **form.cleaned_data)
        except ValidationError as error:
            for name, found in error.message_dict.items():
                form.add_error(name, found)  # type: ignore[arg-type]
        else:
            messages.success(request, _("Saved."))
            return redirect("preferences")
    actor = actor_in(request)
    topics = choices_of(notifications.person_holder(actor.person), "")
    context = {
        "form": FrequenciesForm(topics),
        "scope": scope_for(actor, ""),
        "scopes": scopes_of(actor),
        "habits_form": form,
    }
    return _page(request, context, status=422)


@require_POST
@login_required
def mail_again(request: HttpRequest) -> HttpResponse:
    """Let mail be sent again to an address that refused it."""
    services.mail_resume(actor=actor_in(request))
    messages.success(request, _("Mail is sent to your address again."))
    return redirect("preferences")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End a kind of mail by the link that a mail carries, signed in or not (RFC 8058).

    A GET, as scanners of mail make it, changes nothing. Somebody else who is signed in changes nothing.
    """
    ending = notifications.ending_of(token)
    if ending is None:
        raise NotFound(_("This link ends no mail. Choose under your settings what is sent to you."))
    actor = actor_in(request)
    anothers = actor.signed_in and actor.person != ending.person_id
    done = request.method == "POST" and not anothers
    if done:
        notifications.unsubscribe(ending)
    context = {"words": ending_words(ending.kind), "done": done, "anothers": anothers}
    return render(request, "portal/unsubscribe.html", context, status=403 if anothers else 200)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    actor = actor_in(request)
    held = notifications.habits_of(actor.person)
    initial = {
        "quiet_from": held.quiet_from,
        "quiet_until": held.quiet_until,
        "digest_hour": held.digest_hour,
        "zone": held.zone,
    }
    context = {
        "robots": settings.ROBOTS,
        "push_key": notifications.push_public_key(),
        "targets": notifications.targets_of(notifications.person_holder(actor.person)),
        "habits_form": HabitsForm(initial=initial, zone=held.zone),
        "refused": held.refused_address,
        "managed": [
            row.organisation
            for row in memberships_of(actor.person)
            if MANAGE_MEMBERS.allows(actor, row.organisation_id)
        ],
        **context,
    }
    return render(request, "portal/preferences.html", context, status=status)
