"""What becomes of programmes, applications, vouchers and their uses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.payments.selectors import payment_standing

from . import events, rules
from .models import Programme, Redemption, Support, Verdict, Voucher
from .selectors import programme_found, redemption_found, support_found, voucher_found


def _lock(model: Any, *related: str) -> Any:
    def locked(pk: int) -> Any:
        found = model.objects.select_for_update(of=("self",)).select_related(*related)
        return found.get(pk=pk)

    return locked


programme_locked = _lock(Programme, "unit", "payer")
support_locked = _lock(Support, "programme__unit", "programme__payer", "version", "applicant")
voucher_locked = _lock(Voucher, "programme", "firm")
redemption_locked = _lock(
    Redemption, "voucher__programme", "contract__deal", "contract__seller", "provider__organisation",
    "milestone",
)  # fmt: skip
TRANSFERRED = Ask(
    note_required=True,
    note_label=_("Reference of the transfer"),
    note_column="payment_note",
    missing=_("Give the reference of the transfer, so that it can be found at the bank."),
)
AUDIT = Ask(
    reasons=Verdict,
    reason_label=_("What did the audit find?"),
    reason_column="audit",
    other=Verdict.DOUBTFUL,
    note=True,
    note_column="audit_note",
    missing=_("Say what is doubtful."),
)


def _why(label: Words, missing: Words) -> Ask:
    return Ask(note_required=True, note_label=label, note_column="note", missing=missing)


PROGRAMME: Lifecycle[Programme] = Lifecycle(
    name="programme",
    model=Programme,
    states=Programme.State,
    find=lambda actor, pk: programme_found(pk),
    lock=programme_locked,
    facts=lambda programme, actor: {"programme_id": programme.pk},
    transitions=(
        Transition(
            act="close",
            source=(Programme.State.OPEN,),
            target=Programme.State.CLOSED,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            event=events.ProgrammeClosed,
            words=_("Close to applications"),
            done=_("Closed. What was applied for is decided on as before."),
            told=_("Closed to applications"),
            look="danger",
        ),
    ),
)


def _of_voucher_scheme(support: Support) -> Words | None:
    if support.programme.scheme.voucher:
        return _("A voucher is paid as it is used.")
    return None


S = Support.State
SUPPORT: Lifecycle[Support] = Lifecycle(
    name="support",
    model=Support,
    states=S,
    find=support_found,
    lock=support_locked,
    facts=lambda support, actor: {"support_id": support.pk, "applicant_id": support.applicant_id},
    settled={
        S.APPROVED: _("This application is approved already."),
        S.PAID: _("This is paid already."),
        S.REFUSED: _("This application was refused; a new one can be made."),
    },
    transitions=(
        Transition(
            act="pass_on", source=(S.APPLIED,), target=S.APPLIED, may=rules.may_pass_on,
            refused=rules.NOT_TURN, event=events.SupportPassedOn, words=_("Agree and pass on"),
            done=_("Agreed. The next unit decides."), told=_("Agreed and passed on"), look="main",
        ),
        Transition(
            act="approve", source=(S.APPLIED,), target=S.APPROVED, may=rules.may_approve,
            refused=rules.NOT_TURN, ask=Ask(), event=events.SupportApproved, words=_("Approve"),
            invitation=_("Approve, with the base that you recognise"), done=_("Approved."),
            told=_("Approved"), look="main",
        ),
        Transition(
            act="return", source=(S.APPLIED,), target=S.RETURNED, may=rules.may_decide,
            refused=rules.NOT_TURN, event=events.SupportReturned, words=_("Return"),
            ask=_why(_("What is missing?"), _("Say what is missing.")),
            done=_("Returned. The applicant reads what is missing."), told=_("Returned"),
        ),
        Transition(
            act="resubmit", source=(S.RETURNED,), target=S.APPLIED, may=rules.may_answer,
            refused=rules.NOT_APPLICANT, event=events.SupportApplied, words=_("Hand in again"),
            done=_("Handed in again."), told=_("Handed in again"), look="main",
        ),
        Transition(
            act="refuse", source=(S.APPLIED,), target=S.REFUSED, may=rules.may_decide,
            refused=rules.NOT_TURN, event=events.SupportRefused, words=_("Refuse"),
            ask=_why(_("Why is it refused?"), _("Say why it is refused.")),
            done=_("Refused. The applicant reads why."), told=_("Refused"), look="danger",
        ),
        Transition(
            act="withdraw", source=(S.APPLIED, S.RETURNED), target=S.WITHDRAWN, may=rules.may_answer,
            refused=rules.NOT_APPLICANT, event=events.SupportWithdrawn,
            words=_("Withdraw the application"), done=_("Withdrawn."), told=_("Withdrawn"),
        ),
        Transition(
            act="pay", source=(S.APPROVED,), target=S.PAID, may=rules.may_pay,
            refused=NOT_OWN, blocked=_of_voucher_scheme, ask=TRANSFERRED,
            event=events.SupportPaid, words=_("Record the transfer"), done=_("Booked as paid."),
            told=_("Paid"), look="main",
        ),
        Transition(
            act="audit", source=(S.PAID,), target=S.AUDITED, may=rules.may_audit,
            refused=rules.NOT_AUDITOR, ask=AUDIT, event=events.SupportAudited, words=_("Audit"),
            done=_("Kept."), told=_("Audited"),
        ),
    ),
)  # fmt: skip

VOUCHER: Lifecycle[Voucher] = Lifecycle(
    name="voucher",
    model=Voucher,
    states=Voucher.State,
    find=voucher_found,
    lock=voucher_locked,
    facts=lambda voucher, actor: {"voucher_id": voucher.pk, "firm_id": voucher.firm_id},
    transitions=(
        Transition(
            act="expire", source=(Voucher.State.ACTIVE,), target=Voucher.State.EXPIRED,
            event=events.VoucherExpired, told=_("Expired; what was left went back to the budget"),
        ),
    ),
)  # fmt: skip


def _use_facts(redemption: Redemption, actor: Any) -> dict[str, Any]:
    return {
        "redemption_id": redemption.pk,
        "firm_id": redemption.voucher.firm_id,
        "deal_id": redemption.contract.deal_id,
    }


def lessened_for_good(redemption: Redemption) -> Words | None:
    """Why what is reserved cannot be freed: the firm pays or paid the rest of the milestone."""
    if redemption.milestone_id is None or redemption.milestone is None:
        return None
    paid = redemption.milestone.settled_at is not None
    if paid or payment_standing("milestone", redemption.milestone_id):
        return _("The firm has paid less of the milestone by it; it cannot be freed any more.")
    return None


R = Redemption.State
REDEMPTION: Lifecycle[Redemption] = Lifecycle(
    name="redemption",
    model=Redemption,
    states=R,
    find=redemption_found,
    lock=redemption_locked,
    facts=_use_facts,
    settled={
        R.PAID: _("This is paid already."),
        R.RELEASED: _("What was reserved here is free again; reserve it anew."),
    },
    transitions=(
        Transition(
            act="claim", source=(R.RESERVED,), target=R.CLAIMED, may=rules.may_use,
            refused=rules.NOT_APPLICANT, ask=Ask(), event=events.VoucherClaimed,
            words=_("Redeem with the invoice"), done=_("Handed in. The office checks the invoice."),
            told=_("Invoice handed in"), look="main",
        ),
        Transition(
            act="approve", source=(R.CLAIMED,), target=R.APPROVED, may=rules.may_check,
            refused=NOT_OWN, event=events.ClaimApproved, words=_("Approve"),
            done=_("Approved. The paying unit transfers it."), told=_("Claim approved"), look="main",
        ),
        Transition(
            act="return", source=(R.CLAIMED,), target=R.RESERVED, may=rules.may_check,
            refused=NOT_OWN, event=events.ClaimReturned, words=_("Return"),
            ask=_why(_("What is to be mended?"), _("Say what is to be mended.")),
            done=_("Returned. The firm reads what is to be mended."), told=_("Claim returned"),
        ),
        Transition(
            act="pay", source=(R.APPROVED,), target=R.PAID, may=rules.may_settle,
            refused=NOT_OWN, ask=TRANSFERRED, event=events.VoucherPaid,
            words=_("Record the transfer"), done=_("Booked as paid."), told=_("Paid"), look="main",
        ),
        Transition(
            act="audit", source=(R.PAID,), target=R.AUDITED, may=rules.may_audit_use,
            refused=rules.NOT_AUDITOR, ask=AUDIT, event=events.RedemptionAudited,
            words=_("Audit"), done=_("Kept."), told=_("Audited"),
        ),
        Transition(
            act="release", source=(R.RESERVED,), target=R.RELEASED, may=rules.may_use,
            refused=rules.NOT_APPLICANT, blocked=lessened_for_good, event=events.VoucherReleased,
            words=_("Release what is reserved"), done=_("The amount is on the voucher again."),
            told=_("Released"),
        ),
    ),
)  # fmt: skip
