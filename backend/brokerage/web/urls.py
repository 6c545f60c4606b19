"""Addresses below /brokerage/."""

from django.urls import path

from . import work

urlpatterns = [
    path("of-deal/<id:deal_id>/services/", work.service, name="service_log"),
    path(
        "of-deal/<id:deal_id>/services/<id:service_id>/strike/", work.strike, name="service_strike"
    ),
    path("of-deal/<id:deal_id>/notes/", work.note, name="broker_note"),
    path("of-deal/<id:deal_id>/commissions/", work.propose, name="commission_propose"),
    path("commissions/<id:commission_id>/", work.commission, name="commission"),
    path("commissions/<id:commission_id>/<slug:act>/", work.act, name="commission_act"),
]
