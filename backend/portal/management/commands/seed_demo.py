"""Fills an installation with the demo content and prints the sign-ins."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from backend.core.dispatcher import deliver_all
from backend.discovery.services import index_outdated, index_rebuild
from backend.insights.jobs import insights_summarise
from backend.portal.demo.access import access_seed
from backend.portal.demo.accounts import bank_accounts_seed
from backend.portal.demo.bookings import bookings_seed
from backend.portal.demo.brokerage import brokerage_seed
from backend.portal.demo.bulletins import bulletins_seed
from backend.portal.demo.calls import calls_seed
from backend.portal.demo.commissioners import commissioners_seed
from backend.portal.demo.county import county_seed
from backend.portal.demo.deals import deals_seed
from backend.portal.demo.deliveries import deliveries_seed
from backend.portal.demo.editions import editions_seed
from backend.portal.demo.exchange import exchange_seed
from backend.portal.demo.favourites import favourites_seed
from backend.portal.demo.figures import figures_seed
from backend.portal.demo.finance import finance_seed
from backend.portal.demo.following import following_seed
from backend.portal.demo.gatherings import gatherings_seed
from backend.portal.demo.helpdesk import helpdesk_seed
from backend.portal.demo.helping import helping_seed
from backend.portal.demo.honours import honours_seed
from backend.portal.demo.imports import imports_seed
from backend.portal.demo.integrity import integrity_seed
from backend.portal.demo.introductions import introductions_seed
from backend.portal.demo.joining import joining_seed
from backend.portal.demo.listings import listings_seed
from backend.portal.demo.mandates import mandates_seed
from backend.portal.demo.nominations import nominations_seed
from backend.portal.demo.notices import notices_seed
from backend.portal.demo.ownership import ownership_seed
from backend.portal.demo.payments import payments_seed
from backend.portal.demo.people import PASSWORD, people_seed, regions_seed, sign_ins
from backend.portal.demo.plans import plans_seed
from backend.portal.demo.pools import pools_seed
from backend.portal.demo.portfolio import portfolio_seed
from backend.portal.demo.registers import registers_seed
from backend.portal.demo.registrations import registrations_seed
from backend.portal.demo.rooms import rooms_seed
from backend.portal.demo.support import support_seed
from backend.portal.demo.talent import talent_seed
from backend.portal.demo.talks import talks_seed
from backend.portal.demo.webhooks import webhooks_seed


class Command(BaseCommand):
    help = (
        "Write the demo content where it is missing, match it, and print a sign-in for each duty."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people", action="store_true", help="only organisations and people, no listings"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            # Its accounts have a password that everybody reads on the home page.
            raise CommandError("Set TIQIAO_DEMO=1: demo accounts have a public password.")
        if index_outdated():
            # Left by an earlier version of the program.
            index_rebuild()
        with translation.override("zh-hans"):
            regions_seed()
            people = people_seed()
            bank_accounts_seed()
            written = 0 if options["people"] else listings_seed(people)
            if written:
                self.stdout.write(f"{written} listings written; encoding and matching them …")
            deliver_all()
            for pair in deals_seed() if written else []:
                self.stderr.write(f"not proposed by the matcher: {pair}")
            deliver_all()
            if written:
                talks_seed()
                rooms_seed()
                introductions_seed()
                access_seed()
                mandates_seed()
                bookings_seed()
                gatherings_seed()
                following_seed()
                joining_seed()
                helpdesk_seed()
                registrations_seed()
                ownership_seed()
                brokerage_seed()
                pools_seed()
                helping_seed()
                favourites_seed()
                talent_seed()
                deliveries_seed()
                deliver_all()
                imports_seed()
                portfolio_seed()
                calls_seed()
                support_seed()
                finance_seed()
                commissioners_seed()
                integrity_seed()
                registers_seed()
                deliver_all()
                payments_seed()
                deliver_all()
                exchange_seed()
                editions_seed()
                bulletins_seed()
                honours_seed()
                county_seed()
                plans_seed()
                nominations_seed()
                insights_summarise()
                figures_seed()
                deliver_all()
                notices_seed()
                webhooks_seed()
            self.stdout.write(f"\nSign in with the password {PASSWORD}:")
            for account in sign_ins():
                self.stdout.write(
                    f"  {account.duty_label}\t{account.email}\t{account.name} · {account.organisation}"
                )
