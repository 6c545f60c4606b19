"""People, their organisations, their mail and their webhooks."""

from __future__ import annotations

from backend.accounts import events as accounts
from backend.accounts import reactions as on_accounts
from backend.catalog import reactions as on_catalog
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import reactions as on_deals
from backend.panel import events as panel
from backend.panel import reactions as on_panel
from backend.refining import events as refining
from backend.refining import reactions as on_refining
from backend.webhooks import events as webhooks
from backend.webhooks import reactions as on_webhooks

PROPOSAL_ANSWERED = Subscription("proposal_answered_notify", on_refining.proposal_answered_notify)

SUBSCRIPTIONS: Subscriptions = {
    accounts.MemberInvited: (Subscription("invitation_mail", on_accounts.invitation_mail),),
    refining.RefinementAsked: (
        Subscription("refinement_asked_notify", on_refining.refinement_asked_notify),
    ),
    refining.RefinementOpened: (
        Subscription("refinement_opened_notify", on_refining.refinement_opened_notify),
    ),
    refining.HelperAdded: (
        Subscription("refinement_helper_notify", on_refining.refinement_helper_notify),
    ),
    refining.RefinementDeclined: (
        Subscription("refinement_declined_notify", on_refining.refinement_declined_notify),
    ),
    refining.ProposalMade: (
        Subscription("proposal_made_notify", on_refining.proposal_made_notify),
    ),
    refining.ProposalAccepted: (PROPOSAL_ANSWERED,),
    refining.ProposalDeclined: (PROPOSAL_ANSWERED,),
    panel.SittingOpened: (Subscription("sitting_opened_notify", on_panel.sitting_opened_notify),),
    panel.SittingClosed: (Subscription("sitting_closed_notify", on_panel.sitting_closed_notify),),
    accounts.MemberLeft: (
        Subscription("member_replace", on_catalog.member_replace),
        Subscription("deals_member_leave", on_deals.deals_member_leave),
    ),
    accounts.OrganisationRegistered: (
        Subscription("organisation_registered_notify", on_accounts.organisation_registered_notify),
    ),
    accounts.MemberJoined: (
        Subscription("member_joined_notify", on_accounts.member_joined_notify),
    ),
    accounts.OrganisationVerified: (
        Subscription("organisation_verified_notify", on_accounts.organisation_verified_notify),
    ),
    webhooks.EndpointFailing: (
        Subscription("endpoint_failing_notify", on_webhooks.endpoint_failing_notify),
    ),
    webhooks.EndpointDisabled: (
        Subscription("endpoint_disabled_notify", on_webhooks.endpoint_disabled_notify),
    ),
}
