"""Addresses below /help/."""

from django.urls import path

from . import audit, pages, reports, tickets

urlpatterns = [
    path("", pages.page, {"name": "help"}, name="help"),
    path("terms/", pages.page, {"name": "terms"}, name="terms"),
    path("privacy/", pages.page, {"name": "privacy"}, name="privacy"),
    path("contact/", pages.page, {"name": "contact"}, name="contact"),
    path("tickets/", tickets.tickets, name="tickets"),
    path("tickets/new/", tickets.new, name="ticket_new"),
    path("tickets/<id:ticket_id>/", tickets.ticket, name="ticket"),
    path("tickets/<id:ticket_id>/<slug:act>/", tickets.act, name="ticket_act"),
    path("reports/", reports.reports, name="reports"),
    path("reports/listing/<id:listing_id>/", reports.new, name="listing_report"),
    path("reports/<id:report_id>/", reports.report, name="report"),
    path("reports/<id:report_id>/<slug:act>/", reports.act, name="report_act"),
    path("audit/", audit.audit, name="audit"),
]
