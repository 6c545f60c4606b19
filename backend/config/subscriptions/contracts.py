"""Technology contracts, and whose a result is."""

from __future__ import annotations

from backend.contracts import events as contracts
from backend.contracts import reactions as on_contracts
from backend.core.outbox import Subscription, Subscriptions
from backend.discovery.reactions import contract_record
from backend.ownership import events as ownership
from backend.ownership import reactions as on_ownership
from backend.registration import reactions as on_registration
from backend.signing import events as signing
from backend.signing import reactions as on_signing

from .heard import DEAL_MOVED, NEED_FOLLOW, SETTLE

STEP = Subscription("contract_step_notify", on_contracts.contract_step_notify)
GRANT_DECIDED = Subscription("grant_decided_notify", on_ownership.grant_decided_notify)

SUBSCRIPTIONS: Subscriptions = {
    signing.CertificateRevoked: (
        Subscription("certificate_revoked_notify", on_signing.certificate_revoked_notify),
    ),
    contracts.ContractDropped: (
        DEAL_MOVED,
        NEED_FOLLOW,
        Subscription("contract_dropped_notify", on_contracts.contract_dropped_notify),
    ),
    contracts.ContractProposed: (
        DEAL_MOVED,
        Subscription("contract_proposed_notify", on_contracts.contract_proposed_notify),
        Subscription("contract_draft_task_end", on_contracts.contract_draft_task_end),
    ),
    contracts.ContractReturned: (
        DEAL_MOVED,
        Subscription("contract_returned_notify", on_contracts.contract_returned_notify),
    ),
    contracts.ContractConfirmed: (
        DEAL_MOVED,
        Subscription("contract_confirmed_notify", on_contracts.contract_confirmed_notify),
        SETTLE,
    ),
    contracts.ContractPartySigned: (STEP,),
    contracts.ContractReopened: (STEP,),
    contracts.ContractScanOffered: (STEP,),
    contracts.ContractScanRefused: (STEP,),
    contracts.ContractAmended: (STEP,),
    contracts.ContractTerminated: (STEP, NEED_FOLLOW),
    contracts.ContractSigned: (
        DEAL_MOVED,
        Subscription("contract_registrable_notify", on_registration.contract_registrable_notify),
        Subscription("contract_signed_notify", on_contracts.contract_signed_notify),
        SETTLE,
        Subscription("contract_record", contract_record),
    ),
    ownership.GrantApplied: (
        Subscription("grant_applied_notify", on_ownership.grant_applied_notify),
    ),
    ownership.GrantGiven: (GRANT_DECIDED,),
    ownership.GrantDeclined: (GRANT_DECIDED,),
    ownership.SharesProposed: (
        Subscription("shares_proposed_notify", on_ownership.shares_proposed_notify),
    ),
    ownership.SharesAgreed: (
        Subscription("shares_agreed_notify", on_ownership.shares_agreed_notify),
    ),
}
