"""What runs by the clock. Times of ``at`` are of settings.TIME_ZONE."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab

from backend.bookings.jobs import bookings_expire
from backend.catalog.jobs import listings_expire
from backend.challenges.jobs import calls_close
from backend.contracts.jobs import contracts_lapse
from backend.core.checks import deals_check
from backend.core.dispatcher import retry_dead_by_rule
from backend.core.jobs import deliveries_prune, events_archive, keys_forget
from backend.core.scheduling import Job
from backend.county.jobs import releases_publish, supplies_remind
from backend.deals.jobs import deals_remind
from backend.delivery.jobs import milestones_remind
from backend.discovery.jobs import listings_repair, outcomes_note_ignored
from backend.editions.jobs import editions_publish
from backend.exchange.jobs import exchange_heal, markets_harvest
from backend.insights.jobs import insights_summarise
from backend.ledger.jobs import ledger_seal, transfers_expire
from backend.mandates.jobs import mandates_expire
from backend.payments.jobs import payments_reconcile, simulated_webhooks_send
from backend.portal.jobs import digests_make, notices_post, notices_prune
from backend.portfolio.jobs import portfolio_remind
from backend.programmes.jobs import vouchers_expire
from backend.registration.jobs import registrations_remind
from backend.tasks.jobs import tasks_remind
from backend.terms.jobs import offers_expire, offers_remind
from backend.webhooks.jobs import webhooks_prune, webhooks_send

SCHEDULE = (
    Job(
        name="listings_repair",
        run=listings_repair,
        queue="matching",
        every=timedelta(minutes=5),
    ),
    Job(name="deliveries_retry", run=retry_dead_by_rule, every=timedelta(minutes=10)),
    Job(name="outcomes_note_ignored", run=outcomes_note_ignored, at=crontab("10", "2")),
    Job(name="needs_expire", run=listings_expire, at=crontab("20", "0")),
    Job(name="contracts_lapse", run=contracts_lapse, at=crontab("30", "2")),
    Job(name="payments_reconcile", run=payments_reconcile, at=crontab("50", "1")),
    Job(
        name="simulated_webhooks_send",
        run=simulated_webhooks_send,
        every=timedelta(seconds=15),
    ),
    Job(name="deliveries_prune", run=deliveries_prune, at=crontab("20", "3")),
    Job(name="keys_forget", run=keys_forget, at=crontab("30", "3")),
    Job(name="events_archive", run=events_archive, at=crontab("40", "3")),
    Job(name="ledger_seal", run=ledger_seal, every=timedelta(minutes=1)),
    Job(name="transfers_expire", run=transfers_expire, every=timedelta(minutes=1)),
    Job(name="notices_post", run=notices_post, every=timedelta(seconds=15)),
    Job(name="notices_prune", run=notices_prune, at=crontab("10", "4")),
    Job(name="digests_make", run=digests_make, every=timedelta(minutes=5)),
    Job(name="deals_check", run=deals_check, at=crontab("50", "3")),
    Job(name="deals_remind", run=deals_remind, at=crontab("10", "8")),
    Job(name="bookings_expire", run=bookings_expire, every=timedelta(minutes=1)),
    Job(name="calls_close", run=calls_close, every=timedelta(minutes=1)),
    Job(name="offers_expire", run=offers_expire, every=timedelta(minutes=1)),
    Job(name="offers_remind", run=offers_remind, at=crontab("5", "8")),
    Job(name="milestones_remind", run=milestones_remind, at=crontab("5", "8")),
    Job(name="registrations_remind", run=registrations_remind, at=crontab("10", "8")),
    Job(name="webhooks_send", run=webhooks_send, every=timedelta(seconds=15)),
    Job(name="webhooks_prune", run=webhooks_prune, at=crontab("0", "4")),
    Job(name="releases_publish", run=releases_publish, at=crontab("0", "9")),
    Job(name="insights_summarise", run=insights_summarise, at=crontab("20", "1")),
    Job(name="supplies_remind", run=supplies_remind, at=crontab("20", "8")),
    Job(name="vouchers_expire", run=vouchers_expire, at=crontab("15", "0")),
    Job(name="mandates_expire", run=mandates_expire, at=crontab("5", "0")),
    Job(name="editions_publish", run=editions_publish, every=timedelta(minutes=15)),
    Job(name="exchange_heal", run=exchange_heal, every=timedelta(minutes=10)),
    Job(name="markets_harvest", run=markets_harvest, every=timedelta(minutes=5)),
    Job(name="portfolio_remind", run=portfolio_remind, at=crontab("15", "8")),
    Job(name="tasks_remind", run=tasks_remind, at=crontab("0", "8")),
)
JOBS = {job.name: job for job in SCHEDULE}
