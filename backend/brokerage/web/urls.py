"""Addresses below /brokerage/."""

from django.urls import path

from . import figures, pipeline, work

urlpatterns = [
    path("", pipeline.show, name="pipeline"),
    path("pipeline.xlsx", pipeline.export, name="pipeline_export"),
    path("figures/", figures.show, name="broker_figures"),
    path("figures.xlsx", figures.export, name="broker_figures_export"),
    path("next-steps/", pipeline.next_steps, name="pipeline_next_steps"),
    path("views/", pipeline.view_save, name="pipeline_view_save"),
    path("views/<id:view_id>/delete/", pipeline.view_delete, name="pipeline_view_delete"),
    path("of-deal/<id:deal_id>/move/", pipeline.move, name="pipeline_move"),
    path("of-deal/<id:deal_id>/services/", work.service, name="service_log"),
    path(
        "of-deal/<id:deal_id>/services/<id:service_id>/strike/", work.strike, name="service_strike"
    ),
    path("of-deal/<id:deal_id>/notes/", work.note, name="broker_note"),
    path("of-deal/<id:deal_id>/commissions/", work.propose, name="commission_propose"),
    path("commissions/<id:commission_id>/", work.commission, name="commission"),
    path("commissions/<id:commission_id>/<slug:act>/", work.act, name="commission_act"),
]
