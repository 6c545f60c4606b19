"""What becomes of an invoice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.payments import events, rules
from backend.payments.models import Invoice
from backend.payments.selectors import invoice_readable_by

State = Invoice.State

INVOICE: Lifecycle[Invoice] = Lifecycle(
    name="invoice",
    model=Invoice,
    states=State,
    find=invoice_readable_by,
    lock=lambda pk: Invoice.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda invoice, actor: {"invoice_id": invoice.pk, "payment_id": invoice.payment_id},
    settled={
        State.ISSUED: _("This invoice is issued."),
        State.RED_ISSUED: _("The red-letter invoice is issued; nothing is open."),
    },
    transitions=(
        Transition(
            act="issue",
            source=(State.REQUESTED, State.RETURNED),
            target=State.ISSUED,
            may=lambda actor, invoice: rules.receives(actor, invoice.payment),
            refused=rules.ONLY_PAYEE,
            event=events.InvoiceIssued,
            words=_("Issue the invoice"),
            done=_("Issued. The payer can open it."),
            told=_("Invoice issued"),
            look="main",
        ),
        Transition(
            act="return",
            source=(State.ISSUED,),
            target=State.RETURNED,
            may=lambda actor, invoice: rules.pays(actor, invoice.payment),
            refused=rules.ONLY_PAYER,
            ask=Ask(
                note_required=True,
                note_label=_("What has to be corrected?"),
                note_column="note",
                missing=_("Say what has to be corrected."),
            ),
            event=events.InvoiceReturned,
            words=_("Return for correction"),
            done=_("Returned. The payee corrects it."),
            told=_("Invoice returned for correction"),
        ),
        Transition(
            act="issue_red",
            source=(State.RED_DUE,),
            target=State.RED_ISSUED,
            may=lambda actor, invoice: rules.receives(actor, invoice.payment),
            refused=rules.ONLY_PAYEE,
            event=events.InvoiceRedIssued,
            words=_("Issue the red-letter invoice"),
            done=_("Issued."),
            told=_("Red-letter invoice issued"),
            look="main",
        ),
        Transition(
            act="redden",
            source=(State.ISSUED, State.RETURNED),
            target=State.RED_DUE,
            event=events.InvoiceRedDue,
            told=_("A refund makes a red-letter invoice due"),
        ),
    ),
)
