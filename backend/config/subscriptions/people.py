"""People, their organisations, their mail and their webhooks."""

from __future__ import annotations

from backend.accounts import events as accounts
from backend.accounts import reactions as on_accounts
from backend.catalog import reactions as on_catalog
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import reactions as on_deals
from backend.joining import events as joining
from backend.joining import reactions as on_joining
from backend.webhooks import events as webhooks
from backend.webhooks import reactions as on_webhooks

JOIN_ANSWERED = Subscription("join_answered_notify", on_joining.join_answered_notify)

SUBSCRIPTIONS: Subscriptions = {
    accounts.MemberInvited: (Subscription("invitation_mail", on_accounts.invitation_mail),),
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
    joining.JoinAsked: (Subscription("join_asked_notify", on_joining.join_asked_notify),),
    joining.JoinAccepted: (JOIN_ANSWERED,),
    joining.JoinAdmitted: (JOIN_ANSWERED,),
    joining.JoinDeclined: (JOIN_ANSWERED,),
    webhooks.EndpointFailing: (
        Subscription("endpoint_failing_notify", on_webhooks.endpoint_failing_notify),
    ),
    webhooks.EndpointDisabled: (
        Subscription("endpoint_disabled_notify", on_webhooks.endpoint_disabled_notify),
    ),
}
