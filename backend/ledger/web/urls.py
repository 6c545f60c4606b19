"""Addresses below /ledger/."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.statement, name="statement"),
    path("trial-balance/", pages.trial, name="trial_balance"),
    path("accounts/<id:account_id>/", pages.account, name="ledger_account"),
    path("journals/<id:journal_id>/", pages.journal, name="journal"),
    path("journals/<id:journal_id>/correct/", pages.correct, name="journal_correct"),
    path("<slug:kind>/<id:owner_id>/", pages.statement, name="statement_of"),
    path("<slug:kind>/<id:owner_id>/statement.xlsx", pages.workbook, name="statement_xlsx"),
    path("<slug:kind>/<id:owner_id>/statement.pdf", pages.document, name="statement_pdf"),
]
