"""Payments and invoices as subjects: proofs of transfer and invoice files hang on them."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Invoice, Payment
from .selectors import invoice_readable_by, payment_readable_by, people_of


def payment_subject(actor: Actor, payment: Payment) -> Subject:
    """A payment that a selector found for the actor, as a subject."""
    takes_part = rules.pays(actor, payment) or rules.receives(actor, payment)
    return _subject("payment", payment.pk, str(payment), payment, takes_part)


def invoice_subject(actor: Actor, invoice: Invoice) -> Subject:
    """An invoice that a selector found for the actor, as a subject; the payee hangs its file there."""
    issues = rules.receives(actor, invoice.payment)
    return _subject("invoice", invoice.pk, str(invoice), invoice.payment, issues)


def _subject(name: str, pk: int, title: str, payment: Payment, attaches: bool) -> Subject:
    return Subject(
        name=name,
        pk=pk,
        title=title,
        url=reverse("payment", args=[payment.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH} if attaches else ()),
    )


def _people(payment: Payment) -> set[int]:
    return people_of(payment.payer_id) | people_of(payment.payee_id)


register(
    SubjectType(
        name="payment",
        find=lambda actor, pk: payment_subject(actor, payment_readable_by(actor, pk)),
        people=lambda pk: _people(Payment.objects.get(pk=pk)),
    )
)
register(
    SubjectType(
        name="invoice",
        find=lambda actor, pk: invoice_subject(actor, invoice_readable_by(actor, pk)),
        people=lambda pk: _people(Invoice.objects.select_related("payment").get(pk=pk).payment),
    )
)
