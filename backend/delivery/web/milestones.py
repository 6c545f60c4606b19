"""One milestone: submitting, accepting, more time; what the inspections found stands there too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.delivery import rules
from backend.delivery.forms import ExtensionForm, InspectionForm, SubmitForm
from backend.delivery.lifecycle import EXTENSION, INSPECTION, MILESTONE
from backend.delivery.models import Extension, Milestone, share_of
from backend.delivery.next_steps import milestone_step
from backend.delivery.selectors import extension_readable_by, milestone_readable_by
from backend.delivery.services import (
    EXTENSION_SERVICES,
    INSPECTION_SERVICES,
    MILESTONE_SERVICES,
    extension_ask,
)
from backend.delivery.subjects import milestone_payable, milestone_subject
from backend.delivery.words import criterion_words, reached_words
from backend.payments.rules import PAY, may_read
from backend.payments.selectors import payment_standing

EXTENSIONS = Acts(lifecycle=EXTENSION, services=EXTENSION_SERVICES)
INSPECTIONS = Acts(lifecycle=INSPECTION, services=INSPECTION_SERVICES)


def acts_of(milestone: Milestone) -> Acts[Milestone]:
    """Its acts; the form that submits it asks for what its own criteria reached."""
    forms = {"submit": SubmitForm.of(milestone)}
    return Acts(lifecycle=MILESTONE, services=MILESTONE_SERVICES, forms=forms)


@login_required
@require_safe
def milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """The milestone, whose turn it is, and how it came about."""
    return milestone_page(request, milestone_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, milestone_id: int, act: str) -> HttpResponse:
    """Do what a side does with the milestone."""
    actor = actor_in(request)
    found = milestone_readable_by(actor, milestone_id)
    return acts_of(found).answer(request, milestone_id, act, page=milestone_page)


@login_required
@require_POST
def ask(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Ask the other side for a later day."""
    actor = actor_in(request)
    if not rules.may_ask_extension(actor, milestone_readable_by(actor, milestone_id)):
        raise NotPermitted(rules.ONLY_SIDES)
    form = ExtensionForm(request.POST, auto_id="extension_%s")
    if form.is_valid():
        try:
            extension_ask(actor=actor, milestone_id=milestone_id, **form.cleaned_data)
        except ValidationError as error:
            for field, told in error.message_dict.items():
                form.add_error(field if field in form.fields else None, told)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("milestone", milestone_id)
        else:
            messages.success(request, _("Asked. The other side answers."))
            return redirect("milestone", milestone_id)
    return milestone_page(request, milestone_id, given={"extension_form": form}, status=422)


@login_required
@require_safe
def extension(request: HttpRequest, extension_id: int) -> HttpResponse:
    """Where a request for more time stands: on its milestone's page."""
    actor = actor_in(request)
    return redirect("milestone", extension_readable_by(actor, extension_id).milestone_id)


@login_required
@require_http_methods(["GET", "POST"])
def extension_act(request: HttpRequest, extension_id: int, act: str) -> HttpResponse:
    """Answer a request for more time, or take it back."""

    def page(request: HttpRequest, pk: int, answered: Answered) -> HttpResponse:
        found = Extension.objects.get(pk=pk)
        return milestone_page(request, found.milestone_id, extension_answered=answered)

    return EXTENSIONS.answer(request, extension_id, act, page=page)


def milestone_page(
    request: HttpRequest,
    milestone_id: int,
    answered: Answered | None = None,
    *,
    extension_answered: Answered | None = None,
    inspection_answered: Answered | None = None,
    given: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what was refused of the milestone or of what hangs on it. Raises NotFound."""
    actor = actor_in(request)
    found = milestone_readable_by(actor, milestone_id)
    plan = found.plan
    payment = payment_standing("milestone", found.pk)
    refused = answered or extension_answered or inspection_answered
    extensions = list(found.extensions.select_related("asked_by").order_by("-pk"))
    inspections = list(found.inspections.select_related("unit", "officer").order_by("-pk"))
    for extension in extensions:
        extension.milestone = found
    for inspection in inspections:
        inspection.milestone = found
    asked = any(extension.state == Extension.State.ASKED for extension in extensions)
    may_ask = found.in_work and plan.running and not asked
    context = {
        "milestone": found,
        "plan": plan,
        "contract": plan.contract,
        "share": share_of(found.amount, plan.contract.amount),
        "criteria": [
            {"it": c, "words": criterion_words(c), "reached": reached_words(c)}
            for c in found.criteria.all()
        ],
        "missed": _missed(found),
        "step": milestone_step(found, actor),
        "subject": milestone_subject(actor, found),
        "payable": milestone_payable(found),
        "payment": payment,
        "pays": PAY.allows(actor, plan.contract.buyer_id),
        "reads_payment": payment is not None and may_read(actor, payment),
        "acts": acts_of(found).buttons(found, actor, answered),
        "extensions": [
            {"it": e, "acts": EXTENSIONS.buttons(e, actor, extension_answered)} for e in extensions
        ],
        "inspections": [
            {"it": i, "acts": INSPECTIONS.buttons(i, actor, inspection_answered)}
            for i in inspections
        ],
        "extension_form": ExtensionForm(auto_id="extension_%s")
        if may_ask and rules.may_ask_extension(actor, found)
        else None,
        "inspection_form": InspectionForm(auto_id="inspection_%s")
        if rules.may_inspect(actor, plan)
        else None,
        "trail": trail_entries([("milestone", found.pk)]),
        "refusal": refused.refusal if refused else None,
        **(given or {}),
    }
    return render(
        request, "delivery/milestone.html", context, status=refused.status if refused else status
    )


def _missed(milestone: Milestone) -> list[str]:
    """What was submitted below its target, target and value, in words."""
    told = _("%(target)s, reached %(value)s")
    return [
        told % {"target": criterion_words(c), "value": reached_words(c)}
        for c in milestone.criteria.all()
        if c.met is False
    ]
