"""Addresses below /registration/."""

from django.urls import path

from . import changes, outside, papers, registrations, statistics

urlpatterns = [
    path("", registrations.registrations, name="registrations"),
    path("rules/", registrations.rules, name="registration_rules"),
    path("of-contract/<id:contract_id>/", registrations.begin, name="registration_of_contract"),
    path("statistics/", statistics.statistics, name="registration_statistics"),
    path("statistics.xlsx", statistics.workbook, name="registration_statistics_xlsx"),
    path("elsewhere/", outside.outsides, name="outside_contracts"),
    path("elsewhere/report/", outside.report, name="outside_report"),
    path("elsewhere/import/", outside.extract, name="outside_import"),
    path("elsewhere/sample.xlsx", outside.sample, name="outside_sample"),
    path("elsewhere/<id:outside_id>/", outside.outside, name="outside_contract"),
    path("elsewhere/<id:outside_id>/<slug:act>/", outside.act, name="outside_contract_act"),
    path("changes/<id:report_id>/", changes.report, name="change_report"),
    path("changes/<id:report_id>/<slug:act>/", changes.act, name="change_report_act"),
    path("<id:registration_id>/", registrations.registration, name="registration"),
    path("<id:registration_id>/edit/", registrations.edit, name="registration_edit"),
    path("<id:registration_id>/change/", changes.new, name="registration_change"),
    path("<id:registration_id>/papers/<slug:code>/", papers.enclose, name="registration_enclose"),
    path("<id:registration_id>/form.<slug:kind>", papers.form, name="registration_form"),
    path(
        "<id:registration_id>/certificate.pdf", papers.certificate, name="registration_certificate"
    ),
    path("<id:registration_id>/<slug:act>/", registrations.act, name="registration_act"),
]
