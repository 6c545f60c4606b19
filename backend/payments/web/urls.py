"""Addresses below /payments/."""

from django.urls import path

from . import banking, invoices, operations, pages, simulated, webhooks

urlpatterns = [
    path("", pages.payments, name="payments"),
    path("pay/<slug:kind>/<id:payable_id>/", pages.start, name="payment_start"),
    path("accounts/", banking.accounts, name="payment_accounts"),
    path("accounts/<slug:gateway>/", banking.provider_account, name="provider_account"),
    path("statements/", banking.statements, name="bank_statements"),
    path("statements/<id:statement_id>/", banking.statement, name="bank_statement"),
    path("payouts/", pages.payouts, name="payouts"),
    path("payouts/<id:payout_id>/", pages.payout, name="payout"),
    path("payouts/<id:payout_id>/<slug:act>/", pages.payout_act, name="payout_act"),
    path("refunds/<id:refund_id>/", pages.refund, name="refund"),
    path("refunds/<id:refund_id>/<slug:act>/", pages.refund_act, name="refund_act"),
    path("invoices/<id:invoice_id>/", invoices.invoice, name="invoice"),
    path("invoices/<id:invoice_id>/<slug:act>/", invoices.act, name="invoice_act"),
    path("reconciliation/", operations.reconciliation, name="reconciliation"),
    path("reconciliation/compare/", operations.compare, name="reconciliation_compare"),
    path("reconciliation/replay/", operations.replay, name="webhooks_replay"),
    path("webhooks/<slug:gateway>/", webhooks.webhook, name="payment_webhook"),
    path("simulated/checkout/<slug:checkout_id>/", simulated.checkout, name="simulated_checkout"),
    path("simulated/account/<slug:account_id>/", simulated.account, name="simulated_account"),
    path(
        "simulated/dispute/<slug:dispute_id>/<slug:state>/",
        simulated.dispute,
        name="simulated_dispute",
    ),
    path("<id:payment_id>/", pages.payment, name="payment"),
    path("<id:payment_id>/look/", pages.look, name="payment_look"),
    path("<id:payment_id>/invoice/", invoices.request_one, name="invoice_request"),
    path("<id:payment_id>/<slug:act>/", pages.act, name="payment_act"),
]
