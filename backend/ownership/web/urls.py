"""Addresses below /ownership/."""

from django.urls import path

from . import grants, plans, reports

urlpatterns = [
    path("", reports.assets, name="assets"),
    path("register.xlsx", reports.assets_workbook, name="assets_xlsx"),
    path("report/", reports.report, name="transfer_report"),
    path("report.<slug:kind>", reports.report_file, name="transfer_report_file"),
    path("of-listing/<id:listing_id>/", grants.of_listing, name="listing_ownership"),
    path("of-listing/<id:listing_id>/apply/", grants.apply, name="grant_apply"),
    path("of-listing/<id:listing_id>/evaluation/", grants.evaluate, name="evaluation_add"),
    path("grants/<id:grant_id>/", grants.grant, name="grant"),
    path("grants/<id:grant_id>/<slug:act>/", grants.act, name="grant_act"),
    path("of-deal/<id:deal_id>/", plans.propose, name="plan_propose"),
    path("shares/<id:plan_id>/", plans.plan, name="plan"),
    path("shares/<id:plan_id>/agree/", plans.agree, name="plan_agree"),
]
