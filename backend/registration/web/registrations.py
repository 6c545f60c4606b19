"""Registrations: the lists of applicants and registries, one application, its form."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.attachments.selectors import attachments_of_each
from backend.contracts.selectors import contract_readable_by
from backend.core.acts import Acts, Answered
from backend.core.errors import Stale, WrongState
from backend.core.exporting import exported, format_asked
from backend.registration import rules as who
from backend.registration.completeness import enclosed, missing_of, papers_required
from backend.registration.downloads import form_columns, form_values
from backend.registration.forms import RecognitionForm, RegistrationForm
from backend.registration.lifecycle import CHANGE_REPORT, REGISTRATION
from backend.registration.measures import measure_on
from backend.registration.models import Registration
from backend.registration.selectors import (
    registration_of_contract,
    registration_readable_by,
    registrations_readable_by,
    registrations_with,
    unregistered_of,
)
from backend.registration.services import (
    CHANGE_SERVICES,
    SERVICES,
    registration_begin,
    registration_write,
)
from backend.registration.working_days import arranged, working_days_until

PAGE_SIZE = 20
ACTS = Acts(
    lifecycle=REGISTRATION,
    services={name: service for name, service in SERVICES.items() if name != "write"},
    forms={"recognise": RecognitionForm},
)
CHANGE_ACTS = Acts(lifecycle=CHANGE_REPORT, services=CHANGE_SERVICES)


@login_required
@require_safe
def registrations(request: HttpRequest) -> HttpResponseBase:
    """What the reader's organisation applied for, or what came to the registry he acts for; ``format``
    takes it along."""
    actor = actor_in(request)
    bureau = who.bureau_of(actor)
    found = registrations_readable_by(actor)
    state = request.GET.get("state", "waiting" if bureau else "")
    if state == "waiting" and bureau:
        found = registrations_with([bureau.pk])
    elif state in Registration.State.values:
        found = found.filter(state=state)
    if format_asked(request):
        rows = map(form_values, found.iterator())
        return exported(request, _("Registration of technology contracts"), form_columns(), rows)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        # A registry never sees what was not submitted.
        "states": Registration.State.choices[1:] if bureau else Registration.State.choices,
        "bureau": bureau,
        "today": timezone.localdate(),
        "unregistered": [] if bureau else unregistered_of(actor),
    }
    return render(request, "registration/registrations.html", context)


@login_required
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The measure in force, in the figures that this installation reckons with."""
    today = timezone.localdate()
    context = {
        "measure": measure_on(today),
        "year": today.year,
        "years": [(year, arranged(year)) for year in (today.year, today.year + 1)],
    }
    return render(request, "registration/rules.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Begin the application for a contract, or go on with the one that there is."""
    actor = actor_in(request)
    contract = contract_readable_by(actor, contract_id)
    held = registration_of_contract(contract.pk)
    if held is not None:
        return redirect("registration", held.pk)
    if request.method == "POST":
        made = registration_begin(actor=actor, contract_id=contract_id)
        messages.success(request, _("Begun. What is known already is filled in."))
        return redirect("registration_edit", made.pk)
    measure = measure_on(timezone.localdate())
    return render(request, "registration/begin.html", {"contract": contract, "measure": measure})


@login_required
@require_safe
def registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    """One application: its state, what is missing, its form and papers, what came of it."""
    return registration_page(request, registration_id)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, registration_id: int) -> HttpResponse:
    """Fill in the form; what is missing is said after it is kept."""
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    REGISTRATION.check_may(REGISTRATION.transition("write"), found, actor)
    if found.state not in Registration.WRITABLE:
        return redirect("registration", found.pk)
    refusal: Stale | WrongState | None = None
    if request.method == "POST":
        form = RegistrationForm(found, request.POST)
        if form.is_valid():
            try:
                registration_write(
                    actor=actor,
                    registration_id=found.pk,
                    expected_revision=form.cleaned_data["revision"],
                    values=form.values(),
                )
            except ValidationError as error:
                form.add_service_errors(error)
            except (Stale, WrongState) as refused:
                refusal = refused
            else:
                messages.success(request, _("Saved."))
                return redirect("registration", found.pk)
        status = refusal.status if refusal else 422
    else:
        form, status = RegistrationForm(found, initial=RegistrationForm.initial_from(found)), 200
    context = {"registration": found, "form": form, "refusal": refusal}
    return render(request, "registration/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, registration_id: int, act: str) -> HttpResponse:
    """Do what the applicant or the registry does."""
    return ACTS.answer(
        request,
        registration_id,
        act,
        page=registration_page,
        onward=lambda request, thing: (
            redirect("registration", thing.pk) if thing.pk else redirect("registrations")
        ),
    )


def registration_page(
    request: HttpRequest,
    registration_id: int,
    answered: Answered | None = None,
    *,
    given: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one; ``answered`` is an act that was refused, ``given`` a form that was.

    Raises NotFound.
    """
    actor = actor_in(request)
    found = registration_readable_by(actor, registration_id)
    writes = who.may_apply(actor, found) and found.state in Registration.WRITABLE
    context = {
        "registration": found,
        "contract": found.contract,
        "writes": writes,
        "missing": missing_of(found) if found.state in Registration.WRITABLE else [],
        "papers": _papers(found),
        "files": _contract_files(found) if writes else [],
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "reports": [
            {"report": report, "acts": CHANGE_ACTS.buttons(report, actor)}
            for report in found.reports.all()
        ],
        "reports_changes": found.state == Registration.State.REGISTERED
        and who.may_apply(actor, found),
        "preferences": found.measure.preferences_for(found.type, found.applicant.kind),
        "applies": who.may_apply(actor, found),
        "left": _days_left(found),
        "days_known": found.due_on is None or arranged(found.due_on.year),
        "trail": trail_entries([("registration", found.pk)]),
        **(given or {}),
    }
    return render(
        request,
        "registration/registration.html",
        context,
        status=answered.status if answered else status,
    )


def _papers(found: Registration) -> list[dict[str, object]]:
    held = {enclosure.code: enclosure.attachment for enclosure in found.enclosures.all()}
    return [
        {"item": item, "file": held.get(item.code) if enclosed(found, item.code) else None}
        for item in papers_required(found)
    ]


def _contract_files(found: Registration) -> list[object]:
    files = attachments_of_each("contract", [found.contract_id])
    return [file for file in files.get(found.contract_id, []) if file.ready]


def _days_left(found: Registration) -> int | None:
    if found.due_on is None or found.state not in Registration.WITH_REGISTRY:
        return None
    return working_days_until(timezone.localdate(), found.due_on)
