"""Writes of programmes."""

from .applying import support_apply, support_grant, support_resubmit, support_withdraw
from .deciding import (
    support_approve,
    support_audit,
    support_pass_on,
    support_pay,
    support_refuse,
    support_return,
)
from .redeeming import (
    redemption_approve,
    redemption_audit,
    redemption_claim,
    redemption_pay,
    redemption_release,
    redemption_return,
    voucher_reserve,
    vouchers_expire,
)
from .running import programme_change, programme_close, programme_open, provider_recognise

PROGRAMME_SERVICES = {"close": programme_close}
SUPPORT_SERVICES = {
    "pass_on": support_pass_on,
    "approve": support_approve,
    "return": support_return,
    "resubmit": support_resubmit,
    "refuse": support_refuse,
    "withdraw": support_withdraw,
    "pay": support_pay,
    "audit": support_audit,
}
REDEMPTION_SERVICES = {
    "claim": redemption_claim,
    "approve": redemption_approve,
    "return": redemption_return,
    "pay": redemption_pay,
    "audit": redemption_audit,
    "release": redemption_release,
}

__all__ = [
    "PROGRAMME_SERVICES",
    "REDEMPTION_SERVICES",
    "SUPPORT_SERVICES",
    "programme_change",
    "programme_close",
    "programme_open",
    "provider_recognise",
    "redemption_approve",
    "redemption_audit",
    "redemption_claim",
    "redemption_pay",
    "redemption_release",
    "redemption_return",
    "support_apply",
    "support_approve",
    "support_audit",
    "support_grant",
    "support_pass_on",
    "support_pay",
    "support_refuse",
    "support_resubmit",
    "support_return",
    "support_withdraw",
    "voucher_reserve",
    "vouchers_expire",
]
