"""Every address of the product."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from backend.catalog.web.organisations import organisations

from .metrics import metrics

admin.autodiscover()
# Rights follow memberships, and addresses are their owners': neither is edited there.
for _unused in (
    *(Group, EmailAddress, Authenticator, UserSession),
    *(SocialAccount, SocialApp, SocialToken),
):
    admin.site.unregister(_unused)
# The admin signs in through allauth, so that its limits and codes hold there too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("backend.portal.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("my/data/", include("backend.privacy.web.urls")),
    path("my/", include("backend.accounts.web.urls")),
    path("help/", include("backend.helpdesk.web.urls")),
    path("joining/", include("backend.joining.web.urls")),
    path("listings/", include("backend.catalog.web.urls")),
    path("access/", include("backend.disclosure.web.urls")),
    path("bookings/", include("backend.bookings.web.urls")),
    path("events/", include("backend.matchmaking.web.urls")),
    path("search/", include("backend.discovery.web.urls")),
    path("following/", include("backend.following.web.urls")),
    path("portfolio/", include("backend.portfolio.web.urls")),
    path("posting/", include("backend.posting.web.urls")),
    path("registers/", include("backend.registers.web.urls")),
    path("commissioners/", include("backend.commissioners.web.urls")),
    path("webhooks/", include("backend.webhooks.web.urls")),
    path("conversations/", include("backend.conversation.web.urls")),
    path("tasks/", include("backend.tasks.web.urls")),
    path("versions/", include("backend.versions.web.urls")),
    path("files/", include("backend.attachments.web.urls")),
    path("refining/", include("backend.refining.web.urls")),
    path("imports/", include("backend.imports.web.urls")),
    path("panels/", include("backend.panel.web.urls")),
    path("pairings/", include("backend.pairings.web.urls")),
    path("mandates/", include("backend.mandates.web.urls")),
    path("introductions/", include("backend.introductions.web.urls")),
    path("talent/", include("backend.talent.web.urls")),
    path("supermarket/", include("backend.supermarket.web.urls")),
    path("organisations/", organisations, name="organisations"),
    path("pools/", include("backend.pools.web.urls")),
    path("deals/", include("backend.deals.web.urls")),
    path("contracts/", include("backend.contracts.web.urls")),
    path("ledger/", include("backend.ledger.web.urls")),
    path("payments/", include("backend.payments.web.urls")),
    path("signing/", include("backend.signing.web.urls")),
    path("terms/", include("backend.terms.web.urls")),
    path("registration/", include("backend.registration.web.urls")),
    path("delivery/", include("backend.delivery.web.urls")),
    path("calls/", include("backend.challenges.web.urls")),
    path("brokerage/", include("backend.brokerage.web.urls")),
    path("ownership/", include("backend.ownership.web.urls")),
    path("county/", include("backend.county.web.urls")),
    path("higher-programmes/", include("backend.nominations.web.urls")),
    path("plans/", include("backend.plans.web.urls")),
    path("insights/", include("backend.insights.web.urls")),
    path("ladder/", include("backend.ladder.web.urls")),
    path("integrity/", include("backend.integrity.web.urls")),
    path("programmes/", include("backend.programmes.web.urls")),
    path("finance/", include("backend.finance.web.urls")),
    path("", include("backend.exchange.web.urls")),
    path("recommended/", include("backend.editions.web.urls")),
    path("bulletins/", include("backend.bulletins.web.urls")),
    path("cases/", include("backend.honours.web.urls")),
    path("api/v1/", include("backend.config.api_urls")),
    path("admin/", admin.site.urls),
    path("metrics", metrics),
]
if settings.MAIL_PROVIDER and settings.ANYMAIL["WEBHOOK_SECRET"]:
    urlpatterns.append(path("anymail/", include("anymail.urls")))

handler404 = "backend.core.api.not_found"
handler500 = "backend.core.api.failed"
