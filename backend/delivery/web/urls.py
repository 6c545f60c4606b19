"""Addresses below /delivery/."""

from django.urls import path

from . import inspecting, milestones, plans

urlpatterns = [
    path("", plans.plans, name="plans"),
    path("of-contract/<id:contract_id>/", plans.propose, name="schedule_propose"),
    path("plans/<id:schedule_id>/", plans.plan, name="schedule"),
    path("plans/<id:schedule_id>/change/", plans.revise, name="schedule_revise"),
    path("plans/<id:schedule_id>/report/", plans.report, name="schedule_report"),
    path("plans/<id:schedule_id>/funds/", plans.funds, name="schedule_funds"),
    path("plans/<id:schedule_id>/<slug:act>/", plans.act, name="schedule_act"),
    path("milestones/<id:milestone_id>/", milestones.milestone, name="milestone"),
    path("milestones/<id:milestone_id>/more-time/", milestones.ask, name="extension_ask"),
    path("milestones/<id:milestone_id>/inspect/", inspecting.inspect, name="milestone_inspect"),
    path("milestones/<id:milestone_id>/<slug:act>/", milestones.act, name="milestone_act"),
    path("more-time/<id:extension_id>/", milestones.extension, name="extension"),
    path("more-time/<id:extension_id>/<slug:act>/", milestones.extension_act, name="extension_act"),
    path("inspections/<id:inspection_id>/", inspecting.inspection, name="inspection"),
    path("inspections/<id:inspection_id>/<slug:act>/", inspecting.act, name="inspection_act"),
]
