"""Bring a file, name its columns, look at what it would do, confirm or undo it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.catalog.kinds import KINDS
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.sheets import download
from backend.imports.downloads import refused_workbook, template_workbook
from backend.imports.forms import ColumnsForm, UploadForm
from backend.imports.lifecycle import IMPORT
from backend.imports.models import Import
from backend.imports.rules import kinds_importable
from backend.imports.selectors import import_known_to, imports_known_to, lines_refused
from backend.imports.services import SERVICES, import_check, import_upload

ACTS = Acts(lifecycle=IMPORT, services={act: SERVICES[act] for act in ("write", "undo", "discard")})
PAGE = 20
LINES = 20  # refused rows of a page
_TO_NAME = (Import.State.UPLOADED, Import.State.CHECKED, Import.State.FAILED)


@login_required
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought so far, and a form to bring more."""
    actor = actor_in(request)
    kinds = kinds_importable(actor, actor.organisation_id)
    if not kinds:
        raise NotPermitted(_("Only who lists all of a kind for an organisation imports it."))
    own = None if actor.operator else actor.organisation_id
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            run = import_upload(actor=actor, **form.given())
        except ValidationError as refused_:
            form.add_service_errors(refused_)
        except WrongState as refused_:
            form.add_error(None, str(refused_))
        else:
            return redirect("import", run.pk)
    context = {
        "form": form,
        "kinds": [KINDS[name] for name in kinds],
        "page": Paginator(imports_known_to(actor), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "imports/imports.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with the headings of a kind, to be filled."""
    if kind not in KINDS:
        raise NotFound(_("There is no such kind of listing."))
    name = _("Template – %(kind)s") % {"kind": KINDS[kind].words.many}
    return download(template_workbook(kind), f"{name}.xlsx")


@login_required
@require_safe
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: its columns, what it would do, what it did."""
    return _page(request, import_id)


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say what its columns mean, and have its rows checked."""
    actor = actor_in(request)
    run = import_known_to(actor, import_id)
    if request.method == "GET":
        return redirect("import", import_id)
    form = ColumnsForm(run, request.POST)
    if not form.is_valid():
        return _page(request, import_id, form=form, status=422)
    try:
        import_check(
            actor=actor,
            import_id=import_id,
            expected_revision=form.cleaned_data["revision"],
            mapping=form.mapping(),
        )
    except ValidationError as refused_:
        form.add_error(None, refused_.messages)
        return _page(request, import_id, form=form, status=422)
    except (Stale, WrongState) as refusal:
        return _page(request, import_id, Answered("check", form, refusal.status, refusal))
    return redirect("import", import_id)


@login_required
@require_safe
def refused(request: HttpRequest, import_id: int) -> HttpResponse:
    """The refused rows with remarks."""
    run = import_known_to(actor_in(request), import_id)
    stem = run.file_name.rsplit(".", 1)[0]
    return download(refused_workbook(run), f"{stem} – {_('refused rows')}.xlsx")


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, import_id: int, act: str) -> HttpResponse:
    """Import what is right, undo it, or discard it."""
    return ACTS.answer(request, import_id, act, page=_page)


def _page(
    request: HttpRequest,
    import_id: int,
    answered: Answered | None = None,
    *,
    form: ColumnsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_in(request)
    run = import_known_to(actor, import_id)
    names = run.state in _TO_NAME and not run.brought.exists()
    lines = Paginator(lines_refused(run), LINES).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "form": (form or ColumnsForm(run)) if names else None,
        "page": lines,
        "acts": ACTS.buttons(run, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else status
    return render(request, "imports/import.html", context, status=status)
