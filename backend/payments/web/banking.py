"""Where an organisation is paid, and what its bank's statements show."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import Actor, actor_in
from backend.core.errors import NotFound, NotPermitted
from backend.payments import rules, services
from backend.payments.forms import BankAccountForm, StatementForm
from backend.payments.gateways import providers_offered
from backend.payments.models import BankAccount, Method, ProviderAccount, StatementLine
from backend.payments.selectors import payments_expected_by, statements_of


@login_required
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """The organisation's bank accounts, and its accounts at payment providers."""
    actor = actor_in(request)
    own = _receiving(actor)
    form = BankAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.bank_account_set(actor=actor, organisation_id=own, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Saved. Whoever pays you by bank transfer reads this."))
            return redirect("payment_accounts")
    held = {row.gateway: row for row in ProviderAccount.objects.filter(organisation_id=own)}
    offered = [
        {"name": p.name, "label": Method(p.name).label, "account": held.get(p.name)}
        for p in providers_offered()
    ]
    context = {
        "bank_accounts": BankAccount.objects.filter(organisation_id=own).order_by("currency"),
        "form": form,
        "providers": offered,
    }
    status = 422 if form.is_bound else 200
    return render(request, "payments/accounts.html", context, status=status)


@login_required
@require_POST
def provider_account(request: HttpRequest, gateway: str) -> HttpResponse:
    """Open an account at a provider; its own page asks what it must know."""
    actor = actor_in(request)
    try:
        url = services.account_open(actor=actor, organisation_id=_receiving(actor), gateway=gateway)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("payment_accounts")
    # A link, no redirect: forms may not lead to other sites.
    return render(request, "payments/provider_account.html", {"url": url})


@login_required
@require_http_methods(["GET", "POST"])
def statements(request: HttpRequest) -> HttpResponse:
    """Take in a statement; those taken in so far, and what is expected."""
    actor = actor_in(request)
    own = _receiving(actor)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = services.statement_import(
                actor=actor,
                organisation_id=own,
                name=upload.name,
                data=upload.read(),
                currency=form.cleaned_data["currency"],
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            return redirect("bank_statement", made.pk)
    context = {
        "form": form,
        "statements": statements_of(actor).filter(organisation_id=own)[:50],
        "expected": payments_expected_by(actor, own),
    }
    status = 422 if form.is_bound else 200
    return render(request, "payments/statements.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    """A statement's credits beside the payments they name; a POST confirms those that fit."""
    actor = actor_in(request)
    found = statements_of(actor).filter(pk=statement_id).first()
    if found is None:
        raise NotFound(_("This statement does not exist, or you may not see it."))
    lines = list(found.lines.select_related("payment__payer").order_by("pk"))
    fitting = [line for line in lines if _fits(line)]
    if request.method == "POST":
        for line in fitting:
            assert line.payment is not None
            services.payment_confirm(
                actor=actor,
                payment_id=line.payment.pk,
                amount=line.payment.amount,
                received_on=line.booked_on,
            )
        told = ngettext("%(n)s payment confirmed.", "%(n)s payments confirmed.", len(fitting))
        messages.success(request, told % {"n": len(fitting)})
        return redirect("bank_statement", statement_id)
    context = {"statement": found, "lines": lines, "fitting": fitting}
    return render(request, "payments/statement.html", context)


def _fits(line: StatementLine) -> bool:
    return (
        line.verdict == StatementLine.Verdict.FITS
        and line.payment is not None
        and line.payment.state in {"open", "declared"}
    )


def _receiving(actor: Actor) -> int:
    """The organisation acted for, where the actor confirms receipts for it. Raises NotPermitted."""
    own = actor.organisation_id
    if own is None or not rules.RECEIVE.allows(actor, own):
        raise NotPermitted(rules.ONLY_PAYEE)
    return own
