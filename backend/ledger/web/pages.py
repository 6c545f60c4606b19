"""Statements: accounts → entries → journals, and what is taken along; the trial balance."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.core.errors import NotFound, NotPermitted, Refusal
from backend.core.sheets import download
from backend.core.subjects import Subject, subject_for
from backend.ledger.documents import statement_pdf, statement_workbook
from backend.ledger.forms import PeriodForm, ReverseForm
from backend.ledger.kinds import EntryKind, OwnerKind
from backend.ledger.models import Journal
from backend.ledger.rules import CORRECT
from backend.ledger.selectors import (
    account_lines,
    account_readable_by,
    entries_of,
    entries_readable,
    journal_readable_by,
    owner_names,
    owner_readable_by,
    owners_readable_by,
    statement_of,
    trial_balance,
)
from backend.ledger.services import journal_reverse
from backend.ledger.values import PLATFORM, Owner

PAGE_SIZE = 50
PDF = "application/pdf"


@login_required
@require_safe
def statement(request: HttpRequest, kind: str = "", owner_id: int = 0) -> HttpResponse:
    """The accounts of one owner over a period; first the organisation acted for."""
    actor = actor_in(request)
    owners = owners_readable_by(actor)
    owner = Owner(kind, owner_id) if kind else _first(actor, owners)
    form = PeriodForm(request.GET or None)
    period = form.period()
    lines = statement_of(actor, owner, period)
    context = {
        "owner": owner,
        "name": owner_names([owner])[owner],
        "owners": list(owner_names(owners).items()) if len(owners) > 1 else [],
        "lines": lines,
        "form": form,
        "period": period,
        "operator": actor.operator,
    }
    return render(request, "ledger/statement.html", context)


@login_required
@require_safe
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """What moved in one account, the last first."""
    actor = actor_in(request)
    found = account_readable_by(actor, account_id)
    form = PeriodForm(request.GET or None)
    period = form.period()
    entries = entries_of(found, period)
    kind = request.GET.get("kind", "")
    if kind in EntryKind.values:
        entries = entries.filter(kind=kind)
    owner = Owner(found.owner_kind, found.owner_id)
    context = {
        "account": found,
        "owner": owner,
        "name": owner_names([owner])[owner],
        "line": account_lines([found], period)[0],
        "page": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "kind": kind,
        "kinds": EntryKind.choices,
    }
    return render(request, "ledger/account.html", context)


@login_required
@require_safe
def journal(request: HttpRequest, journal_id: int) -> HttpResponse:
    """One booking: the entries in accounts that the reader may see, and what it was for."""
    return _journal_page(request, journal_id)


@login_required
@require_POST
def correct(request: HttpRequest, journal_id: int) -> HttpResponse:
    """Take a journal back by its mirror image."""
    actor = actor_in(request)
    journal_readable_by(actor, journal_id)
    if not CORRECT.allows(actor, None):
        raise NotPermitted(_("Only operators set the books right."))
    form = ReverseForm(request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            made = journal_reverse(actor=actor, journal_id=journal_id, why=form.cleaned_data["why"])
        except ValidationError as error:
            for field, told in error.message_dict.items():
                form.add_error(field if field in form.fields else None, told)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("Corrected by a new journal."))
            return redirect("journal", made.pk)
    status = refusal.status if refusal else 422
    return _journal_page(request, journal_id, form=form, refusal=refusal, status=status)


@login_required
@require_safe
def workbook(request: HttpRequest, kind: str, owner_id: int) -> HttpResponse:
    """The statement with all its entries as a workbook."""
    actor = actor_in(request)
    owner = owner_readable_by(actor, Owner(kind, owner_id))
    data = statement_workbook(actor, owner, PeriodForm(request.GET).period())
    return download(data, _("Statement of %(owner)s.xlsx") % {"owner": owner_names([owner])[owner]})


@login_required
@require_safe
def document(request: HttpRequest, kind: str, owner_id: int) -> HttpResponse:
    """The statement as PDF."""
    actor = actor_in(request)
    owner = owner_readable_by(actor, Owner(kind, owner_id))
    data = statement_pdf(actor, owner, PeriodForm(request.GET).period())
    name = _("Statement of %(owner)s.pdf") % {"owner": owner_names([owner])[owner]}
    return download(data, name, PDF)


@login_required
@require_safe
def trial(request: HttpRequest) -> HttpResponse:
    """All books by purpose and currency, for operators."""
    actor = actor_in(request)
    if not actor.operator:
        raise NotPermitted(_("Only operators read all books."))
    form = PeriodForm(request.GET or None)
    rows = trial_balance(form.period())
    currencies = sorted({row.currency for row in rows})
    totals = [
        {
            "currency": currency,
            "debited": sum(row.debited for row in rows if row.currency == currency),
            "credited": sum(row.credited for row in rows if row.currency == currency),
        }
        for currency in currencies
    ]
    return render(
        request, "ledger/trial_balance.html", {"rows": rows, "totals": totals, "form": form}
    )


def _first(actor: Actor, owners: list[Owner]) -> Owner:
    acting = Owner(OwnerKind.ORGANISATION, actor.organisation_id or 0)
    if acting in owners:
        return acting
    return PLATFORM if actor.operator else owners[0]


def _journal_page(
    request: HttpRequest,
    journal_id: int,
    *,
    form: ReverseForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_in(request)
    found = journal_readable_by(actor, journal_id)
    entries = entries_readable(actor, found)
    owners = owner_names(
        Owner(entry.account.owner_kind, entry.account.owner_id) for entry in entries
    )
    corrected = found.reversals.filter(kind=EntryKind.CORRECTION).first()
    may_correct = (
        CORRECT.allows(actor, None) and corrected is None and found.kind != EntryKind.CORRECTION
    )
    context = {
        "journal": found,
        "rows": [
            (entry, owners[Owner(entry.account.owner_kind, entry.account.owner_id)])
            for entry in entries
        ],
        "hidden": found.entries.count() - len(entries),
        "about": _about(actor, found),
        "corrected": corrected,
        "form": (form or ReverseForm()) if may_correct else None,
        "refusal": refusal,
        "seal": getattr(found, "seal", None),
    }
    return render(request, "ledger/journal.html", context, status=status)


def _about(actor: Actor, journal: Journal) -> Subject | None:
    """What it was for, where the reader may know of it."""
    if not journal.about or journal.about_id is None:
        return None
    try:
        return subject_for(actor, journal.about, journal.about_id)
    except NotFound:
        return None
