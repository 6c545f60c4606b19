"""Support programmes, vouchers, the ladder of firms, and technology finance."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.finance import events as finance
from backend.finance import reactions as on_finance
from backend.ladder import events as ladder
from backend.ladder import notices as ladder_notices
from backend.ladder import reactions as on_ladder
from backend.programmes import events as programmes
from backend.programmes import notices, reactions

DECIDERS = Subscription("support_deciders_notify", reactions.support_deciders_notify)

SUBSCRIPTIONS: Subscriptions = {
    finance.WishMade: (Subscription("wish_made_notify", on_finance.wish_made_notify),),
    finance.WishDeclined: (Subscription("wish_declined_notify", on_finance.wish_declined_notify),),
    finance.WhiteListPublished: (Subscription("white_list_notify", on_finance.white_list_notify),),
    finance.WishAnswered: (Subscription("wish_answered_notify", on_finance.wish_answered_notify),),
    ladder.FirmSelected: (
        Subscription("standing_selected_notify", on_ladder.firm_notify(ladder_notices.SELECTED)),
    ),
    ladder.FirmPooled: (
        Subscription("standing_pooled_notify", on_ladder.firm_notify(ladder_notices.POOLED)),
    ),
    ladder.FirmRecognised: (
        Subscription(
            "standing_recognised_notify", on_ladder.firm_notify(ladder_notices.RECOGNISED)
        ),
    ),
    programmes.SupportApplied: (DECIDERS,),
    programmes.SupportPassedOn: (DECIDERS,),
    programmes.SupportReturned: (
        Subscription(
            "support_returned_notify", reactions.support_applicant_notify(notices.RETURNED)
        ),
    ),
    programmes.SupportApproved: (
        Subscription(
            "support_approved_notify", reactions.support_applicant_notify(notices.APPROVED)
        ),
    ),
    programmes.SupportRefused: (
        Subscription("support_refused_notify", reactions.support_applicant_notify(notices.REFUSED)),
    ),
    programmes.SupportPaid: (
        Subscription("support_paid_notify", reactions.support_applicant_notify(notices.PAID)),
    ),
    programmes.VoucherClaimed: (
        Subscription(
            "voucher_claimed_notify",
            reactions.redemption_office_notify(notices.CLAIMED, payer=False),
        ),
    ),
    programmes.ClaimReturned: (
        Subscription(
            "voucher_claim_returned_notify",
            reactions.redemption_firm_notify(notices.CLAIM_RETURNED),
        ),
    ),
    programmes.ClaimApproved: (
        Subscription(
            "voucher_to_pay_notify", reactions.redemption_office_notify(notices.TO_PAY, payer=True)
        ),
    ),
    programmes.VoucherPaid: (
        Subscription("voucher_paid_notify", reactions.redemption_firm_notify(notices.REDEEMED)),
    ),
}
