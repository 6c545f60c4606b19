"""People, their organisations, their mail and their webhooks."""

from __future__ import annotations

from backend.accounts import events as accounts
from backend.accounts import reactions as on_accounts
from backend.catalog import reactions as on_catalog
from backend.core.outbox import Subscription, Subscriptions
from backend.deals import reactions as on_deals
from backend.helpdesk import events as helpdesk
from backend.helpdesk import reactions as on_helpdesk
from backend.joining import events as joining
from backend.joining import reactions as on_joining
from backend.mandates import reactions as on_mandates
from backend.signing import reactions as on_signing
from backend.webhooks import events as webhooks
from backend.webhooks import reactions as on_webhooks

STANDING = Subscription("organisation_standing_notify", on_joining.organisation_standing_notify)
LISTINGS_HIDE = Subscription("listings_follow_standing", on_catalog.listings_follow_standing)
REPORT_DECIDED = Subscription("report_decided_notify", on_helpdesk.report_decided_notify)
JOIN_ANSWERED = Subscription("join_answered_notify", on_joining.join_answered_notify)

SUBSCRIPTIONS: Subscriptions = {
    accounts.MemberInvited: (Subscription("invitation_mail", on_accounts.invitation_mail),),
    accounts.MemberLeft: (
        Subscription("member_replace", on_catalog.member_replace),
        Subscription("deals_member_leave", on_deals.deals_member_leave),
        Subscription("mandates_member_leave", on_mandates.mandates_member_leave),
        Subscription("certificates_member_leave", on_signing.certificates_member_leave),
    ),
    accounts.MemberJoined: (
        Subscription("member_joined_notify", on_accounts.member_joined_notify),
    ),
    accounts.OrganisationVerified: (
        Subscription("organisation_verified_notify", on_accounts.organisation_verified_notify),
    ),
    helpdesk.TicketOpened: (
        Subscription("ticket_opened_notify", on_helpdesk.ticket_opened_notify),
    ),
    helpdesk.TicketClosed: (
        Subscription("ticket_closed_notify", on_helpdesk.ticket_closed_notify),
    ),
    helpdesk.ListingReported: (
        Subscription("listing_reported_notify", on_helpdesk.listing_reported_notify),
    ),
    helpdesk.ReportUpheld: (REPORT_DECIDED,),
    helpdesk.ReportDismissed: (REPORT_DECIDED,),
    joining.ApplicationMade: (
        Subscription("application_made_notify", on_joining.application_made_notify),
    ),
    joining.ApplicationRejected: (
        Subscription("application_rejected_notify", on_joining.application_rejected_notify),
    ),
    joining.OrganisationSuspended: (STANDING, LISTINGS_HIDE),
    joining.OrganisationReinstated: (STANDING, LISTINGS_HIDE),
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
