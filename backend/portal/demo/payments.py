"""Demo payments: by the simulated provider, and by bank transfer beside a statement; invoices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.duties import BINDING
from backend.accounts.models import Organisation
from backend.accounts.selectors import actor_of, members_with_duty
from backend.attachments.services import attachment_add
from backend.core.dispatcher import deliver_all
from backend.deals.models import Deal, DealDuty
from backend.delivery.models import Milestone
from backend.payments import services
from backend.payments.gateways import local
from backend.payments.jobs import simulated_webhooks_send
from backend.payments.models import InvoiceKind, Method, Payment, ProviderAccount

from .papers import paper
from .people import rows
from .rooms import decider

TAX = Decimal("1.06")  # technical services bear six per cent
HEADS = "交易日期,借方发生额,贷方发生额,对方户名,附言,交易流水号"


def payments_seed() -> None:
    """Pay the milestones of the file, once; nothing where the simulated provider is not offered."""
    if Payment.objects.exists() or not settings.SIMULATED_PAYMENTS:
        return
    content: Any = rows("payments")[0]
    for name in content["accounts"]:
        _account_open(Organisation.objects.get(name=name))
    for row in content["online"]:
        _pay_online(row)
    transfers = [(_transfer(row), row) for row in content["transfers"] if _milestone(row)]
    _statement(content["statement"], [(paid, row) for paid, row in transfers if paid])
    services.payments_reconcile()


def _account_open(organisation: Organisation) -> None:
    person = members_with_duty(organisation.pk, *BINDING).order_by("pk").first()
    services.account_open(
        actor=actor_of(person, organisation_id=organisation.pk),
        organisation_id=organisation.pk,
        gateway=Method.LOCAL,
    )
    local.account_make_ready(ProviderAccount.objects.get(organisation=organisation).provider_id)


def _milestone(row: dict[str, Any]) -> Milestone | None:
    return (
        Milestone.objects.filter(
            plan__contract__need__external_id=row["need"],
            plan__contract__offer__external_id=row["offer"],
            position=row["milestone"],
        )
        .select_related("plan__contract")
        .first()
    )


def _started(milestone: Milestone, method: str) -> Payment:
    payment = services.payment_start(
        actor=decider(_deal(milestone), DealDuty.BUYER),
        kind="milestone",
        payable_id=milestone.pk,
        method=method,
    )
    services.payment_open(payment_id=payment.pk)
    return Payment.objects.get(pk=payment.pk)


def _pay_online(row: dict[str, Any]) -> None:
    milestone = _milestone(row)
    if milestone is None:
        return
    for card in row["cards"]:
        payment = _started(milestone, Method.LOCAL)
        local.checkout_pay(payment.checkout_id, card)
        _settle()
    if row["invoice"]:
        _invoice_ask(payment, milestone)


def _transfer(row: dict[str, Any]) -> Payment | None:
    milestone = _milestone(row)
    if milestone is None:
        return None
    payment = _started(milestone, Method.BANK)
    return services.payment_declare(
        actor=decider(_deal(milestone), DealDuty.BUYER), payment_id=payment.pk, note=row["note"]
    )


def _statement(row: dict[str, Any], transfers: list[tuple[Payment, dict[str, Any]]]) -> None:
    """The payee's bank shows what arrived; what is whole is confirmed, and invoiced."""
    payee = Organisation.objects.get(name=row["payee"])
    day = timezone.localdate()
    lines = [["", told["arrived"], p.payer.name, f"{p.number} 技术合同款"] for p, told in transfers]
    cells = [
        [day.isoformat(), *line, f"{n:08d}"] for n, line in enumerate(lines + row["others"], 1)
    ]
    office = members_with_duty(payee.pk, *BINDING).order_by("pk").first()
    actor = actor_of(office, organisation_id=payee.pk)
    services.statement_import(
        actor=actor,
        organisation_id=payee.pk,
        name=row["name"],
        data="\n".join([HEADS, *map(",".join, cells)]).encode("gb18030"),
        currency="CNY",
    )
    for payment, told in transfers:
        if Decimal(told["arrived"]) == payment.amount:
            services.payment_confirm(
                actor=actor, payment_id=payment.pk, received_on=day, amount=payment.amount
            )
            _settle()
            if told["invoice"]:
                _invoice_issue(payment, actor)


def _invoice_ask(payment: Payment, milestone: Milestone) -> Any:
    return services.invoice_request(
        actor=decider(_deal(milestone), DealDuty.BUYER),
        payment_id=payment.pk,
        kind=InvoiceKind.SPECIAL if payment.payer.credit_code else InvoiceKind.ORDINARY,
        title=payment.payer.name,
        tax_number=payment.payer.credit_code or "",
    )


def _invoice_issue(payment: Payment, actor: Any) -> None:
    invoice = _invoice_ask(payment, Milestone.objects.get(pk=payment.payable_id))
    number = f"2611{invoice.pk:016d}"
    tax = payment.amount - (payment.amount / TAX).quantize(Decimal("0.01"))
    lines = [payment.title, f"发票号码：{number}", f"价税合计：{payment.amount}", f"税额：{tax}"]
    attachment_add(
        actor=actor,
        subject="invoice",
        subject_id=invoice.pk,
        upload=ContentFile(paper("电子发票（演示）", lines), name=f"电子发票-{number}.pdf"),
    )
    services.invoice_issue(
        actor=actor,
        invoice_id=invoice.pk,
        number=number,
        issued_on=timezone.localdate(),
        amount=payment.amount,
        tax=tax,
    )


def _deal(milestone: Milestone) -> Deal:
    return Deal.objects.select_related("need").get(pk=milestone.plan.contract.deal_id)


def _settle() -> None:
    """Let the provider tell, and the platform react, until nothing is left to do."""
    while simulated_webhooks_send() + deliver_all():
        pass
