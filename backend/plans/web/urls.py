"""Addresses of plans."""

from django.urls import path

from . import indicators, plans

urlpatterns = [
    path("", plans.index, name="region_plans"),
    path("new/", plans.new, name="region_plan_new"),
    path("<id:region_plan_id>/", plans.plan, name="region_plan"),
    path("<id:region_plan_id>/evaluate/", plans.evaluate, name="region_plan_evaluate"),
    path("<id:region_plan_id>/bulletin/", plans.issue_bulletin, name="region_plan_bulletin"),
    path("<id:region_plan_id>/indicators/", indicators.add, name="plan_indicator_add"),
    path("<id:region_plan_id>/acts/<slug:act>/", plans.act, name="region_plan_act"),
    path("<id:region_plan_id>/measures/", plans.new_measure, name="plan_measure_new"),
    path("bulletins/<id:bulletin_id>.pdf", plans.bulletin, name="plan_bulletin_pdf"),
    path("measures/<id:measure_id>/", plans.measure, name="plan_measure"),
    path("indicators/<id:indicator_id>/", indicators.indicator, name="plan_indicator"),
    path("indicators/<id:indicator_id>/target/", indicators.target, name="plan_target"),
    path("indicators/<id:indicator_id>/figure/", indicators.figure, name="plan_figure"),
    path(
        "indicators/<id:indicator_id>/regions/<slug:region>/",
        indicators.division,
        name="plan_division",
    ),
]
